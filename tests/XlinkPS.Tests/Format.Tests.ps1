param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $server = Start-TestServer $TestDrive
    $null = New-XlinkQueue Service
    $null = New-XlinkQueue Hotline -Parent Service -ValueType Calls, AHT
    $null = New-XlinkExternalSystem CSV -Type Csv -PhoneLink
    $path = Join-Path $TestDrive Xlink
    $installation = Install-Xlink $path | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential (New-TestUser)
    $acd = Set-TestInterface $path (Join-Path $TestDrive acd)
    Set-TestCallFile (Join-Path $acd calls.csv)
    $mapping = New-XlinkMapping $path -Queue Hotline -ValueType Calls -Source CSV:UHD_DE_IN:CallsOffered, CSV:UHD_EN_IN:CallsOffered
    $import = Invoke-XlinkImport $path -CallData -StartDate 2014-12-23

    function Get-TestText($InputObject) { ($InputObject | Out-String -Width 160).Trim() -replace '[ \t]+', ' ' -replace ' ?\r?\n', "`n" }

    # An object that needs something of this computer that may be missing.
    function New-TestObject([string] $Command, [object[]] $Argument) {
        $type = (Get-Command $Command).OutputType.Type[0]
        $constructor = $type.GetConstructors([Reflection.BindingFlags] 'Instance, Public, NonPublic') | Where-Object { $_.GetParameters().Count -eq $Argument.Count }
        $constructor[0].Invoke($Argument)
    }

    function Get-TestOutputType { (Get-Command -Module XlinkPS).OutputType.Type.Where{ $_.Namespace -match '^Xlink' }.FullName | Sort-Object -Unique }

    $day = ([datetime] '2014-12-23').ToString('d')
    # In a column for ten characters, which not every culture's dates have room in.
    $narrowDay = if ($day.Length -le 10) { $day } else { '.*' }
}

AfterAll { Stop-TestServer }

Describe 'The views' {
    It 'exist as a table and as a list for every type that a cmdlet writes' {
        $type = Get-TestOutputType
        $type.Count | Should -BeGreaterThan 30
        foreach ($control in 'TableControl', 'ListControl') {
            $without = $type | Where-Object { $control -notin (Get-FormatData -TypeName $_ -PowerShellVersion 7.0).FormatViewDefinition.Control.ForEach{ $_.GetType().Name } }
            $without | Should -BeNullOrEmpty -Because "each of them needs a $control"
        }
    }

    It 'have default properties and keys, which exist, for every type that a cmdlet writes' {
        foreach ($name in Get-TestOutputType) {
            $data = Get-TypeData -TypeName $name
            $known = ((Get-Command -Module XlinkPS).OutputType.Type | Where-Object FullName -EQ $name)[0].GetProperties().Name
            $data.DefaultDisplayPropertySet.ReferencedProperties | Should -Not -BeNullOrEmpty -Because $name
            $data.DefaultKeyPropertySet.ReferencedProperties | Should -Not -BeNullOrEmpty -Because $name
            $data.DefaultDisplayPropertySet.ReferencedProperties + $data.DefaultKeyPropertySet.ReferencedProperties | Where-Object { $_ -notin $known } |
                Should -BeNullOrEmpty -Because "$name has no such property"
        }
    }

    It 'are of objects whose lists can be indexed, which PowerShell does with public types only' {
        # Lists of a type that is not public, as the compiler makes them of [.. items].
        $hidden = $installation.GetType().Assembly.GetTypes() | Where-Object Name -EQ '<>z__ReadOnlyList`1'
        function New-TestList([type] $Type) {
            $items = [Activator]::CreateInstance([Collections.Generic.List`1].MakeGenericType($Type))
            $inner = $Type.GetGenericArguments()
            if ($inner) { $items.Add((New-TestList $inner[0])) }
            , [Activator]::CreateInstance($hidden.MakeGenericType($Type), @(, $items))
        }
        $real = @{ XlinkInstallation = $installation; XlinkServerProcess = $server; FirewallRule = New-XlinkFirewallRule $path -WhatIf 3> $null }
        $rest = [Collections.Generic.Queue[type]]::new([type[]] (Get-Command -Module XlinkPS).OutputType.Type.Where{ $_.Namespace -match '^Xlink' })
        $seen = @{ }
        $lists = 0
        $problem = while ($rest.Count) {
            $type = $rest.Dequeue()
            if ($seen[$type] -or $type.IsEnum -or $type.IsAbstract -or $type.IsArray) { continue }
            $seen[$type] = $true
            $object = $real[$type.Name]
            if (-not $object) { $object = [Runtime.Serialization.FormatterServices]::GetUninitializedObject($type) }
            $listed = foreach ($property in $type.GetProperties([Reflection.BindingFlags] 'Instance, Public')) {
                $item = @($property.PropertyType.GetGenericArguments()) + $property.PropertyType.GetElementType() | Where-Object { $_ }
                @($property.PropertyType) + $item | Where-Object { $_.Namespace -match '^Xlink' } | ForEach-Object { $rest.Enqueue($_) }
                if ($property.PropertyType -ne [string] -and $property.PropertyType.IsGenericType -and @($item).Count -eq 1 -and
                    [Collections.IEnumerable].IsAssignableFrom($property.PropertyType)) { $property }
            }
            foreach ($property in $listed) {
                if ($property.SetMethod) { $property.SetValue($object, (New-TestList $property.PropertyType.GetGenericArguments()[0])) }
            }
            foreach ($property in $listed) {
                $lists++
                $value = $property.GetValue($object)
                foreach ($list in , $value + @($value | Where-Object { $_ -is [Collections.IEnumerable] -and $_ -isnot [string] })) {
                    if (-not $list.GetType().IsVisible) { "$type.$($property.Name) is a $($list.GetType().Name)" }
                }
            }
        }
        $lists | Should -BeGreaterThan 50
        $problem | Should -BeNullOrEmpty
    }

    It 'are of objects whose days can be compared with dates, sorted and exported' {
        $seen = @{ }
        $rest = [Collections.Generic.Queue[type]]::new([type[]] (Get-Command -Module XlinkPS).OutputType.Type.Where{ $_.Namespace -match '^Xlink' })
        $days = 0
        $problem = while ($rest.Count) {
            $type = $rest.Dequeue()
            if ($seen[$type]) { continue }
            $seen[$type] = $true
            foreach ($property in $type.GetProperties([Reflection.BindingFlags] 'Instance, Public')) {
                $parts = @($property.PropertyType) + $property.PropertyType.GetGenericArguments()
                $parts | Where-Object Namespace -Match '^Xlink' | ForEach-Object { $rest.Enqueue($_) }
                if (-not ($parts | Where-Object Namespace -EQ NodaTime)) { continue }
                $days++
                if (-not (Get-TypeData -TypeName $type.FullName).Members[$property.Name]) { "$type.$($property.Name)" }
            }
        }
        $days | Should -BeGreaterThan 3
        $problem | Should -BeNullOrEmpty

        $run = @(Get-XlinkImportRun | Where-Object { $_.FirstDay -ge [datetime] '2014-12-23' -and $_.FirstDay -lt (Get-Date) })
        $run.Count | Should -BeGreaterThan 0
        [datetime]::Parse(($run[0] | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv).FirstDay) | Should -Be ([datetime] '2014-12-23')
        (Get-XlinkServerStatus).Data.LastDay | Should -Be ([datetime] '2014-12-23')
        Set-XlinkRetention Calls -Days 4000 | Should -Not -BeNullOrEmpty
        @((Invoke-XlinkRetention -WhatIf).ValueTypes)[0].Before | Should -BeOfType datetime
        $null = Set-XlinkRetention Calls -Unlimited
    }

    It 'colour what is wrong, and only where colours are wanted' -Skip:($PSVersionTable.PSVersion -lt [version] '7.2') {
        $text = foreach ($rendering in 'Ansi', 'PlainText') {
            Invoke-TestProcess @"
`$env:NO_COLOR = `$null
`$PSStyle.OutputRendering = '$rendering'
Import-Module `$Module
Set-StrictMode -Version Latest
Install-Xlink '$TestDrive/$rendering' | Test-XlinkConnection | Format-Table | Out-String
"@
        }
        $text[0] | Should -Match ([regex]::Escape([char] 27 + '[') + '[\d;]+mnot connected')
        $text[1] | Should -Match 'not connected'
        $text[1] | Should -Not -Match ([char] 27)
    }

    It 'colour every state, and have no words that are in English only' {
        $state = 'State', 'Outcome', 'Success', 'Severity', 'Level', 'Verdict', 'Result', 'Note', 'IsReady', 'IsValid', 'IsWritten', 'IsComplete', 'IsLocked', 'HasCredential'
        [xml] $views = Get-Content (Split-Path $Module | Join-Path -ChildPath XlinkPS.Format.ps1xml) -Raw -Encoding UTF8
        # What a script has computed is a result of another kind.
        $plain = $views.SelectNodes('//View[TableControl]') | Where-Object { $_.ViewSelectedBy.TypeName -ne 'XlinkPS.Scripts.ScriptTestResult' } | ForEach-Object {
            foreach ($column in $_.SelectNodes('.//TableColumnItem/PropertyName')) { if ($column.InnerText -in $state) { "$($_.ViewSelectedBy.TypeName) $($column.InnerText)" } }
        }
        $plain | Should -BeNullOrEmpty -Because 'these columns show whether something is wrong'

        # Labels are names of properties; NULL is SQL; Fixed stands among the names of severities.
        $known = 'External systems: ', 'Queue ', 'NULL', 'Fixed'
        $word = foreach ($block in $views.SelectNodes('//ScriptBlock')) {
            $tree = [Management.Automation.Language.Parser]::ParseInput($block.InnerText, [ref] $null, [ref] $null)
            foreach ($text in $tree.FindAll({ $args[0] -is [Management.Automation.Language.StringConstantExpressionAst] -or $args[0] -is [Management.Automation.Language.ExpandableStringExpressionAst] }, $true)) {
                $isName = $text.StringConstantType -eq 'BareWord' -or $text.Parent -is [Management.Automation.Language.InvokeMemberExpressionAst] -or
                    ($text.Parent -is [Management.Automation.Language.BinaryExpressionAst] -and $text.Parent.Operator -match 'eq|ne|In$|Replace') -or
                    ($text.Parent -is [Management.Automation.Language.ArrayLiteralAst] -and $text.Parent.Parent.Operator -match 'In$')
                $rest = $text.Value -replace '\{\d[^}]*\}|\$\([^)]*\)+|\$\w+|\bMB\b', ''
                if (-not $isName -and $rest -notin $known -and $rest -match '[a-z]{2}|[A-Z]{2}') { $text.Value }
            }
        }
        $word | Should -BeNullOrEmpty -Because 'the words of objects come from Messages.resx'
    }

    It 'speak German where the user does, from a file too' {
        $file = Join-Path $TestDrive german.xml
        $language = [cultureinfo]::CurrentUICulture
        try {
            [cultureinfo]::CurrentUICulture = [cultureinfo]::GetCultureInfo('de-DE')
            Invoke-XlinkImport $path -CallData -StartDate 2014-12-23 -WhatIf | Export-Clixml $file
            Get-TestText (Import-Clixml $file) | Should -Match ' Probelauf(\n|$)'
            $broken = Install-Xlink (Join-Path $TestDrive german) | Test-XlinkConnection
            Get-TestText $broken | Should -Match ': nicht verbunden\n'
            Get-TestText ($broken | Format-Table) | Should -Match ' nicht verbunden Configuration '
            Get-TestText $broken.Steps | Should -Match 'Configuration Fehler '
            Get-TestText (Get-XlinkRetention) | Should -Match '(?s)Calls: f.r immer.* f.r immer$'
        }
        finally { [cultureinfo]::CurrentUICulture = $language }
    }

    It 'show sizes and durations as a person reads them' {
        $change = Uninstall-Xlink (Install-Xlink (Join-Path $TestDrive sizes)).Path -Confirm:$false | Where-Object RelativePath -EQ isps_ul.ini
        Get-TestText $change | Should -Match '^Kind Size RelativePath\n.*\nKeep \d+\D\d KB isps_ul\.ini$'
        Get-TestText $import | Should -Match ' 00:00:\d\d\.\d(\n|$)'
        foreach ($item in (Get-XlinkImportRun)[0], (Test-XlinkConnection $path).Steps[0]) { Get-TestText ($item | Format-List) | Should -Match '\nDuration : 00:00:\d\d\.\d(\n|$)' }
    }

    It 'have room for the dates of usual cultures' {
        $time = [datetime] '2026-12-22T22:58:58'
        $culture = 'en-US', 'en-GB', 'de-DE', 'fr-FR', 'it-IT', 'es-ES', 'nl-NL', 'pl-PL', 'pt-BR', 'ja-JP', 'zh-CN' | ForEach-Object { [cultureinfo]::GetCultureInfo($_) }
        [xml] $views = Get-Content (Split-Path $Module | Join-Path -ChildPath XlinkPS.Format.ps1xml) -Raw -Encoding UTF8
        $dates = 0
        $narrow = foreach ($table in $views.SelectNodes('//TableControl')) {
            $header = $table.SelectNodes('.//TableColumnHeader')
            $item = $table.SelectNodes('.//TableColumnItem')
            for ($i = 0; $i -lt $item.Count; $i++) {
                if ($item[$i].InnerText -notmatch "\.ToString\('([dgG])'\)") { continue }
                $dates++
                $length = ($culture | ForEach-Object { $time.ToString($Matches[1], $_).Length } | Measure-Object -Maximum).Maximum
                if ([int] $header[$i].Width -lt $length) { "$($table.ParentNode.ViewSelectedBy.TypeName) $($header[$i].Label): $($header[$i].Width) instead of $length" }
            }
        }
        $dates | Should -BeGreaterThan 15
        $narrow | Should -BeNullOrEmpty
    }

    It 'show an installation' {
        Get-TestText $installation | Should -Match "^Path Version Kind Languages\n-+ -+ -+ -+\n$([regex]::Escape($path)) \d+\.\d+\.\d+ Open german$"
    }

    It 'show a server of an installation, without its password' {
        Get-TestText (Get-XlinkServer $path) | Should -Match '^ServerEntry Url UserName HasCredential InstallationPath\n.*\nWFM iwfm://\S+ xlink@company\.example True '
    }

    It 'show a connection test line by line' {
        $lines = (Get-TestText (Test-XlinkConnection $path)) -split '\n'
        $lines[0] | Should -Be "$path, WFM, $($server.Url): connected"
        $lines[1..6] | ForEach-Object { $_.Split(' ')[1..2] -join ' ' } | Should -Be '+ Configuration', '+ Name', '+ Port', '+ Tls', '+ Login', '+ Queues'
        $lines[7..9] | ForEach-Object Trim | Should -Be 'External systems: CSV', 'Queue Service (2)', 'Queue Service/Hotline (3): Calls, AHT'
    }

    It 'show what failed in a connection test, with its remedy' {
        $fresh = Install-Xlink (Join-Path $TestDrive fresh)
        $lines = (Get-TestText ($fresh | Test-XlinkConnection)) -split '\n'
        $lines[0] | Should -Match ': not connected$'
        $lines[1] | Should -Match '^ - Configuration .*placeholders'
        "$($lines[2..9])" | Should -Match 'Set-XlinkCredential'
        "$lines" | Should -Not -Match 'External systems'
        Get-TestText ($fresh | Test-XlinkConnection).Steps | Should -Match '^Step Result Message\n.*\nConfiguration failed '
    }

    It 'show a mapping by names, or by IDs where nobody knows them' {
        Get-TestText $mapping | Should -Match '^Queue ValueType Script Source\n.*\nService/Hotline Calls CSV:UHD_DE_IN:CallsOffered, CSV:UHD_EN_IN:CallsOffered$'
        $null = New-XlinkMapping $path -QueueId 4711 -ValueTypeId 4712 -Source CSV:UHD_DE_IN:AHT
        Get-TestText (Get-XlinkMapping -Path $path)[1] | Should -Match '\n4711 4712 CSV:UHD_DE_IN:AHT$'
        Remove-XlinkMapping $path -QueueId 4711 -ValueTypeId 4712
    }

    It 'show the test of an external system line by line' {
        Get-TestText (Test-XlinkExternalSystem CSV $path) | Should -Match (
            "^CSV: ok\n\+ Configuration: .*\n\+ Files: .*\n Path \| Length\n .*calls\.csv \| \d+\n\+ Rows: .*\n\+ Values: .*\n Source \| Start \| Value\n( .* \| \d+\n?)+$")
    }

    It 'show a migration report, which is not a dump of everything in it' {
        $text = Get-TestText (Get-XlinkMigrationReport $path | Format-List)
        $text | Should -Match '\nExternalSystems : CSV: OneToOne\nMappings : (Decision|OneToOne): 1\nScripts : ?\n'
        $text | Should -Match '\nSteps : 1\. Back the installation up\. Backup-Xlink\n 2\. '
        $text | Should -Not -Match '[{}]|System\.'
    }

    It 'show what can be mapped' {
        Get-TestText (Get-XlinkSourceTree -Path $path)[0] | Should -Match '^Source Group SubGroup Metric\n.*\nCSV:UHD_DE_IN:CallsOffered UHD_DE_IN CallsOffered$'
    }

    It 'show an external system''s section as it stands in the file, without its password' {
        Set-XlinkExternalSystemConfiguration -Path $path Secret -HeaderLines 1 -Setting @{ Pwd = New-TestSecret geheim } -WarningAction SilentlyContinue
        Get-TestText (Get-XlinkExternalSystemConfiguration -Path $path Secret) | Should -Be "[Secret]`nHeaderLines=1`nPwd=********"
    }

    It 'show an import, its days and its files' {
        Get-TestText $import | Should -Match "^ExternalSystem StartDate Days Rows Skipped Values Duration Note\n.*\nCSV $narrowDay 1 4 0 4 [\d:.]+(\n|$)"
        $narrow = ($import | Out-String -Width 80).Trim() -split '\r?\n'
        $narrow[0] -split ' +' | Should -Be 'ExternalSystem', 'StartDate', 'Days', 'Rows', 'Skipped', 'Values', 'Duration', 'Note'
        $narrow[2] | Should -Match "^CSV +$narrowDay +1 +4 +0 +4 " -Because 'the table fits a console of 80 columns'
        Get-TestText $import.Targets | Should -Match "^Queue ValueType Day Values Sum\n.*\nService/Hotline Calls $day 4 4$"
        Get-TestText $import.Files | Should -Match "^Path Rows Action MovedTo\n.*\n$([regex]::Escape((Join-Path $acd calls.csv))) 4 Leave$"
        Get-TestText (Invoke-XlinkImport $path -CallData -StartDate 2014-12-23 -WhatIf) | Should -Match ' dry run(\n|$)'
    }

    It 'show values with day and time' {
        Get-TestText (Get-XlinkInterval Hotline Calls 2014-12-23)[1] | Should -Match "^Queue ValueType Date Time Value\n.*\nService/Hotline Calls $day 08:15 1$"
    }

    It 'show a server process and a connection, without a password' {
        $text = Get-TestText $server
        $text | Should -Match "^Url : $($server.Url)\nProcessId : $($server.ProcessId)\nDataPath : .*\nVersion : .*\nCertificateThumbprint :\nAdministrator : admin$"
        $connection = Connect-XlinkServer $server.Url $server.AdministratorCredential -PassThru
        Get-TestText $connection | Should -Match "^Url : .*\nUser : admin\nIsAdmin : True\nServerVersion : .*\nTimeZone : Europe/Berlin\nExpires : "
    }

    It 'show employees, activities and what employees did' {
        $null = New-XlinkExternalSystem ACD -Type Csv -TimeLink
        Get-TestText (New-XlinkEmployee Eva ACD 1, 2) | Should -Match '^Id Name ExternalIds\n.*\n ?1 Eva ACD:1, ACD:2$'
        Get-TestText (New-XlinkActivity Pause ACD Break, 7) | Should -Match '^Id Name ExternalActivities\n.*\n ?2 Pause ACD:7, ACD:Break$'
        Send-TestAgentStatus $server 2014-12-23 '1 Break 2014-12-23T00:00:00+01:00 2014-12-24T00:00:00+01:00'
        Get-TestText (Get-XlinkAgentStatus Eva 2014-12-23) |
            Should -Match "^Employee Activity Date Start End Duration ExternalActivity\n.*\nEva Pause $day 00:00:00 00:00:00 24:00:00 ACD:Break$"
    }

    It 'show queues, users and external systems' {
        Get-TestText (Get-XlinkQueue Hotline) | Should -Match '^Id Path ValueTypes\n.*\n ?3 Service/Hotline Calls, AHT$'
        Get-TestText (Get-XlinkUser xlink*) | Should -Match '^Id Login Role Groups Locked LastLogin\n.*\n ?2 xlink@company\.example Admin False '
        Get-TestText (Get-XlinkExternalSystem CSV) | Should -Match '^Id Name Type PhoneLink TimeLink\n.*\n ?1 CSV Csv True False$'
    }

    It 'show the same of an object that comes from a file or another session, and fit a console of 80 columns' {
        # What the other tests of this file have no need of.
        function Get-TestOtherObject {
            $null = Set-XlinkTarget Both -Directory (New-Item -ItemType Directory (Join-Path $TestDrive cloud)).FullName -Path $path -WarningAction SilentlyContinue
            $null = New-XlinkQueue Sales -ValueType Calls, Handled, AHT
            @{ Calls = 'CallsOffered'; Handled = 'CallsHandled'; AHT = 'AHT' }.GetEnumerator() |
                ForEach-Object { $null = New-XlinkMapping $path -Queue Sales -ValueType $_.Key -Source "CSV:UHD_EN_IN:$($_.Value)" }
            Get-XlinkTarget -Path $path; Get-XlinkTargetRole -Path $path
            $null = Invoke-XlinkImport $path -CallData -StartDate 2014-12-23 -WarningAction SilentlyContinue
            Export-XlinkCloudLinkData -StartDate 2014-12-23 -Path $path
            Compare-XlinkInterval 2014-12-23 -CloudLink -InstallationPath $path -IncludeEqual; Compare-XlinkInterval 2014-12-23 -ReferenceDate 2014-12-16
            Set-XlinkScript -Queue Sales -ValueType Calls -Path $path -Text "Sub Main()`nResult = Para1`nEnd Sub" 3> $null
            Get-XlinkScript -Path $path
            Set-XlinkSetting -Path $path CSV Pwd (New-TestSecret geheim) 3> $null
            $report = Get-XlinkMigrationReport $path -Date 2014-12-23
            $report; $report.ExternalSystems; $report.Mappings; $report.Scripts; $report.Steps; $report.DeadConfiguration; $report.PlainPasswords

            $universal = @{
                ConnectionString = New-TestSecret 'Driver=None'; QueueSql = 'select name from queues'; CallDataTable = 'calls'; QueueNameColumn = 'queue'
                ValueTypes = 'offered', 'answered', 'seconds'; TimeStampExpression = 'started'; Interval = 15
            }
            $other = (Install-Xlink (Join-Path $TestDrive other)).Path
            Set-XlinkExternalSystemConfiguration ACD -Path $other @universal
            Set-Content (Join-Path $other acd_map.ini) 'WFM:1:7:1=ACD:Hotline:offered', 'WFM:1:8:4=ACD:Hotline:offered', 'WFM:1:8:4=ACD:Hotline:offerd', 'WFM:1:8:4=$2.BAS'
            Set-XlinkSetting -Path $other General CloudLinkOffered '1;4'
            Set-Content (Join-Path $other '$2.BAS') 'Sub Main()', 'If Weekday = 1 Then Result = 0 Else Result = Para1 * 100', 'End Sub'
            $query = ConvertTo-XlinkDatabaseIntegration ACD $other -Dialect SqlServer
            $query; $query.Limitations

            $status = (New-Item -ItemType Directory (Join-Path $TestDrive agents)).FullName
            $null = New-XlinkExternalSystem Agents -Type Csv -TimeLink
            Set-XlinkExternalSystemConfiguration -Path $path Agents -ActivitySource $status -ActivitySeparator Semicolon -ActivityHeaderLines 1 `
                -ActivityColumnNames Agent, Activity, Date, Time -AgentColumn 1 -ActivityColumn 2 -ActivityStartTimeStampColumn 3, 4 -ActivityStartTimeStampFormat 'yyyy/mm/dd;HH:MM:SS' `
                -ActivityTimeSpanType StartOnly -LogOffActivities 0 -ActivityIdentifiers 1 -ActivityDescriptions Ready -ActivityTimeZone 0
            $null = New-XlinkEmployee Otto Agents 4711
            'Agent;Activity;Date;Time', '4711;1;2014/12/01;08:00:00', '4711;0;2014/12/01;12:30:00', '815;1;2014/12/01;08:00:00', '815;0;2014/12/01;12:30:00' |
                Set-Content (Join-Path $status status.csv)
            $agents = Invoke-XlinkImport $path -AgentData -StartDate 2014-12-01 -WarningAction SilentlyContinue
            $agents; $agents.StoredDays
            Get-XlinkAgentStatus Otto 2014-12-01
            Get-XlinkImportRun; Get-XlinkAuditLog -Newest 3; Get-XlinkToken; Get-XlinkServerStatus
            Set-XlinkRetention Calls -Days 4000; Get-XlinkRetention; Invoke-XlinkRetention -Confirm:$false
            $file = Join-Path $TestDrive state.psd1
            Set-Content $file "@{ Path = '$path'; ExternalSystems = @{ Name = 'CSV'; Keys = @{ Interval = 30 } } }"
            Get-XlinkDesiredState -Path $path; Set-XlinkDesiredState $file -WhatIf
            Export-Xlink (Join-Path $TestDrive moved.xlink) (New-TestSecret 'a long passphrase') $path
            $update = Update-Xlink $other -Force; $update; $update.Files | Select-Object -First 1; Clear-XlinkLog -Path $path
            $null = Get-Xlink $other | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential (New-TestUser xlink.repair@company.example)
            Repair-XlinkMapping $other -WarningAction SilentlyContinue
            Backup-XlinkServer (Join-Path $TestDrive server.zip) -DataPath $server.DataPath
            $type = (Get-Command Get-XlinkOdbcDataSource).OutputType.Type[0].GetProperty('Type').PropertyType
            New-TestObject Get-XlinkOdbcDataSource 'Contact center', 'SQL Server', ([Enum]::GetValues($type)[0])
            New-TestObject Get-XlinkServerService (New-TestServiceStatus)
        }
        function New-TestServiceStatus {
            $type = (Get-Command Get-XlinkServerService).OutputType.Type[0].GetConstructors([Reflection.BindingFlags] 'Instance, NonPublic')[0].GetParameters()[0].ParameterType
            $type.GetField('NotInstalled', [Reflection.BindingFlags] 'Static, Public, NonPublic').GetValue($null)
        }
        $employee = New-XlinkExternalSystem Remote -Type Csv -TimeLink | ForEach-Object { New-XlinkEmployee Ada $_.Name 9 }
        $activity = New-XlinkActivity Lunch Remote Meal
        $script = Join-Path $TestDrive broken.bas
        Set-Content $script "Sub Main()`nfoo`nEnd Sub"
        $finding = Test-XlinkConfiguration (Install-Xlink (Join-Path $TestDrive findings)).Path | Select-Object -First 1
        $finding | Should -Not -BeNullOrEmpty
        $status = (Get-Command Get-XlinkService).OutputType.Type[0].GetField('NotInstalled', [Reflection.BindingFlags] 'Static, Public, NonPublic').GetValue($null)
        $object = @(
            $installation; $mapping; $import; $import.Targets; $import.Files; $server; $employee; $activity; $finding; $status
            Get-XlinkServer $path; Test-XlinkConnection $path; (Test-XlinkConnection $path).Steps; Test-XlinkExternalSystem CSV $path; Test-XlinkScript $script
            Get-XlinkInterval Hotline Calls 2014-12-23 | Select-Object -First 1
            Get-XlinkSourceTree CSV $path | Select-Object -First 1
            Get-XlinkExternalSystemConfiguration CSV $path; Get-XlinkSetting CSV * $path; Get-XlinkImportSchedule $path; Get-XlinkLanguage $path
            Get-XlinkQueue; Get-XlinkUser; Get-XlinkExternalSystem; Connect-XlinkServer $server.Url $server.AdministratorCredential -PassThru
            Backup-Xlink -Path $path; Get-XlinkLog -Path $path; New-XlinkFirewallRule $path -WhatIf 3> $null; Test-XlinkFirewallRule $path
            Get-TestOtherObject
        )
        Get-TestOutputType | Where-Object { $_ -notin $object.ForEach{ $_.PSTypeNames[0] } } | Should -BeNullOrEmpty -Because 'every type is tried'
        $file = Join-Path $TestDrive objects.xml
        $object | Export-Clixml $file
        # Another session gets less than a file: one level of properties, unless a type asks for more.
        $remote = $object | ForEach-Object {
            [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_, 1))
        }
        $problem = foreach ($copy in @(Import-Clixml $file), @($remote)) {
            $copy.Count | Should -Be $object.Count
            for ($i = 0; $i -lt $object.Count; $i++) {
                $name = $object[$i].PSTypeNames[0]
                if ($copy[$i].PSTypeNames[0] -ne "Deserialized.$name") { "$name becomes $($copy[$i].PSTypeNames[0])" }
                foreach ($view in { $args[0] }, { $args[0] | Format-Table }, { $args[0] | Format-List }) {
                    $before, $after = $object[$i], $copy[$i] | ForEach-Object { Get-TestText (& $view $_) }
                    if ($before -ne $after) { "$name$view shows`n$after`ninstead of`n$before" }
                    if ($before -match '#ERR') { "$name$view shows`n$before" }
                }
            }
        }
        $wide = foreach ($same in $object | Group-Object { $_.PSTypeNames[0] }) {
            $table = (Get-FormatData -TypeName $same.Name -PowerShellVersion 7.0).FormatViewDefinition.Control.Where{ $_.GetType().Name -eq 'TableControl' }[0]
            # A column that does not fit is left out.
            $lines = ($same.Group | Format-Table | Out-String -Width 80) -split '\r?\n'
            $shown = ($lines -match '^[- ]*-[- ]*$')[0].Trim() -split ' +'
            if ($shown.Count -ne $table.Headers.Count) { "$($same.Name): $($shown.Count) of $($table.Headers.Count) columns`n$($lines -join "`n")" }
        }
        @($problem | Select-Object -Unique) + $wide | Where-Object { $_ } | Should -BeNullOrEmpty
    }
}
