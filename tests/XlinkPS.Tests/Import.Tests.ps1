param([Parameter(Mandatory)] [string] $Module)

BeforeDiscovery {
    # Without culture data every culture is the invariant one.
    $noCulture = [cultureinfo]::GetCultureInfo('de-DE').NumberFormat.NumberDecimalSeparator -ne ','
}

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $server = Start-TestServer $TestDrive
    $hotline = New-XlinkQueue Hotline -ValueType Calls, AHT
    'CSV', 'CSV_I' | ForEach-Object { $null = New-XlinkExternalSystem $_ -Type Csv -PhoneLink }
    $path = Join-Path $TestDrive Xlink
    $null = Install-Xlink $path | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential ($credential = New-TestUser)
    $acd = Join-Path $TestDrive acd
    $done = New-Item -ItemType Directory (Join-Path $TestDrive done)
    $file = Join-Path $acd calls.csv
    $fresh = Get-TestByte (Join-Path $path isps_ul.ini)
    $freshMap = Get-TestByte (Join-Path $path acd_map.ini)

    # The manual's interface and mapping, and nothing else.
    function Reset-TestImport([hashtable] $Parameter = @{}) {
        Set-TestByte (Join-Path $path isps_ul.ini) $fresh
        Set-TestByte (Join-Path $path acd_map.ini) $freshMap
        $acd, $done | Get-ChildItem -ErrorAction SilentlyContinue | Remove-Item
        $null = Set-TestInterface $path $acd -Parameter $Parameter -WarningAction SilentlyContinue
        $calls, $aht = $hotline.ValueTypes.Id
        $null = New-XlinkMapping $path -QueueId $hotline.Id -ValueTypeId $calls -Source CSV:UHD_DE_IN:CallsOffered, CSV:UHD_EN_IN:CallsOffered -WarningAction SilentlyContinue
        $null = New-XlinkMapping $path -QueueId $hotline.Id -ValueTypeId $aht -Source CSV:UHD_DE_IN:AHT -WarningAction SilentlyContinue
    }

    # The manual's four rows on another day: each test has a day of its own.
    function Set-TestDay([string] $Day) {
        Set-TestCallFile $file -Row "UHD_DE_IN;$Day;08:00;1;0;0", "UHD_DE_IN;$Day;08:15;1;1;180", "UHD_EN_IN;$Day;08:30;1;1;150", "UHD_EN_IN;$Day;08:45;1;1;160"
    }

    function Get-TestValue([datetime] $Date, [string] $ValueType = 'Calls') {
        (Get-XlinkInterval Hotline $ValueType $Date | ForEach-Object { $_.Start.ToString('HH:mm') + '=' + $_.Value.ToString([cultureinfo]::InvariantCulture) }) -join ' '
    }
}

AfterAll { Stop-TestServer }

Describe 'Invoke-XlinkImport' {
    BeforeEach { Reset-TestImport }

    It 'imports a day, and says what it did' {
        Set-TestDay 01.12.2014
        $result = Get-Xlink $path | Invoke-XlinkImport -CallData -StartDate 2014-12-01
        $result.ExternalSystem | Should -Be 'CSV'
        $result.ServerEntry | Should -Be 'WFM'
        $result.StartDate | Should -Be ([datetime] '2014-12-01')
        $result.Days | Should -Be 1
        $result.RowsRead | Should -Be 4
        $result.RowsSkipped | Should -Be 0
        $result.ValuesWritten | Should -Be 6
        $result.IsDryRun | Should -BeFalse
        $result.Warnings | Should -BeNullOrEmpty
        $result.Duration | Should -BeGreaterThan ([timespan]::Zero)
        $result.Files.Path | Should -Be $file
        $result.Files.Action | Should -Be 'Leave'
        ($result.Targets | ForEach-Object { "$($_.Queue) $($_.ValueType) $($_.Values) $($_.Sum)" }) | Should -Be 'Hotline Calls 4 4', 'Hotline AHT 2 180'
        Get-TestValue 2014-12-01 | Should -Be '08:00=1 08:15=1 08:30=1 08:45=1'
        Get-TestValue 2014-12-01 AHT | Should -Be '08:00=0 08:15=180'
    }

    It 'reads back what is piped in: imported days, mappings, queues' {
        Set-TestDay 02.12.2014
        $result = Invoke-XlinkImport $path -CallData -StartDate 2014-12-02
        $result.Targets | Get-XlinkInterval | Should -HaveCount 6
        Get-XlinkMapping -Path $path | Get-XlinkInterval -Date 2014-12-02 | Should -HaveCount 6
        Get-XlinkQueue Hotline | Get-XlinkInterval -Date 2014-12-02 -ValueType Calls | Should -HaveCount 4
        Get-XlinkInterval Hotline -Date 2014-12-01 -Days 2 | Should -HaveCount 12
        $value = Get-XlinkInterval Hotline Calls 2014-12-02 | Select-Object -First 1
        $value.Queue, $value.ValueType | Should -Be 'Hotline', 'Calls'
        $value.Start | Should -Be ([datetimeoffset] '2014-12-02T08:00:00+01:00')
        $value.Duration.TotalMinutes | Should -Be 15
        (Get-TestError { Get-XlinkInterval Nowhere -Date 2014-12-02 -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^QueueNotFound,'
        (Get-TestError { Get-XlinkInterval Hotline Nothing 2014-12-02 -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^ValueTypeNotFound,'
    }

    It 'shows what it would write with -WhatIf, and writes nothing' {
        Reset-TestImport @{ DeleteImportFiles = 'Delete' }
        Set-TestDay 03.12.2014
        $before = $path, $acd | ForEach-Object { Get-TestSnapshot $_ }
        $output = Invoke-TestProcess "Import-Module `$Module; Invoke-XlinkImport '$path' -CallData -StartDate 2014-12-03 -WhatIf | Format-List"
        $output | Should -Match 'What if: .*Hotline / Calls on .*4 values, sum 4'
        $output | Should -Match 'What if: .*Hotline / AHT on .*2 values, sum 180'
        $output | Should -Match 'dry run|IsDryRun\s*: True'
        $path, $acd | ForEach-Object { Get-TestSnapshot $_ } | Should -Be $before
        Get-TestValue 2014-12-03 | Should -Be ''
        $WhatIfPreference = $true
        $dry = Invoke-XlinkImport $path -CallData -StartDate 2014-12-03
        $WhatIfPreference = $false
        $dry.IsDryRun | Should -BeTrue
        $dry.ValuesWritten | Should -Be 6
        Get-TestValue 2014-12-03 | Should -Be ''
    }

    It 'says which stored values WriteAlways replaces by 0, lists them with -WhatIf, and then does it' {
        Set-TestDay 21.11.2014
        $null = Invoke-XlinkImport $path -CallData -StartDate 2014-11-21
        Set-TestCallFile $file -Row 'UHD_DE_IN;21.11.2014;08:00;5;0;0'
        Add-Content (Join-Path $path isps_ul.ini) "`r`n[General]`r`nWriteAlways=1"
        $output = Invoke-TestProcess "Import-Module `$Module; Invoke-XlinkImport '$path' -CallData -StartDate 2014-11-21 -WhatIf -WarningAction SilentlyContinue"
        $output | Should -Match 'What if: .*Replace stored values by 0.*Hotline / Calls on .*stored values: 3, sum 3, at 08:15-09:00'
        Get-TestValue 2014-11-21 | Should -Be '08:00=1 08:15=1 08:30=1 08:45=1'
        $dry = Invoke-XlinkImport $path -CallData -StartDate 2014-11-21 -WhatIf -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match 'WriteAlways=1 replaces stored values by 0.*Hotline / Calls'
        $dry.Overwritten.ValueType | Should -Be 'Calls', 'AHT'
        $result = Invoke-XlinkImport $path -CallData -StartDate 2014-11-21 -WarningAction SilentlyContinue
        $result.Overwritten.Values | Should -Be 3, 1
        $result.Overwritten[1].Times | Should -Be '08:15-08:30'
        (Get-XlinkInterval Hotline Calls 2014-11-21 | Where-Object Value -NE 0).Value | Should -Be 5
        @(Get-XlinkInterval Hotline Calls 2014-11-21) | Should -HaveCount 96
        (Invoke-XlinkImport $path -CallData -StartDate 2014-11-21).Overwritten | Should -BeNullOrEmpty
    }

    It 'imports the day with 25 hours of another zone by its name' {
        $null = Set-TestInterface $path $acd -Parameter @{ TimeZone = 'Eastern Standard Time'; AhtColumn = 0 }
        Set-TestCallFile $file -Row ('01:00', '01:15', '01:30', '01:45', '01:00', '01:15', '01:30', '01:45', '02:00' -replace '^.+$', 'UHD_DE_IN;02.11.2014;$0;1;0;0')
        $result = Invoke-XlinkImport $path -CallData -StartDate 2014-11-02 -ExternalSystem CSV
        $result.RowsRead | Should -Be 9
        Get-TestValue 2014-11-02 | Should -Be '06:00=1 06:15=1 06:30=1 06:45=1 07:00=1 07:15=1 07:30=1 07:45=1 08:00=1'
    }

    It 'does not double when it is repeated, and adds up the files of one import' {
        Set-TestDay 04.12.2014
        1..2 | ForEach-Object { $null = Invoke-XlinkImport $path -CallData -StartDate 2014-12-04 }
        Get-TestValue 2014-12-04 | Should -Be '08:00=1 08:15=1 08:30=1 08:45=1'
        Copy-Item $file (Join-Path $acd again.csv)
        (Invoke-XlinkImport $path -CallData -StartDate 2014-12-04).RowsRead | Should -Be 8
        Get-TestValue 2014-12-04 | Should -Be '08:00=2 08:15=2 08:30=2 08:45=2'
    }

    It 'imports several days at once' {
        Set-TestCallFile $file -Row (5..8 | ForEach-Object { "UHD_DE_IN;0$_.12.2014;23:45;$_;$_;60" })
        $result = Invoke-XlinkImport $path -CallData -StartDate 2014-12-05 -Days 3
        $result.RowsRead | Should -Be 3
        $result.RowsOutsideDays | Should -Be 1
        $result.Targets | Where-Object ValueType -EQ Calls | ForEach-Object Sum | Should -Be 5, 6, 7
        $result.Targets[0].Day | Should -Be ([datetime] '2014-12-05')
        5..8 | ForEach-Object { Get-TestValue "2014-12-0$_" } | Should -Be '23:45=5', '23:45=6', '23:45=7', ''
    }

    It 'imports from the external systems that are named only' {
        $null = New-XlinkQueue Other -ValueType Calls
        $other = Set-TestInterface $path (Join-Path $TestDrive other) -Name CSV_I
        Set-TestCallFile (Join-Path $other calls.csv) -Row 'UHD_DE_IN;09.12.2014;08:00;9;9;9'
        $null = New-XlinkMapping $path -Queue Other -ValueType Calls -Source CSV_I:UHD_DE_IN:CallsOffered
        Set-TestDay 09.12.2014
        (Invoke-XlinkImport $path -CallData -StartDate 2014-12-09 -ExternalSystem csv_i).ExternalSystem | Should -Be 'CSV_I'
        Get-TestValue 2014-12-09 | Should -Be ''
        (Get-XlinkInterval Other Calls 2014-12-09).Value | Should -Be 9
        (Invoke-XlinkImport $path -CallData -StartDate 2014-12-09).ExternalSystem | Should -Be 'CSV', 'CSV_I'
        $failure = Get-TestError { Invoke-XlinkImport $path -CallData -StartDate 2014-12-09 -ExternalSystem CSV, Nowhere -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^ExternalSystemNotMapped,'
        "$failure" | Should -Match 'Nowhere'
    }

    It 'leaves the files with DeleteImportFiles=0' {
        Set-TestDay 10.12.2014
        $null = Invoke-XlinkImport $path -CallData -StartDate 2014-12-10
        $file | Should -Exist
    }

    It 'moves the files with DeleteImportFiles=1 and logs it' {
        Reset-TestImport @{ DeleteImportFiles = 'Move'; Destination = $done.FullName }
        Set-TestDay 11.12.2014
        $result = Invoke-XlinkImport $path -CallData -StartDate 2014-12-11
        $moved = Join-Path $done calls.csv
        $file | Should -Not -Exist
        $moved | Should -Exist
        $result.Files.MovedTo | Should -Be $moved
        Get-Content (Join-Path $path DeleteImportFiles.log) | Select-Object -Last 1 |
            Should -Match "^\d\d/\d\d/\d\d \d\d:\d\d:\d\d > $([regex]::Escape($file)) moved to $([regex]::Escape($moved))$"
    }

    It 'deletes the files with DeleteImportFiles=2, but none whose rows are still needed' {
        Reset-TestImport @{ DeleteImportFiles = 'Delete' }
        Set-TestDay 12.12.2014
        $both = Join-Path $acd both.csv
        Set-TestCallFile $both -Row 'UHD_DE_IN;12.12.2014;09:00;1;0;0', 'UHD_DE_IN;13.12.2014;09:00;1;0;0'
        $result = Invoke-XlinkImport $path -CallData -StartDate 2014-12-12 -WarningVariable warning -WarningAction SilentlyContinue
        $result.Files.Action | Should -Be 'Leave', 'Leave' -Because 'the second day will need one file, and the first day both'
        "$warning" | Should -Match 'both\.csv stays'
        $file, $both | Should -Exist
        (Invoke-XlinkImport $path -CallData -StartDate 2014-12-12 -Days 2).Files.Action | Should -Be 'Delete', 'Delete'
        Get-ChildItem $acd | Should -BeNullOrEmpty
        Get-Content (Join-Path $path DeleteImportFiles.log) | Select-String '(calls|both)\.csv deleted$' | Should -HaveCount 2
        Get-TestValue 2014-12-12 | Should -Be '08:00=1 08:15=1 08:30=1 08:45=1 09:00=1'
    }

    It 'runs the script of a mapping' {
        $script = Join-Path $TestDrive script.bas
        Set-Content $script @'
Dim Result As Long
Dim Weekday As Long
Dim Minutes As Long
Dim Para1 As Long
Dim Para2 As Long

Sub Main()
  If Weekday = 2 And Minutes = 480 Then
    Result = 700
  ElseIf Para2 = 0 Then
    Result = 100 \ Para1
  Else
    Result = (Para1 + Para2) * 100
  End If
End Sub
'@
        Get-XlinkMapping -Path $path | Remove-XlinkMapping
        $null = New-XlinkMapping $path -Queue Hotline -ValueType Calls -Source CSV:UHD_DE_IN:CallsOffered, CSV:UHD_EN_IN:CallsOffered -ScriptPath $script -WarningAction SilentlyContinue
        # A Monday.
        Set-TestCallFile $file -Row 'UHD_DE_IN;15.12.2014;08:00;1;0;0', 'UHD_DE_IN;15.12.2014;08:15;2;0;0', 'UHD_EN_IN;15.12.2014;08:15;3;0;0', 'UHD_EN_IN;15.12.2014;08:30;0;0;0'
        $result = Invoke-XlinkImport $path -CallData -StartDate 2014-12-15 -WarningVariable warning -WarningAction SilentlyContinue
        Get-TestValue 2014-12-15 | Should -Be '08:00=7 08:15=5'
        $result.ScriptErrors | Should -Be 1
        "$warning" | Should -Match 'division by zero'
    }

    It 'counts malformed rows, and warns with file and line' {
        Set-TestDay 16.12.2014
        Add-Content $file 'UHD_DE_IN;16.12.2014;25:99;1;1;1', 'UHD_DE_IN;16.12.2014;09:00;many;1;1'
        $result = Invoke-XlinkImport $path -CallData -StartDate 2014-12-16 -WarningVariable warning -WarningAction SilentlyContinue
        $result.RowsRead, $result.RowsSkipped | Should -Be 4, 2
        $warning[0] | Should -Match 'calls\.csv, line 6: .*25:99'
        $warning[1] | Should -Match 'calls\.csv, line 7: .*many'
        Get-Content (Join-Path $path isps_ul.log) | Select-String 'calls\.csv, line 7' | Should -HaveCount 1
    }

    It 'names the likely cause when no row fits: <Cause>' -ForEach @(
        @{ Row = 'uhd_de_in;17.12.2014;08:00;1;0;0'; Cause = '''UHD_DE_IN''.*''uhd_de_in''' }
        @{ Row = 'SALES;17.12.2014;08:00;1;0;0'; Cause = 'The files have: ''SALES''' }
        @{ Row = 'UHD_DE_IN;12/17/2014;08:00;1;0;0'; Cause = 'DateOrder is dmy.*''12/17/2014''.*mdy' }
        @{ Row = 'UHD_DE_IN;01.01.2014;08:00;1;0;0'; Cause = 'rows from .*2014.* to' }
        @{ Row = 'UHD_DE_IN,17.12.2014,08:00,1,0,0'; Cause = 'SeparatorCharacter should probably be 2' }
    ) {
        Reset-TestImport @{ DeleteImportFiles = 'Delete' }
        Set-TestCallFile $file -Row $Row
        $result = Invoke-XlinkImport $path -CallData -StartDate 2014-12-17 -WarningVariable warning -WarningAction SilentlyContinue
        $result.ValuesWritten | Should -Be 0
        "$warning" | Should -Match $Cause
        $file | Should -Exist
        Get-TestValue 2014-12-17 | Should -Be ''
    }

    It 'ends with one clear error for <Name>' -ForEach @(
        @{ Name = 'a column beyond the file'; Parameters = @{ ColumnNames = 'Queue', 'Date', 'Time', 'CallsOffered', 'CallsHandled', 'AHT', 'Seventh' }; ErrorId = 'SourceColumnMissing'; Text = 'calls\.csv, line 2' }
        @{ Name = 'a column beyond the names'; Parameters = @{ AhtColumn = 9 }; ErrorId = 'SourceColumnBeyondNames'; Text = 'AHTColumn is 9' }
        @{ Name = 'a missing CSV folder'; Parameters = @{ Source = '/no/such/folder' }; ErrorId = 'SourceFolderMissing'; Text = 'folder' }
        @{ Name = 'a missing folder for moved files'; Parameters = @{ DeleteImportFiles = 'Move'; Destination = '/no/such/folder' }; ErrorId = 'DestinationFolderMissing'; Text = 'folder' }
        @{ Name = 'an unknown DateOrder'; Parameters = @{ Setting = @{ DateOrder = 'dym' } }; ErrorId = 'SourceKeyInvalid'; Text = 'DateOrder' }
    ) {
        Set-TestDay 18.12.2014
        Set-XlinkExternalSystemConfiguration -Path $path CSV @Parameters -WarningAction SilentlyContinue
        $failure = $null
        $result = Invoke-XlinkImport $path -CallData -StartDate 2014-12-18 -ErrorVariable failure -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        $failure | Should -HaveCount 1
        $failure[0].FullyQualifiedErrorId | Should -Match "^$ErrorId,"
        "$failure" | Should -Match $Text
        $failure[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $file | Should -Exist
        Get-TestValue 2014-12-18 | Should -Be ''
    }

    It 'leaves the files where they are when the server is down' {
        Reset-TestImport @{ DeleteImportFiles = 'Delete' }
        Set-TestDay 19.12.2014
        $null = Set-XlinkServer $path -Url iwfm://127.0.0.1:1
        try {
            $failure = Get-TestError { Invoke-XlinkImport $path -CallData -StartDate 2014-12-19 -ErrorAction Stop }
        }
        finally {
            $null = Set-XlinkServer $path -Url $server.Url
        }
        $failure.FullyQualifiedErrorId | Should -Match '^ServerNotReachable,'
        $file | Should -Exist
    }

    It 'waits for no other manual import, and says that one is running' {
        Set-TestDay 20.12.2014
        $lock = [IO.File]::Open((Join-Path $path isps_manual_import.lock), 'OpenOrCreate', 'ReadWrite', 'None')
        try {
            $failure = Get-TestError { Invoke-XlinkImport $path -CallData -StartDate 2014-12-20 -ErrorAction Stop }
            (Invoke-XlinkImport $path -CallData -StartDate 2014-12-20 -WhatIf).RowsRead | Should -Be 4 -Because 'a dry run is in nobody''s way'
        }
        finally {
            $lock.Dispose()
        }
        $failure.FullyQualifiedErrorId | Should -Match '^ImportRunning,'
        $failure.CategoryInfo.Category | Should -Be 'ResourceBusy'
        Get-TestValue 2014-12-20 | Should -Be ''
        (Invoke-XlinkImport $path -CallData -StartDate 2014-12-20).ValuesWritten | Should -Be 6
    }

    It 'warns when nothing is mapped' {
        Get-XlinkMapping -Path $path | Remove-XlinkMapping
        Invoke-XlinkImport $path -CallData -StartDate 2014-12-20 -WarningVariable warning -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warning" | Should -Match 'New-XlinkMapping'
    }

    It 'refuses <_> days' -ForEach 0, 3661, -1 {
        (Get-TestError { Invoke-XlinkImport $path -CallData -StartDate 2014-12-20 -Days $_ }).FullyQualifiedErrorId | Should -Match '^ParameterArgumentValidationError,'
    }
}

Describe 'Stopping an import' {
    It 'ends cleanly and leaves the files: Ctrl+C' {
        Reset-TestImport @{ DeleteImportFiles = 'Delete' }
        # Large enough to be at work for seconds.
        $block = [Text.Encoding]::ASCII.GetBytes((0..999 | ForEach-Object { "UHD_DE_IN;21.12.2014;08:15;1;1;180`n" }) -join '')
        $stream = [IO.File]::Create($file)
        1..3000 | ForEach-Object { $stream.Write($block, 0, $block.Length) }
        $stream.Dispose()
        $size = (Get-Item $file).Length
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($Module, $Path) Import-Module $Module; Invoke-XlinkImport $Path -CallData -StartDate 2014-12-21').AddArgument($Module).AddArgument($path)
            $running = $shell.BeginInvoke()
            # A part of the file has been read: 16384 rows lie between two reports.
            while (-not $running.IsCompleted -and @($shell.Streams.Progress | Where-Object { $_.CurrentOperation -match '[1-9]' }).Count -lt 2) {
                $null = $running.AsyncWaitHandle.WaitOne(10)
            }
            $shell.Stop()
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
            $shell.Streams.Error | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
        }
        (Get-Item $file).Length | Should -Be $size
        Get-TestValue 2014-12-21 | Should -Be ''
        Set-TestDay 21.12.2014
        (Invoke-XlinkImport $path -CallData -StartDate 2014-12-21).ValuesWritten | Should -Be 6 -Because 'the lock is free again'
    }
}

Describe 'Progress' {
    It 'names file and day, never goes back, and ends' {
        Reset-TestImport
        Set-TestDay 22.12.2014
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($Module, $Path) Import-Module $Module; Invoke-XlinkImport $Path -CallData -StartDate 2014-12-22').AddArgument($Module).AddArgument($path)
            $shell.Invoke().ValuesWritten | Should -Be 6
            $progress = @($shell.Streams.Progress | Where-Object { $_.RecordType -eq 'Processing' -and $_.Activity -eq 'Importing' })
            "$($progress.CurrentOperation)" | Should -Match 'calls\.csv'
            $progress[-1].CurrentOperation | Should -Match ([regex]::Escape(([datetime] '2014-12-22').ToString('d')))
            $percent = $progress.PercentComplete
            $percent | Sort-Object | Should -Be $percent
            $percent[-1] | Should -Be 100
            @($shell.Streams.Progress)[-1].RecordType | Should -Be 'Completed'
        }
        finally {
            $shell.Dispose()
        }
    }
}

Describe 'A culture' {
    BeforeAll {
        # Everything that a set-up and an import write and give back, in one culture, as text.
        function Invoke-TestCulture([string] $Culture) {
            $before = [cultureinfo]::CurrentCulture
            [cultureinfo]::CurrentCulture = $Culture
            try {
                $folder = Join-Path $TestDrive "culture$Culture"
                $null = Install-Xlink $folder | Set-XlinkServer -Url $server.Url -CertificateThumbprint ('a1' * 32) |
                    Set-XlinkCredential -UserName XLINKI -EncodedPassword 1F -ServerEntry wfm
                $source = Set-TestInterface $folder (Join-Path $folder acd) -Name csv_i -Parameter @{ TimeZone = '1.5'; Groups = 'HOTLINE_I', 'hotline_i' }
                Set-XlinkExternalSystemConfiguration -Path $folder CSV_I -Setting @{ interval = 15; HEADERLINES = 1; Number = 1234.5 }
                $null = New-XlinkMapping $folder -QueueId 1234567 -ValueTypeId 1001 -Source csv_i:HOTLINE_I:AHT
                $null = Set-XlinkCredential -Path $folder -Credential $credential
                Get-XlinkMapping -Path $folder | Remove-XlinkMapping
                $null = New-XlinkMapping $folder -Queue HOTLINE -ValueType AHT -Source csv_i:HOTLINE_I:AHT
                $null = New-XlinkMapping $folder -Queue hotline -ValueType CALLS -Source csv_i:hotline_i:CallsOffered
                Set-TestCallFile (Join-Path $source CALLS_I.CSV) -Row 'HOTLINE_I;24.12.2014;6:30 am;1;1;180.5', 'HOTLINE_I;24.12.2014;06:35;1;1;181,5', 'hotline_i;24.12.14;1230;1234;1;1'
                $result = Invoke-XlinkImport $folder -CallData -StartDate 2014-12-24
                $values = Get-XlinkInterval Hotline -Date 2014-12-24 | ForEach-Object { "$($_.ValueType) $($_.Start.ToString('s', [cultureinfo]::InvariantCulture)) " + $_.Value.ToString([cultureinfo]::InvariantCulture) }
                $files = 'isps_ul.ini', 'isps.cfg', 'acd_map.ini' | ForEach-Object { (Get-TestByte (Join-Path $folder $_)).Replace($folder, '') }
                $files = $files -replace '(?<=xlink@company\.example,)[0-9A-F]+', '*'
                $log = @(Get-Content (Join-Path $folder isps_ul.log))[-1] -match '^\d\d/\d\d/\d\d \d\d:\d\d:\d\d > '
                @($files) + @($values) + "$($result.RowsRead) $($result.RowsSkipped) $($result.ValuesWritten) $log"
            }
            finally {
                [cultureinfo]::CurrentCulture = $before
            }
        }

        $expected = Invoke-TestCulture ''
    }

    It 'has values to be compared with' {
        $expected | Select-Object -Last 3 | Should -Be 'Calls 2014-12-24T14:00:00 1234', 'AHT 2014-12-24T08:00:00 181', '3 0 2 True'
        $expected[0] | Should -Match '\[csv_i\][^[]*Number=1234\.5'
    }

    It 'changes neither files nor values: <_>' -ForEach 'de-DE', 'tr-TR', 'ar-SA' -Skip:$noCulture {
        Invoke-TestCulture $_ | Should -Be $expected
    }
}
