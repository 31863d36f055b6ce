param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $command = Get-Command -Module XlinkPS
    $server = Start-TestServer $TestDrive
    $queue = New-XlinkQueue Hotline -ValueType Calls
    $null = New-XlinkExternalSystem CSV -Type Csv -PhoneLink
    $path = Join-Path $TestDrive 'Xlink [1]'
    $null = Install-Xlink $path | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential (New-TestUser)
    $null = Set-TestInterface $path (Join-Path $TestDrive csv)
    $null = New-XlinkMapping $path -Queue Hotline -ValueType Calls -Source CSV:UHD_DE_IN:CallsOffered
}

AfterAll { Stop-TestServer }

Describe 'Binding' {
    It 'passes an installation through every cmdlet that reads or sets something of it' {
        $before = Get-TestByte (Join-Path $path acd_map.ini)
        Get-Xlink $path | Get-XlinkMapping | Remove-XlinkMapping -WhatIf
        Get-TestByte (Join-Path $path acd_map.ini) | Should -BeExactly $before
        (Get-Xlink $path | Get-XlinkMapping Hotline).QueueId | Should -Be $queue.Id
        (Get-Xlink $path | Get-XlinkServer | Test-XlinkConnection).Success | Should -BeTrue
        (Get-Xlink $path | Get-XlinkSetting CSV Interval).Value | Should -Be '15'
        (Get-Xlink $path | Get-XlinkExternalSystemConfiguration CSV | Test-XlinkExternalSystem -WarningAction SilentlyContinue).ExternalSystem | Should -Be 'CSV'
        (Get-Xlink $path | Set-XlinkLanguage german | Set-XlinkLanguage english | Get-XlinkLanguage).Name | Should -Contain 'german'
        (Get-Xlink $path | Backup-Xlink | Restore-Xlink).Path | Should -Be $path
        (Get-Xlink $path | Get-XlinkImportSchedule | Select-Object -First 1 | Get-Xlink).Path | Should -Be $path
        (Get-XlinkMapping -Path $path | Get-XlinkInterval -Date 2014-12-23) | Should -BeNullOrEmpty
        (Get-XlinkQueue Hotline | Get-XlinkInterval -Date 2014-12-23) | Should -BeNullOrEmpty
    }

    It 'takes installations by a wildcard, literally, and as folders of the file system' {
        $site = Join-Path $TestDrive site
        'Berlin', 'Bern', 'Wien [1]' | ForEach-Object { $null = Install-Xlink (Join-Path $site $_) }
        $null = New-Item -ItemType Directory (Join-Path $site Bergen)
        (Get-Xlink (Join-Path $site B*n) -ErrorAction SilentlyContinue -ErrorVariable failure).Path | Split-Path -Leaf | Should -Be 'Berlin', 'Bern'
        $failure.FullyQualifiedErrorId | Should -Be 'InstallationNotFound,XlinkPS.Installations.GetXlinkCommand' -Because 'Bergen is none'
        $failure[0].TargetObject | Should -Be (Join-Path $site Bergen)
        (Get-TestError { Get-Xlink (Join-Path $site 'X*') -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^InstallationNotFound,'
        (Get-Xlink -LiteralPath (Join-Path $site 'Wien [1]')).Path | Should -Be (Join-Path $site 'Wien [1]')
        (Get-TestError { Get-Xlink -LP (Join-Path $site 'B*n') -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^InstallationNotFound,'
        (Get-ChildItem $site -Directory -Exclude Bergen | Set-XlinkLanguage english | Get-Xlink).Path | Should -HaveCount 3
        (Get-ChildItem $site -Directory -Exclude Bergen | Test-XlinkConfiguration).File | Split-Path | Sort-Object -Unique | Should -HaveCount 3
        # A line of a file brings the file's path along, which nobody means who has typed another.
        Set-Content (Join-Path $site line.txt) 'a line'
        (Get-Content (Join-Path $site line.txt) | Get-Xlink -Path (Join-Path $site Bern)).Path | Should -Be (Join-Path $site Bern)
        (Get-Xlink (Join-Path $site Bern) | Get-Xlink -LiteralPath (Join-Path $site Berlin)).Path | Should -Be (Join-Path $site Berlin)
        $line = "Get-XlinkSourceTree -LiteralPath '$path' -ExternalSystem "
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'CSV'
    }

    It 'maps what the source tree shows, and what another installation has mapped' {
        $target = Install-Xlink (Join-Path $TestDrive chain) | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential (New-TestUser xlink.chain@company.example)
        $null = Set-TestInterface $target.Path (Join-Path $TestDrive chained)
        $mapping = Get-XlinkSourceTree CSV $target.Path | Where-Object Metric -EQ CallsHandled | New-XlinkMapping -Path $target.Path -Queue Hotline -ValueType Calls -Append
        $mapping[-1].Source | Should -Be 'CSV:UHD_DE_IN:CallsHandled', 'CSV:UHD_EN_IN:CallsHandled'
        Get-XlinkMapping -Path $target.Path | Remove-XlinkMapping
        (Get-XlinkMapping -Path $path | New-XlinkMapping -Path $target.Path).Source | Should -Be 'CSV:UHD_DE_IN:CallsOffered'
    }

    It 'maps a queue and something of the source tree without naming the folder: their paths are none' {
        $other = Install-Xlink (Join-Path $TestDrive 'piped [1]') | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential (New-TestUser xlink.piped@company.example)
        $null = Set-TestInterface $other.Path (Join-Path $TestDrive piped)
        # Something in the tree knows its installation.
        $mapping = Get-XlinkSourceTree CSV $other.Path | Where-Object Metric -EQ CallsOffered | New-XlinkMapping -Queue Hotline -ValueType Calls -Append
        $mapping.InstallationPath | Select-Object -Unique | Should -Be $other.Path
        $mapping[-1].Source | Should -Be 'CSV:UHD_DE_IN:CallsOffered', 'CSV:UHD_EN_IN:CallsOffered'
        (Get-XlinkSourceTree CSV $other.Path | Select-Object -First 1 | Get-Xlink).Path | Should -Be $other.Path
        # A queue is mapped where the user says, or in the installation of this computer; no server is asked.
        Get-XlinkQueue Hotline | Remove-XlinkMapping -ValueType Calls -Path $other.Path
        $null = $other | Set-XlinkServer -Url iwfm://127.0.0.1:1
        (Get-XlinkQueue Hotline | New-XlinkMapping $other.Path -ValueType Calls -Source CSV:UHD_DE_IN:AHT).QueueId | Should -Be $queue.Id
        Get-XlinkQueue Hotline | Set-XlinkScript -Text 'Sub Main(): Result = Para1: End Sub' -ValueType Calls -LiteralPath $other.Path
        (Get-XlinkQueue Hotline | Get-XlinkMapping -Path $other.Path).Script | Should -Be '$1.BAS'
        New-XlinkQueue Empty -ValueType Calls | Get-XlinkMapping -Path $other.Path | Should -BeNullOrEmpty
        $several = { New-XlinkQueue Several -ValueType Calls, AHT | New-XlinkMapping $other.Path -Source CSV:UHD_DE_IN:AHT -ErrorAction Stop }
        (Get-TestError $several).FullyQualifiedErrorId | Should -Match '^ValueTypeMissing,'
        $register = $env:XLINKPS_REGISTER
        $env:XLINKPS_REGISTER = Join-Path $TestDrive register.piped
        try {
            $null = Register-XlinkLibrary $other.Path
            (Get-XlinkQueue Hotline | Get-XlinkMapping).InstallationPath | Should -Be $other.Path
            (Get-XlinkQueue Empty | New-XlinkMapping -Source CSV:UHD_DE_IN:AHT).InstallationPath | Should -Be $other.Path
        }
        finally { $env:XLINKPS_REGISTER = $register }
        (Get-XlinkLanguage $other.Path | Where-Object Name -EQ german | Set-XlinkLanguage | Get-XlinkLanguage | Where-Object IsCurrent).Name | Should -Be german
    }

    It 'knows of every object that is written which folder it belongs to, if it is about one' {
        # Path is the folder of these; of the others with a Path it is something else, so InstallationPath says it, or the mapping takes the object itself.
        $folder = 'XlinkInstallation', 'XlinkDesiredState', 'MigrationReport'
        $mapped = 'WfmQueue'
        # Files of the server's data and logs that are gone.
        $other = 'XlinkServerData', 'RemovedLog'
        $output = $command.OutputType.Type | Where-Object { $_ -and $_.GetProperty('Path') -and -not $_.GetProperty('InstallationPath') } | Sort-Object Name -Unique
        $output.Name | Where-Object { $_ -notin $folder + $mapped + $other } | Should -BeNullOrEmpty
        foreach ($name in 'New-XlinkMapping', 'Get-XlinkMapping', 'Remove-XlinkMapping', 'Set-XlinkScript') {
            (Get-Command $name).Parameters['InputObject'].ParameterType.Name | Should -Be WfmQueue
        }
        # Where a queue makes no sense, it is an error rather than the registered installation.
        (Get-TestError { Get-XlinkQueue Hotline | Get-Xlink -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^InstallationNotFound,'
        (Get-TestError { Get-XlinkQueue Hotline | Uninstall-Xlink -WhatIf -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^InstallationNotFound,'
    }

    It 'takes every path literally, as -LiteralPath or because it has no wildcards' {
        $without = $command | Where-Object { $_.Parameters.ContainsKey('Path') } | Where-Object {
            -not $_.Parameters.ContainsKey('LiteralPath') -and $_.Parameters['Path'].Aliases -notcontains 'LiteralPath'
        }
        $without.Name | Should -BeNullOrEmpty
        # Other paths have no wildcards, like those of PowerShell's own cmdlets.
        $expanded = foreach ($item in $command) {
            $item.Parameters.Values.Where{ $_.Name -match '(?<!^|^Literal)Path$' -and $_.Attributes.Where{ $_ -is [Management.Automation.SupportsWildcardsAttribute] } }.ForEach{ "$($item.Name) -$($_.Name)" }
        }
        $expanded | Should -BeNullOrEmpty
        # A path that is expanded can be taken literally instead, and an alias means a path that never is.
        foreach ($item in $command | Where-Object { $_.Parameters.ContainsKey('Path') -and $_.Parameters['Path'].Aliases -contains 'LiteralPath' }) {
            $item.Parameters['Path'].Attributes.Where{ $_ -is [Management.Automation.SupportsWildcardsAttribute] } | Should -BeNullOrEmpty -Because "of $($item.Name)"
        }
    }

    It 'takes <Name> with brackets in its path' -ForEach @(
        @{ Name = 'Test-XlinkConnection'; Run = { (Test-XlinkConnection -LiteralPath $path -Quiet), (Get-Item -LiteralPath $path | Test-XlinkConnection -Quiet) | Should -Be $true, $true } }
        @{ Name = 'Get-XlinkService'; Run = { (Get-TestError { Get-XlinkService -LiteralPath "$path.none" -ErrorAction Stop }).TargetObject | Should -Be "$path.none" } }
        @{ Name = 'Start-XlinkService'; Run = { (Get-TestError { Start-XlinkService -LP "$path.none" -ErrorAction Stop }).TargetObject | Should -Be "$path.none" } }
        @{ Name = 'Install-Xlink'; Run = { (Install-Xlink -LiteralPath (Join-Path $TestDrive 'new [2]')).Path | Should -Be (Join-Path $TestDrive 'new [2]') } }
        @{ Name = 'Test-XlinkScript'; Run = {
                $folder = New-Item -ItemType Directory (Join-Path $TestDrive 'scripts [1]')
                'a.BAS', 'b.BAS', '[b].BAS' | ForEach-Object { Set-Content -LiteralPath (Join-Path $folder $_) 'Sub Main()', 'Result = 1', 'End Sub' }
                (Test-XlinkScript -LiteralPath (Join-Path $folder '[b].BAS')).ScriptPath | Split-Path -Leaf | Should -Be '[b].BAS'
                (Test-XlinkScript (Join-Path $folder '[b].BAS')).ScriptPath | Split-Path -Leaf | Should -Be '[b].BAS'
                (Get-ChildItem -LiteralPath $folder -Filter *.BAS | Test-XlinkScript).ScriptPath | Should -HaveCount 3
                Push-Location -LiteralPath $folder
                try { (Test-XlinkScript '?.BAS').ScriptPath | Split-Path -Leaf | Should -Be 'a.BAS', 'b.BAS' } finally { Pop-Location }
            }
        }
        @{ Name = 'Backup-XlinkServer, Restore-XlinkServer'; Run = {
                $backup = Join-Path $TestDrive 'backup [1].zip'
                (Backup-XlinkServer -LiteralPath $backup -DataPath $server.DataPath).Path | Should -Be $backup
                $before = Get-TestByte $backup
                (Get-TestError { Backup-XlinkServer $backup -DataPath $server.DataPath -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^BackupExists,'
                Get-TestByte $backup | Should -BeExactly $before
                (Backup-XlinkServer $backup -DataPath $server.DataPath -Force).Path | Should -Be $backup
                (Get-Item -LiteralPath $backup | Restore-XlinkServer -DataPath (Join-Path $TestDrive 'data [1]') -Confirm:$false).Path | Should -Be $backup
            }
        }
    ) { & $Run }

    It 'takes what a cmdlet is about first, and the folder last' {
        (Get-XlinkSetting CSV Interval $path).Value | Should -Be '15'
        (Get-XlinkExternalSystemConfiguration CSV $path).Name | Should -Be 'CSV'
        (Get-XlinkSourceTree CSV $path)[0].ExternalSystem | Should -Be 'CSV'
        (Set-XlinkLanguage german $path).Path | Should -Be $path
        $register = $env:XLINKPS_REGISTER
        $env:XLINKPS_REGISTER = Join-Path $TestDrive register
        try {
            $null = Register-XlinkLibrary $path
            (Set-XlinkLanguage english).Path | Should -Be $path
            Get-XlinkLog nothing* | Should -BeNullOrEmpty
            (Restore-Xlink (Backup-Xlink).BackupPath).Path | Should -Be $path
        }
        finally { $env:XLINKPS_REGISTER = $register }
    }

    It 'takes what stands alone and is written like a path for the folder' {
        Set-Content -LiteralPath (Join-Path $path isps_ul.log) '03/17/22 12:15:48 > started'
        $null = New-PSDrive -Name XlinkTest -PSProvider FileSystem -Root $TestDrive
        Push-Location -LiteralPath $path
        try {
            foreach ($written in '.', '../Xlink [1]', '..\Xlink [1]', $path, 'XlinkTest:/Xlink [1]') {
                Get-XlinkLog $written | Select-Object -ExpandProperty Text | Should -Contain 'started' -Because $written
            }
            (Get-XlinkSourceTree .)[0].ExternalSystem | Should -Be 'CSV'
            (Get-XlinkExternalSystemConfiguration .).Name | Should -Be 'CSV'
            (Get-XlinkSetting . Interval).Value | Should -Be '15'
            (Get-XlinkTarget .).ExternalSystem | Should -Be $null, 'CSV'
            (Test-XlinkExternalSystem . -WarningAction SilentlyContinue).ExternalSystem | Should -Be 'CSV'
            Get-XlinkScript . | Should -BeNullOrEmpty
            (Get-TestError { Get-XlinkLog ./none -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^InstallationNotFound,'
            # Where a folder is given too it is a name, as any other text is.
            (Get-TestError { Get-XlinkLog ./none $path -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^LogNotFound,'
            (Get-TestError { Get-Xlink $path | Get-XlinkLog ./none -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^LogNotFound,'
            (Get-XlinkLog isps_ul.log .).Text | Should -Be 'started'
        }
        finally {
            Pop-Location
            Remove-PSDrive XlinkTest
        }
    }

    It 'finds paths relative to the session, in the home folder and on drives of PowerShell, and takes them literally' {
        Push-Location $TestDrive
        # The process has another folder than the session.
        $process = [Environment]::CurrentDirectory
        [Environment]::CurrentDirectory = [IO.Path]::GetTempPath()
        try {
            $full = (Get-Xlink $path).Path
            (Get-Xlink './Xlink [1]').Path | Should -Be $full
            (Get-Xlink 'Xlink [1]').Path | Should -Be $full
            (Get-XlinkSetting CSV Interval './Xlink [1]').Value | Should -Be '15'
            $null = New-PSDrive -Name XlinkTest -PSProvider FileSystem -Root $TestDrive
            (Get-Xlink 'XlinkTest:/Xlink [1]').Path | Should -Be $full
            (Backup-Xlink XlinkTest:/drive.zip 'XlinkTest:/Xlink [1]').BackupPath | Should -Be (Join-Path $TestDrive drive.zip)
            Set-XlinkExternalSystemConfiguration CSV -Source ./csv -Path 'XlinkTest:/Xlink [1]'
            (Get-XlinkSetting CSV Source $path).Value | Should -Be (Join-Path $TestDrive csv)
            $failure = Get-TestError { Get-Xlink '~/no such Xlink' -ErrorAction Stop }
            $failure.Exception.Message | Should -BeLike "*$([IO.Path]::GetFileName($HOME))*no such Xlink*"
            (Get-TestError { Get-Xlink 'env:PATH' -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match ',XlinkPS'
        }
        finally {
            [Environment]::CurrentDirectory = $process
            Pop-Location
            Remove-PSDrive XlinkTest -ErrorAction SilentlyContinue
        }
    }

    It 'writes lists to a table of Export-Csv as their items' {
        $csv = { param($Of) $Of | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv }
        (& $csv (Get-XlinkQueue Hotline)).ValueTypes | Should -Be ($queue.ValueTypes.Name -join '; ')
        (& $csv (Get-XlinkMapping -Path $path)).Source | Should -Be 'CSV:UHD_DE_IN:CallsOffered'
        $null = Set-XlinkUser xlink@company.example -Group Planners, System
        (& $csv (Get-XlinkUser xlink@company.example)).Groups | Should -Be 'Planners; System'
        (& $csv (Invoke-XlinkImport $path -CallData -StartDate 2014-12-23 -WhatIf -WarningAction SilentlyContinue)) |
            Format-List | Out-String | Should -Not -Match 'System\.|Xlink\.|\[\]'
        [string[]] $text = (Get-XlinkUser xlink@company.example).Groups
        $text | Should -Be 'Planners', 'System'
    }

    It 'has parameter sets that PowerShell can tell apart' {
        # Two sets that share all mandatory parameters need a default one.
        $wrong = foreach ($item in $command | Where-Object { $_.ParameterSets.Count -gt 1 -and -not $_.DefaultParameterSet }) { $item.Name }
        $wrong | Should -BeNullOrEmpty
        foreach ($item in $command) {
            foreach ($set in $item.ParameterSets) {
                $position = @($set.Parameters | Where-Object Position -GE 0 | ForEach-Object Position)
                @($position | Sort-Object -Unique).Count | Should -Be $position.Count -Because "$($item.Name) has a position twice in $($set.Name)"
            }
        }
    }

    It 'offers -PassThru or an output everywhere but where something is removed or a connection ends' {
        $silent = $command.Where{ -not $_.Parameters.ContainsKey('PassThru') -and -not $_.OutputType }
        $silent.Verb | Sort-Object -Unique | Should -BeIn 'Remove', 'Disconnect', 'Stop', 'Unlock', 'Revoke'
    }

    It 'changes nothing with -WhatIf: <_>' -ForEach @(
        { Set-XlinkTarget CloudLink -Path $path -WhatIf }
        { Set-XlinkTargetRole Calls Answered -Path $path -WhatIf }
        { Get-XlinkServer $leaving | Remove-XlinkServer -WhatIf }
        { Set-XlinkLanguage english $leaving -WhatIf }
        { Set-XlinkImportSchedule -CallData Interval -CallDataMinutes 30 -Path $path -WhatIf }
        { Set-XlinkServer -Url iwfm://127.0.0.1:1 -Path $path -WhatIf }
        { Set-XlinkExternalSystemConfiguration CSV -Interval 30 -Path $path -WhatIf }
        { Set-XlinkRetention Calls -Days 30 -WhatIf }
        { Invoke-XlinkRetention -WhatIf }
        { Remove-XlinkQueue Hotline -WhatIf }
        { Backup-XlinkServer $new -DataPath $server.DataPath -WhatIf }
        { Copy-XlinkServerData -DatabasePath $database -DestinationDataPath $new -WhatIf }
        { Restore-XlinkServer $backup -DataPath $new -WhatIf }
    ) {
        $new = Join-Path $TestDrive whatif
        $leaving = Join-Path $TestDrive leaving
        $backup, $database = 'whatif.zip', 'database.txt' | ForEach-Object { Join-Path $TestDrive $_ }
        if (-not (Test-Path $backup)) {
            $null = Backup-XlinkServer $backup -DataPath $server.DataPath
            $null = Install-Xlink $leaving | Set-XlinkTarget CloudLink -Directory $TestDrive -WarningAction SilentlyContinue
            Set-Content $database 'Host=127.0.0.1;Port=1;Database=none;Username=none;Password=none'
            # What the roles need is known from now on.
            $null = Get-XlinkTargetRole -Path $path
        }
        $look = {
            Get-TestSnapshot $path
            Get-TestSnapshot $leaving
            Get-XlinkQueue | ConvertTo-Json -Depth 4
            (Get-XlinkRetention).ValueTypes.Period
            Test-Path $new
        }
        $before = & $look
        $null = & $_ 3> $null
        & $look | Should -Be $before
    }

    It 'says in its own words what a wrong value is' {
        $failure = Get-TestError { Set-XlinkExternalSystemConfiguration CSV -Path $path -HeaderLines 1 -Interval 17 }
        $failure.Exception.Message | Should -Match '15.*30.*60'
        (Get-TestError { Start-XlinkServer -Port 70000 }).Exception.Message | Should -Match '65535'
        $failure = Get-TestError { Get-XlinkInterval Nobody Calls 2014-12-23 -ErrorAction Stop }
        $failure.Exception.Message | Should -Match "'Nobody'"
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Get-XlinkQueue'
    }
}

Describe 'Secrets' {
    It 'are taken from a vault as SecretManagement gives them' {
        # Get-Secret returns a credential or a secure string, in a PSObject.
        function Get-Secret([string] $Name) {
            switch ($Name) {
                Xlink { [psobject] (New-TestCredential xlink@vault.example 'from the vault') }
                Passphrase { [psobject] (New-TestSecret 'a long passphrase') }
            }
        }
        $installation = Set-XlinkCredential (Get-Secret Xlink) -Path $path
        ($installation | Get-XlinkServer).UserName | Should -Be 'xlink@vault.example'
        $null = New-XlinkUser -EmailAddress xlink@vault.example -Password (Get-Secret Xlink).Password
        Test-XlinkConnection $path -Quiet | Should -BeTrue
        $file = Join-Path $TestDrive vault.xlink
        (Export-Xlink $file (Get-Secret Passphrase) $path).ExportPath | Should -Be $file
        (Connect-XlinkServer $server.Url (Get-Secret Xlink) -PassThru).User | Should -Be 'xlink@vault.example'
    }

    It 'may be a user name alone where somebody can be asked' {
        $without = foreach ($item in $command) {
            $item.Parameters.Values.Where{ $_.ParameterType -eq [pscredential] -and -not $_.Attributes.Where{ $_ -is [Management.Automation.CredentialAttribute] } } |
                ForEach-Object { "$($item.Name) -$($_.Name)" }
        }
        $without | Should -BeNullOrEmpty
    }

    It 'are not needed for a group managed service account' {
        (Get-TestError { Install-XlinkService $path -GroupManagedServiceAccount xlink -WhatIf -ErrorAction Stop }).FullyQualifiedErrorId |
            Should -Be 'ManagedAccountInvalid,XlinkPS.Services.InstallXlinkServiceCommand'
        (Install-XlinkService $path -GroupManagedServiceAccount 'CORP\xlink$' -WhatIf).Path | Should -Be $path
        $both = { Install-XlinkService $path -GroupManagedServiceAccount 'CORP\xlink$' -Credential (New-TestCredential a b) -WhatIf }
        (Get-TestError $both).FullyQualifiedErrorId | Should -Match '^AmbiguousParameterSet,'
    }
}
