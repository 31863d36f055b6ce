param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $path = Join-Path $TestDrive Xlink
    $null = Install-Xlink $path
    $ini = Join-Path $path isps_ul.ini
    $fresh = Get-TestByte $ini

    function Get-TestSchedule([string] $Kind) {
        $schedule = Get-XlinkImportSchedule $path | Where-Object Kind -EQ $Kind
        "$($schedule.Mode) $($schedule.Time.ToString('hh\:mm')) $($schedule.Minutes)"
    }
}

Describe 'Get-XlinkImportSchedule' {
    BeforeEach { Set-TestByte $ini $fresh }

    It 'gives the schedules of call data and agent data, none in a fresh installation' {
        $schedule = Get-Xlink $path | Get-XlinkImportSchedule
        $schedule.Kind | Should -Be 'CallData', 'AgentData'
        $schedule.Mode | Select-Object -Unique | Should -Be 'None'
        $schedule.InstallationPath | Select-Object -Unique | Should -Be $path
    }

    It 'reports a value that is no schedule with its line' {
        Set-TestByte $ini ($fresh -replace 'AgentDataImport=none', 'AgentDataImport=weekly')
        $failure = Get-TestError { Get-XlinkImportSchedule $path -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^ScheduleValueInvalid'
        $failure.Exception.Message | Should -Match 'weekly'
    }
}

Describe 'Set-XlinkImportSchedule' {
    BeforeEach { Set-TestByte $ini $fresh }

    It 'sets what is given, leaves everything else, and passes the installation on' {
        $installation = Get-Xlink $path | Set-XlinkImportSchedule -CallData Interval -CallDataTime 00:10 -CallDataMinutes 30 -AgentData Daily -AgentDataTime 02:30
        $installation.Path | Should -Be $path
        Get-TestSchedule CallData | Should -Be 'Interval 00:10 30'
        Get-TestSchedule AgentData | Should -Be 'Daily 02:30 15'
        $expected = $fresh.Replace('CallDataImport=none', 'CallDataImport=interval').Replace('CallDataImportTime=00:05', 'CallDataImportTime=00:10')
        $expected = $expected.Replace('CallDataImportMinutes=15', 'CallDataImportMinutes=30')
        $expected = $expected.Replace('AgentDataImport=none', 'AgentDataImport=daily').Replace('AgentDataImportTime=00:05', 'AgentDataImportTime=02:30')
        Get-TestByte $ini | Should -BeExactly $expected
        $null = Set-XlinkImportSchedule $path -CallData None
        Get-TestSchedule CallData | Should -Be 'None 00:10 30'
        Get-TestSchedule AgentData | Should -Be 'Daily 02:30 15'
    }

    It 'changes nothing with -WhatIf' {
        $null = Set-XlinkImportSchedule $path -CallData Daily -AgentData Daily -WhatIf
        Get-TestByte $ini | Should -BeExactly $fresh
    }

    It 'refuses <Value> as a time of day' -ForEach @(
        @{ Value = '1.00:00:00' }, @{ Value = '-00:05' }, @{ Value = '00:05:30' }
    ) {
        $failure = Get-TestError { Set-XlinkImportSchedule $path -AgentDataTime $Value -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^ScheduleTimeInvalid'
        Get-TestByte $ini | Should -BeExactly $fresh
    }

    It 'refuses minutes beyond a day' {
        { Set-XlinkImportSchedule $path -CallDataMinutes 1441 } | Should -Throw
        { Set-XlinkImportSchedule $path -AgentDataMinutes 0 } | Should -Throw
    }

    It 'shows schedules as a table' {
        $text = (Get-XlinkImportSchedule $path | Format-Table | Out-String -Width 200) -replace ' +', ' '
        $text | Should -Match 'Kind Mode Time Minutes InstallationPath'
        $text | Should -Match 'AgentData None 00:05 15 '
    }
}
