param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $server = Start-TestServer $TestDrive
    $null = New-XlinkExternalSystem CSV -Type Csv -TimeLink
    $path = Join-Path $TestDrive Xlink
    $null = Install-Xlink $path | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential (New-TestUser)
    $status = (New-Item -ItemType Directory (Join-Path $TestDrive status)).FullName
    $done = (New-Item -ItemType Directory (Join-Path $TestDrive done)).FullName
    $file = Join-Path $status status.csv

    # All keys by their parameters.
    Set-XlinkExternalSystemConfiguration -Path $path CSV -ActivitySource $status -ActivityDestination $done -DeleteActivityImportFiles Move -ActivitySeparator Semicolon -ActivityHeaderLines 1 `
        -ActivityColumnNames Agent, Activity, Date, Time -AgentColumn 1 -ActivityColumn 2 -ActivityStartTimeStampColumn 3, 4 -ActivityStartTimeStampFormat 'yyyy/mm/dd;HH:MM:SS' `
        -ActivityTimeSpanType StartOnly -LogOffActivities 0 -ActivityIdentifiers 1, 2 -ActivityDescriptions Ready, Break -MinimumActivityDuration 5 -ActivityTimeZone 0

    function Set-TestStatus([string] $Day) {
        'Agent;Activity;Date;Time', "4711;1;$Day;08:00:00", "4711;2;$Day;12:00:00", "4711;0;$Day;12:30:00", "815;1;$Day;09:00:00", "815;0;$Day;17:00:00" |
            Set-Content -Path $file -Encoding UTF8
    }
}

AfterAll { Stop-TestServer }

Describe 'Set-XlinkExternalSystemConfiguration with the keys of agent data' {
    It 'writes the documented keys' {
        $settings = (Get-XlinkExternalSystemConfiguration -Path $path CSV).Settings
        $settings.ActivitySource | Should -Be $status
        $settings.DeleteActivityImportFiles | Should -Be 1
        $settings.ActivitySeparatorCharacter | Should -Be 3
        $settings.ActivityTimeSpanType | Should -Be 2
        $settings.ActivityStartTimeStampColumn | Should -Be '3;4'
        $settings.ActivityStartTimeStampFormat | Should -Be 'yyyy/mm/dd;HH:MM:SS'
        $settings.ActivityIdentifiers | Should -Be '1;2'
        $settings.ActivityDescriptions | Should -Be 'Ready;Break'
        $settings.LogOffActivities | Should -Be '0'
        $settings.MinimumActivityDuration | Should -Be 5
        $settings.TimeZone_TimeLink | Should -Be '0'
    }

    It 'warns of what is wrong with them' {
        $before = Get-TestByte (Join-Path $path isps_ul.ini)
        try {
            Set-XlinkExternalSystemConfiguration -Path $path CSV -ActivityStartTimeStampColumn 3, 5 -WarningVariable problem -WarningAction SilentlyContinue
            "$problem" | Should -Match 'ActivityStartTimeStampColumn'
        }
        finally {
            Set-TestByte (Join-Path $path isps_ul.ini) $before
        }
    }
}

Describe 'Invoke-XlinkImport -AgentData' {
    BeforeEach { $status, $done | Get-ChildItem | Remove-Item }

    It 'shows with -WhatIf what would be stored, and touches nothing' {
        Set-TestStatus 2014/12/01
        $before = Get-TestSnapshot $TestDrive/Xlink
        $result = Invoke-XlinkImport $path -AgentData -StartDate 2014-12-01 -WhatIf -WarningAction SilentlyContinue
        $result.IsDryRun | Should -BeTrue
        $result.UnknownAgents | Should -Be '4711', '815'
        $result.StoredDays.Activities | Should -Be 0
        Get-XlinkActivity | ForEach-Object ExternalActivities | Should -BeNullOrEmpty
        $null = New-XlinkEmployee 'Grace Hopper' | Add-XlinkEmployeeId -ExternalSystem CSV -ExternalId 815
        $result = Invoke-XlinkImport $path -AgentData -StartDate 2014-12-01 -WhatIf -WarningAction SilentlyContinue
        $result.UnknownAgents | Should -Be '4711'
        $result.StoredDays.Activities | Should -Be 1
        $result.StoredDays.Employees | Should -Be 1
        Remove-XlinkEmployee 'Grace Hopper' -Confirm:$false
        $file | Should -Exist
        Get-TestSnapshot $TestDrive/Xlink | Should -Be $before
    }

    It 'imports, lists agents and activities that the server does not know, and moves the file' {
        Set-TestStatus 2014/12/02
        $null = New-XlinkEmployee 'Ada Lovelace' | Add-XlinkEmployeeId -ExternalSystem CSV -ExternalId 4711
        $result = Get-Xlink $path | Invoke-XlinkImport -AgentData -StartDate 2014-12-02 -WarningVariable problem -WarningAction SilentlyContinue
        $result.ExternalSystem | Should -Be 'CSV'
        $result.RowsRead | Should -Be 5
        $result.ActivitiesStored | Should -Be 2
        $result.UnknownAgents | Should -Be '815'
        ($result.NewActivities | Where-Object ExternalId -EQ 2).Description | Should -Be 'Break'
        "$problem" | Should -Match '815'
        $result.Files.Action | Should -Be 'Move'
        $file | Should -Not -Exist
        Get-ChildItem $done | Should -HaveCount 1
        $times = Get-XlinkAgentStatus 'Ada Lovelace' -StartDate 2014-12-02 | ForEach-Object { $_.ExternalActivityId + ' ' + $_.Start.ToString('HH:mm') + '-' + $_.End.ToString('HH:mm') }
        $times | Should -Be '1 08:00-12:00', '2 12:00-12:30'
    }

    It 'imports call data and agent data with both switches' {
        Set-TestStatus 2014/12/03
        $result = Invoke-XlinkImport $path -CallData -AgentData -StartDate 2014-12-03 -WarningAction SilentlyContinue
        $result | Where-Object { $_.PSObject.TypeNames -contains 'Xlink.Importing.AgentImportResult' } | Should -HaveCount 1
    }

    It 'shows results as a table' {
        Set-TestStatus 2014/12/04
        $text = (Invoke-XlinkImport $path -AgentData -StartDate 2014-12-04 -WhatIf | Format-Table | Out-String -Width 200) -replace ' +', ' '
        $text | Should -Match 'ExternalSystem StartDate Days Rows Skipped Activities Duration Note'
        $text | Should -Match 'dry run, unknown agents: 1'
    }
}
