param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $server = Start-TestServer $TestDrive
    $null = New-XlinkQueue Service
    $hotline = New-XlinkQueue Hotline -Parent Service -ValueType Calls, AHT
    $null = New-XlinkExternalSystem CSV -Type Csv -PhoneLink
    $path = Join-Path $TestDrive Xlink
    $null = Install-Xlink $path | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential ($credential = New-TestUser)
    $acd = Set-TestInterface $path (Join-Path $TestDrive acd)
    $null = New-XlinkQueue Sales -ValueType Calls, Handled, AHT
    $null = New-XlinkMapping $path -Queue Hotline -ValueType Calls -Source CSV:UHD_DE_IN:CallsOffered
    @{ Calls = 'CallsOffered'; Handled = 'CallsHandled'; AHT = 'AHT' }.GetEnumerator() |
        ForEach-Object { $null = New-XlinkMapping $path -Queue Sales -ValueType $_.Key -Source "CSV:UHD_EN_IN:$($_.Value)" }
    # Two Mondays: in the second week one interval has another value, one is missing and one is new.
    Set-TestCallFile (Join-Path $acd calls.csv) -Row 'UHD_DE_IN;17.11.2014;08:00;10;10;100', 'UHD_DE_IN;17.11.2014;08:15;8;8;100', 'UHD_DE_IN;17.11.2014;08:30;5;5;100',
    'UHD_DE_IN;24.11.2014;08:00;10;10;100', 'UHD_DE_IN;24.11.2014;08:15;10;10;100', 'UHD_DE_IN;24.11.2014;08:45;7;7;100',
    'UHD_EN_IN;01.12.2014;08:00;12;11;181', 'UHD_EN_IN;01.12.2014;08:15;3;0;0', 'UHD_EN_IN;01.12.2014;08:30;9;7;97'
    '2014-11-17', '2014-11-24' | ForEach-Object { $null = Invoke-XlinkImport $path -CallData -StartDate $_ }

    function Get-TestText($InputObject) { ($InputObject | Out-String -Width 200).Trim() -replace '[ \t]+', ' ' -replace ' ?\r?\n', "`n" }
    function Get-TestDifference($Found) {
        ($Found | ForEach-Object { $_.Start.ToString('HH:mm') + ' ' + $_.State + ' ' + ([cultureinfo]::InvariantCulture).TextInfo.ToLower("$([int] $_.ReferenceValue) $([int] $_.DifferenceValue)") }) -join ', '
    }
}

AfterAll { Stop-TestServer }

Describe 'Compare-XlinkInterval' {
    It 'writes what differs between a day and the same day of the week before' {
        $found = Compare-XlinkInterval 2014-11-24 -ReferenceDate 2014-11-17
        Get-TestDifference $found | Should -Be '08:15 Different 8 10, 08:30 OnlyReference 5 0, 08:45 OnlyDifference 0 7'
        $found[0].Queue | Should -Be Service/Hotline
        $found[0].ValueType | Should -Be Calls
        $found[0].Start.Date | Should -Be ([datetime] '2014-11-24')
        $found[0].ReferenceStart.Date | Should -Be ([datetime] '2014-11-17')
        $found[0].Interval | Should -Be ([timespan] '00:15')
        $found[0].Difference | Should -Be 2
        $found[0].Relative | Should -Be 0.25
        $found[1].Difference | Should -BeNullOrEmpty
    }

    It 'leaves out what a tolerance allows, and writes what is equal if that is wanted' {
        Get-TestDifference (Compare-XlinkInterval 2014-11-24 -ReferenceDate 2014-11-17 -Tolerance 2) | Should -Be '08:30 OnlyReference 5 0, 08:45 OnlyDifference 0 7'
        Get-TestDifference (Compare-XlinkInterval 2014-11-24 -ReferenceDate 2014-11-17 -RelativeTolerance 0.25 -IncludeEqual) |
            Should -Be '08:00 Equal 10 10, 08:15 Equal 8 10, 08:30 OnlyReference 5 0, 08:45 OnlyDifference 0 7'
        Get-TestDifference (Compare-XlinkInterval 2014-11-24 -ReferenceDate 2014-11-17 -MissingIsZero -Tolerance 5) | Should -Be '08:45 OnlyDifference 0 7'
    }

    It 'compares only the wanted queues and value types' {
        Compare-XlinkInterval 2014-11-24 -ReferenceDate 2014-11-17 -Queue Hot*, Service -ValueType AHT | Should -BeNullOrEmpty
        @(Compare-XlinkInterval 2014-11-24 Hotline Calls -ReferenceDate 2014-11-17).Count | Should -Be 3
        @(Get-XlinkMapping -Path $path -Queue Hotline | Compare-XlinkInterval 2014-11-24 -ReferenceDate 2014-11-17).Count | Should -Be 3
        (Get-TestError { Compare-XlinkInterval 2014-11-24 Gone -ReferenceDate 2014-11-17 -ErrorAction Stop }).FullyQualifiedErrorId | Should -BeLike 'QueueNotFound*'
    }

    It 'compares with the server of an installation, or with one by its address' {
        Compare-XlinkInterval 2014-11-17 -Days 8 -ReferenceServerEntry WFM -InstallationPath $path | Should -BeNullOrEmpty
        @(Compare-XlinkInterval 2014-11-17 -Days 8 -ReferenceServer $server.Url -ReferenceCredential $server.AdministratorCredential -IncludeEqual).Count | Should -Be 6
        Get-TestDifference (Compare-XlinkInterval 2014-11-24 -ReferenceDate 2014-11-17 -ReferenceServer $server.Url -ReferenceCredential $server.AdministratorCredential) |
            Should -BeLike '08:15 Different*'
    }

    It 'says which server refuses the login, and never the password' {
        $failure = Get-TestError { Compare-XlinkInterval 2014-11-17 -ReferenceServer $server.Url -ReferenceCredential (New-TestCredential admin geheim) -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -BeLike 'LoginRefused*'
        "$failure $($failure.ErrorDetails)" | Should -Not -Match geheim
    }

    It 'shows differences as a table' {
        $day = ([datetime] '2014-11-24').ToString('d')
        Get-TestText (Compare-XlinkInterval 2014-11-24 -ReferenceDate 2014-11-17)[0] |
            Should -Match "^ValueType Date Time Reference Difference State Queue\n.*\nCalls $([regex]::Escape($day)) 08:15 8 10 Different Service/Hotline$"
    }
}

Describe 'Compare-XlinkInterval with the files for Cloud Link' {
    BeforeAll {
        $import = (New-Item -ItemType Directory (Join-Path $TestDrive import)).FullName
        $before = Get-TestByte (Join-Path $path isps_ul.ini)
        Set-XlinkTarget Both -Path $path -Directory $import | Out-Null
        $null = Invoke-XlinkImport $path -CallData -StartDate 2014-12-01 -WarningAction SilentlyContinue
        $file = (Get-ChildItem $import -Filter *.csv).FullName
    }
    AfterAll { Set-TestByte (Join-Path $path isps_ul.ini) $before }

    It 'finds what both got equal, averages too' {
        Compare-XlinkInterval 2014-12-01 -CloudLink -InstallationPath $path | Should -BeNullOrEmpty
        $found = Compare-XlinkInterval 2014-12-01 -CloudLink -InstallationPath $path -IncludeEqual
        ($found | Group-Object ValueType | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Count)" }) -join ', ' | Should -Be 'AHT 3, Calls 3, Handled 3'
        ($found | Where-Object { $_.ValueType -eq 'AHT' -and $_.Start.Minute -eq 30 }).DifferenceValue | Should -Be 97
    }

    It 'needs no connection, for it takes the installation''s' {
        Disconnect-XlinkServer
        try { @(Compare-XlinkInterval 2014-12-01 -CloudLink -InstallationPath $path -IncludeEqual).Count | Should -Be 9 }
        finally { Connect-XlinkServer $server.Url -Credential $server.AdministratorCredential }
    }

    It 'finds a value that is another one, a row that is missing, and a folder that is away' {
        $other = (New-Item -ItemType Directory (Join-Path $TestDrive other)).FullName
        (Get-Content $file) -replace ',12,11,', ',13,11,' | Where-Object { $_ -notmatch '08:30' } | Set-Content (Join-Path $other (Split-Path -Leaf $file))
        Get-TestDifference (Compare-XlinkInterval 2014-12-01 Sales Calls -CloudLink -CloudLinkDirectory $other -InstallationPath $path) |
            Should -Be '08:00 Different 12 13, 08:30 OnlyReference 9 0'
        (Get-TestError { Compare-XlinkInterval 2014-12-01 -CloudLink -CloudLinkDirectory (Join-Path $other gone) -InstallationPath $path -ErrorAction Stop }).FullyQualifiedErrorId |
            Should -BeLike 'FolderNotFound*'
    }

    It 'compares two folders of files without a server' {
        $other = (New-Item -ItemType Directory (Join-Path $TestDrive earlier)).FullName
        (Get-Content $file) -replace ',12,11,', ',13,11,' | Set-Content (Join-Path $other (Split-Path -Leaf $file))
        Disconnect-XlinkServer
        try {
            Get-TestDifference (Compare-XlinkInterval 2014-12-01 -ReferenceCloudLinkDirectory $other -InstallationPath $path) | Should -Be '08:00 Different 13 12'
            Compare-XlinkInterval 2014-12-01 -ReferenceCloudLinkDirectory $other -CloudLinkDirectory $other -InstallationPath $path | Should -BeNullOrEmpty
        }
        finally { Connect-XlinkServer $server.Url -Credential $server.AdministratorCredential }
    }

    It 'is a part of the report of a parallel run' {
        $report = Get-XlinkMigrationReport $path -Online -Date 2014-12-01 -OutFile (Join-Path $TestDrive parallel.html)
        $report.ParallelRun.Intervals | Should -Be 9
        $report.ParallelRun.Differences | Should -BeNullOrEmpty
        $report.Steps.Command | Should -Not -Contain Compare-XlinkInterval
        ([regex]::Matches((Get-Content (Join-Path $TestDrive parallel.html) -Raw), '<svg')).Count | Should -Be 3
        $without = Get-XlinkMigrationReport $path -Date 2014-12-01 -CloudLinkDirectory (Join-Path $TestDrive gone)
        $without.ParallelRun | Should -BeNullOrEmpty
        "$($without.Unchecked)" | Should -Match 'gone'
    }
}

Describe 'Get-XlinkMigrationReport' {
    It 'reports an installation without a server, and says what it could not check' {
        $report = Get-Xlink $path | Get-XlinkMigrationReport
        $report.Path | Should -Be $path
        $report.ExternalSystems.Name | Should -Be CSV
        $report.ExternalSystems.Verdict | Should -Be OneToOne
        ($report.Mappings | Group-Object Verdict | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Count)" }) -join ', ' | Should -Be 'Decision 1, OneToOne 3'
        # Known from the last import.
        $report.Mappings[0].Queue | Should -Be Service/Hotline
        $report.Mappings[0].Reasons | Should -Match 'Answered'
        ($report.Mappings | Where-Object ValueType -EQ AHT).Role | Should -Be AverageHandlingTime
        "$($report.Unchecked)" | Should -Match '-Online'
        $report.Steps.Number | Should -Be (1..$report.Steps.Count)
        Get-TestText $report | Should -Match "^Systems OneToOne Decision Dead Scripts DeadKeys Passwords Path\n.*\n ?1 3 1 0 0 0 0 $([regex]::Escape($path))$"
    }

    It 'asks the servers if that is wanted' {
        $report = Get-XlinkMigrationReport $path -Online
        $report.Mappings.Queue | Sort-Object -Unique | Should -Be Sales, Service/Hotline
        $report.Unchecked | Should -BeNullOrEmpty
    }

    It 'writes a page that needs nothing else, in which names are text' {
        $other = (Install-Xlink (Join-Path $TestDrive Hostile)).Path
        Set-TestByte (Join-Path $other isps_ul.ini) "[DB]`r`n1=WFM,0,x,y`r`n[<script>alert(1)</script>]`r`nPwd=geheim`r`n"
        $file = Join-Path $TestDrive report.html
        $report = Get-XlinkMigrationReport $other -OutFile $file
        @($report.PlainPasswords).Count | Should -Be 1
        $page = Get-Content $file -Raw -Encoding UTF8
        $page | Should -Match '^<!DOCTYPE html>'
        $page | Should -Not -Match '<script|geheim|https?://'
        $page | Should -Match '&lt;script&gt;alert\(1\)'
        Get-XlinkMigrationReport $path -OutFile $file | Should -Not -BeNullOrEmpty
        Get-Content $file -Raw -Encoding UTF8 | Should -Not -Match 'alert'
    }

    It 'leaves no page behind where the folder is missing' {
        (Get-TestError { Get-XlinkMigrationReport $path -OutFile (Join-Path $TestDrive gone/report.html) -ErrorAction Stop }).FullyQualifiedErrorId | Should -BeLike 'FolderNotFound*'
        Join-Path $TestDrive gone | Should -Not -Exist
    }
}

Describe 'Move-XlinkToCloudLink.ps1' {
    BeforeAll {
        $examples = (Resolve-Path (Join-Path $PSScriptRoot '../../examples')).ProviderPath
        $script = Join-Path $examples 'Move-XlinkToCloudLink.ps1'
        $null = New-XlinkQueue Leaving -ValueType Calls, Handled, AHT, Lost
        $old = (Install-Xlink (Join-Path $TestDrive leaving) | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential $credential).Path
        $null = Set-TestInterface $old (Join-Path $TestDrive leaving-acd)
        Copy-Item (Join-Path $examples 'sample-data/*.csv') (Join-Path $TestDrive leaving-acd)
        @{ Calls = 'CallsOffered'; Handled = 'CallsHandled'; AHT = 'AHT' }.GetEnumerator() |
            ForEach-Object { $null = New-XlinkMapping $old -Queue Leaving -ValueType $_.Key -Source "CSV:UHD_DE_IN:$($_.Value)" }
        $null = New-XlinkMapping $old -Queue Leaving -ValueType Lost -Source CSV:UHD_DE_IN:CallsOffered, CSV:UHD_DE_IN:CallsHandled -ScriptPath (Join-Path $examples 'sample-data/lost-calls.bas')
        $import, $history = 'leaving-import', 'leaving-history' | ForEach-Object { (New-Item -ItemType Directory (Join-Path $TestDrive $_)).FullName }
        $page = Join-Path $TestDrive leaving.html
        $common = @{ Path = $old; Directory = $import; ReportPath = $page; Module = $Module; Date = '2026-11-16' }
    }

    It 'begins with a look that changes nothing' {
        $before = Get-TestSnapshot $old
        $result = & $script @common
        $result.Verdicts.OneToOne | Should -Be 3
        $result.Verdicts.Decision | Should -Be 1
        $result.Target | Should -Be Wfm
        Get-Content $page -Raw -Encoding UTF8 | Should -Match 'lost|\$1\.BAS'
        (Get-TestSnapshot $old | Where-Object { $_ -notmatch 'isps_wfm\.json|\.log ' }) | Should -Be ($before | Where-Object { $_ -notmatch 'isps_wfm\.json|\.log ' })
    }

    It 'does not switch blindly' {
        { & $script @common -Switch } | Should -Throw '*Nothing was compared*'
        { & $script -Path $old -Directory (Join-Path $TestDrive gone) -ReportPath $page -Module $Module -ParallelRun } | Should -Throw '*does not exist*'
        (Get-XlinkTarget -Path $old)[0].Target | Should -Be Wfm
    }

    It 'runs both targets in parallel, and names what Cloud Link does not get' {
        $result = & $script @common -ParallelRun -WarningAction SilentlyContinue
        $result.Differences | Should -BeNullOrEmpty
        $result.Target | Should -Be Both
        $result.NotWritten.ValueType | Should -Be Lost
        $result.NotWritten.Reason | Should -Not -BeNullOrEmpty
        @(Get-ChildItem $import -Filter *.csv).Count | Should -Be 1
        @(Get-XlinkInterval Leaving Calls 2026-11-16).Count | Should -Be 52
        Get-Content $page -Raw -Encoding UTF8 | Should -Match '<svg'
    }

    It 'does not take days without a value for equal ones' {
        $empty = $common.Clone()
        $empty.Date = '2020-01-01'
        { & $script @empty -ParallelRun -Switch -WarningAction SilentlyContinue } | Should -Throw '*Nothing was compared*'
        (Get-XlinkTarget -Path $old)[0].Target | Should -Be Both
    }

    It 'exports history, switches, and goes on without the server entry' {
        $result = & $script @common -ParallelRun -HistoryDate 2026-11-16 -HistoryPath $history -Switch -RemoveServer -WarningAction SilentlyContinue
        $result.Target | Should -Be CloudLink
        @(Get-ChildItem $history -Filter *.csv).Count | Should -Be 1
        Get-XlinkServer -Path $old | Should -BeNullOrEmpty
        # Without an entry of its own it is compared with the connected server.
        Compare-XlinkInterval 2026-11-16 Leaving Calls -CloudLink -InstallationPath $old | Should -BeNullOrEmpty
        Test-XlinkConfiguration $old | Where-Object Severity -EQ Error | Should -BeNullOrEmpty
        Get-TestByte (Join-Path $old isps_ul.ini) | Should -Not -Match 'xlink@company'
        $before = @(Get-ChildItem $import -Filter *.csv).Count
        (Invoke-XlinkImport $old -CallData -StartDate 2026-11-16 -WarningAction SilentlyContinue).RowsRead | Should -BeGreaterThan 0
        @(Get-ChildItem $import -Filter *.csv).Count | Should -Be ($before + 1)
        (Get-TestError { Remove-XlinkServer WFM -Path $old -Confirm:$false -ErrorAction Stop }).FullyQualifiedErrorId | Should -BeLike 'ServerEntryNotFound*'
        (Get-TestError { Remove-XlinkServer WFM -Path $path -Confirm:$false -ErrorAction Stop }).FullyQualifiedErrorId | Should -BeLike 'ServerEntryInUse*'
        Get-XlinkServer -Path $path | Should -Not -BeNullOrEmpty
    }
}
