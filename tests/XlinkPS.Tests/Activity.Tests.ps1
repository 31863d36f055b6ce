param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $server = Start-TestServer $TestDrive
    'ACD', 'CRM' | ForEach-Object { $null = New-XlinkExternalSystem $_ -Type Csv -TimeLink }

    # Leaves the one activity that every server has, with nothing that leads to it.
    function Clear-TestActivity {
        Get-XlinkActivity | Where-Object Id -NE 1 | Remove-XlinkActivity
        (Get-XlinkActivity Present).ExternalActivities | Remove-XlinkActivityMapping -Activity Present
    }
}

AfterAll { Stop-TestServer }

Describe 'New-, Get- and Remove-XlinkActivity' {
    AfterEach { Clear-TestActivity }

    It 'find the activity that every server has, and keep it' {
        $present = Get-XlinkActivity
        $present.Id, $present.Name | Should -Be 1, 'Present'
        $failure = Get-TestError { $present | Remove-XlinkActivity -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^ServerRefused,'
        $failure.Exception.Data['ServerCode'] | Should -Be 'ActivityRequired'
        (Get-XlinkActivity).Name | Should -Be 'Present'
    }

    It 'create activities with external activities, or without' {
        $pause = New-XlinkActivity Pause -ExternalSystem acd -ExternalId 2, 'Kaffee/Tee'
        $pause.Id | Should -BeGreaterThan 1
        "$($pause.ExternalActivities)" | Should -Be 'ACD:2 ACD:Kaffee/Tee'
        'Name,ExternalSystem,ExternalId', 'Meal,CRM,3', 'Training,,' | ConvertFrom-Csv | New-XlinkActivity | ForEach-Object { "$($_.Name) $($_.ExternalActivities)" } |
            Should -Be 'Meal CRM:3', 'Training '
    }

    It 'find by name, ID and wildcard' {
        $pause, $meal = 'Pause', 'Meal' | ForEach-Object { New-XlinkActivity $_ }
        (Get-XlinkActivity PAUSE).Id | Should -Be $pause.Id
        (Get-XlinkActivity $meal.Id).Name | Should -Be 'Meal'
        (Get-XlinkActivity p*).Name | Should -Be 'Present', 'Pause'
        ('Meal', 'Pause' | Get-XlinkActivity).Name | Should -Be 'Meal', 'Pause'
        Get-XlinkActivity 'nothing*' | Should -BeNullOrEmpty
        (Get-TestError { Get-XlinkActivity nothing -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^ActivityNotFound,'
    }

    It 'refuse <Name>, and create nothing' -ForEach @(
        @{ Name = 'a name that is taken'; Parameters = @{ Name = 'present' }; ErrorId = 'ServerRefused' }
        @{ Name = 'an unknown external system'; Parameters = @{ Name = 'Pause'; ExternalSystem = 'Nobody'; ExternalId = '1' }; ErrorId = 'ServerRefused' }
        @{ Name = 'an ID that is a line break'; Parameters = @{ Name = 'Pause'; ExternalSystem = 'ACD'; ExternalId = "a`nb" }; ErrorId = 'ServerRefused' }
        @{ Name = 'an ID without its external system'; Parameters = @{ Name = 'Pause'; ExternalId = '1' }; ErrorId = 'ExternalIdIncomplete' }
    ) {
        (Get-TestError { New-XlinkActivity @Parameters -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match "^$ErrorId,"
        (Get-XlinkActivity).Name | Should -Be 'Present'
    }

    It 'create and remove nothing with -WhatIf' {
        New-XlinkActivity Ghost -WhatIf | Should -BeNullOrEmpty
        $null = New-XlinkActivity Pause
        Remove-XlinkActivity Pause -WhatIf
        (Get-XlinkActivity).Name | Should -Be 'Present', 'Pause'
    }

    It 'remove what is named or piped in, and leave its external activities to Present' {
        $null = New-XlinkActivity Pause ACD 2
        $null = New-XlinkActivity Meal ACD 3
        Remove-XlinkActivity -Name pause
        'Name', 'Meal' | ConvertFrom-Csv | Remove-XlinkActivity
        "$((Get-XlinkActivity).ExternalActivities)" | Should -Be 'ACD:2 ACD:3'
        (Get-TestError { Remove-XlinkActivity Pause -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^ActivityNotFound,'
    }
}

Describe 'Add- and Remove-XlinkActivityMapping' {
    BeforeEach { $pause, $meal = 'Pause', 'Meal' | ForEach-Object { New-XlinkActivity $_ } }

    AfterEach { Clear-TestActivity }

    It 'map external activities, each to one activity' {
        Add-XlinkActivityMapping Pause ACD 2, 3 | Should -BeNullOrEmpty
        "$((Add-XlinkActivityMapping -Activity $meal.Id -ExternalSystem acd -ExternalId 3 -PassThru).ExternalActivities)" | Should -Be 'ACD:3'
        "$((Get-XlinkActivity Pause).ExternalActivities)" | Should -Be 'ACD:2'
        $meal | Add-XlinkActivityMapping -ExternalSystem CRM -ExternalId x
        (Get-XlinkActivity Meal).ExternalActivities | Add-XlinkActivityMapping -Activity Pause
        "$((Get-XlinkActivity Pause).ExternalActivities)" | Should -Be 'ACD:2 ACD:3 CRM:x'
    }

    It 'tell upper from lower case' {
        Add-XlinkActivityMapping Pause ACD break
        Add-XlinkActivityMapping Meal ACD BREAK
        "$(('Pause', 'Meal' | Get-XlinkActivity).ExternalActivities)" | Should -BeExactly 'ACD:break ACD:BREAK'
    }

    It 'take external activities away' {
        Add-XlinkActivityMapping Pause ACD 2, 3, ..
        Remove-XlinkActivityMapping Pause acd 2
        Get-XlinkActivity Pause | Remove-XlinkActivityMapping -ExternalSystem ACD -ExternalId ..
        "$((Get-XlinkActivity).ExternalActivities)" | Should -Be 'ACD:3'
        $failure = Get-TestError { Remove-XlinkActivityMapping Meal ACD 3 -ErrorAction Stop }
        $failure.Exception.Data['ServerCode'] | Should -Be 'ExternalActivityNotFound'
        (Get-TestError { Add-XlinkActivityMapping Nothing ACD 3 -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^ActivityNotFound,'
    }

    It 'change nothing with -WhatIf' {
        Add-XlinkActivityMapping Pause ACD 2
        Add-XlinkActivityMapping Meal ACD 2 -WhatIf -PassThru | Should -BeNullOrEmpty
        Remove-XlinkActivityMapping Pause ACD 2 -WhatIf
        "$((Get-XlinkActivity Pause).ExternalActivities)" | Should -Be 'ACD:2'
    }
}
