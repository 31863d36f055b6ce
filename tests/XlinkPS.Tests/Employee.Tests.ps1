param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $server = Start-TestServer $TestDrive
    'ACD', 'CRM' | ForEach-Object { $null = New-XlinkExternalSystem $_ -Type Csv -TimeLink }
    $umlaut = "M$([char] 0xFC)ller, Eva"
}

AfterAll { Stop-TestServer }

Describe 'New-XlinkEmployee' {
    AfterEach { Get-XlinkEmployee | Remove-XlinkEmployee }

    It 'creates employees with their external IDs, or without' {
        $eva = New-XlinkEmployee $umlaut -ExternalSystem acd -ExternalId 4711, '0042'
        $eva.Id | Should -BeGreaterThan 0
        $eva.Name | Should -Be $umlaut
        "$($eva.ExternalIds)" | Should -Be 'ACD:0042 ACD:4711'
        (New-XlinkEmployee Otto).ExternalIds | Should -BeNullOrEmpty
    }

    It 'creates those of a CSV file, in which a cell may be empty' {
        $file = Join-Path $TestDrive employees.csv
        Set-Content $file 'Name,ExternalSystem,ExternalId,Team', 'Eva,ACD,0042,A', 'Otto,,,A', 'Ina,CRM,7,B'
        (Import-Csv $file | New-XlinkEmployee).Name | Should -Be 'Eva', 'Otto', 'Ina'
        Get-XlinkEmployee | ForEach-Object { "$($_.Name) $($_.ExternalIds)".Trim() } | Should -Be 'Eva ACD:0042', 'Ina CRM:7', 'Otto'
    }

    It 'refuses <Name>, and creates nothing' -ForEach @(
        @{ Name = 'a name that is taken'; Parameters = @{ Name = 'EVA' }; ErrorId = 'ServerRefused' }
        @{ Name = 'an ID that is taken'; Parameters = @{ Name = 'Otto'; ExternalSystem = 'ACD'; ExternalId = '4711' }; ErrorId = 'ServerRefused' }
        @{ Name = 'an ID with letters'; Parameters = @{ Name = 'Otto'; ExternalSystem = 'ACD'; ExternalId = '47A' }; ErrorId = 'ServerRefused' }
        @{ Name = 'an unknown external system'; Parameters = @{ Name = 'Otto'; ExternalSystem = 'Nobody'; ExternalId = '1' }; ErrorId = 'ServerRefused' }
        @{ Name = 'an ID without its external system'; Parameters = @{ Name = 'Otto'; ExternalId = '1' }; ErrorId = 'ExternalIdIncomplete' }
        @{ Name = 'an external system without an ID'; Parameters = @{ Name = 'Otto'; ExternalSystem = 'ACD' }; ErrorId = 'ExternalIdIncomplete' }
    ) {
        $null = New-XlinkEmployee Eva ACD 4711
        $failure = Get-TestError { New-XlinkEmployee @Parameters -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match "^$ErrorId,"
        $failure.TargetObject | Should -Be $Parameters.Name
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        (Get-XlinkEmployee).Name | Should -Be 'Eva'
    }

    It 'creates nothing with -WhatIf' {
        New-XlinkEmployee Ghost ACD 13 -WhatIf | Should -BeNullOrEmpty
        Get-XlinkEmployee | Should -BeNullOrEmpty
    }
}

Describe 'Get- and Remove-XlinkEmployee' {
    BeforeEach { $eva, $otto = 'Eva', 'Otto' | ForEach-Object { New-XlinkEmployee $_ } }

    AfterEach { Get-XlinkEmployee | Remove-XlinkEmployee }

    It 'find by name, ID and wildcard' {
        (Get-XlinkEmployee eva).Id | Should -Be $eva.Id
        (Get-XlinkEmployee $otto.Id).Name | Should -Be 'Otto'
        (Get-XlinkEmployee *t*).Name | Should -Be 'Otto'
        ('Otto', 'Eva' | Get-XlinkEmployee).Name | Should -Be 'Otto', 'Eva'
        Get-XlinkEmployee 'nobody*' | Should -BeNullOrEmpty
        $failure = Get-TestError { Get-XlinkEmployee nobody -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^EmployeeNotFound,'
        $failure.CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'take a name for a name even if it looks like an ID' {
        $number = New-XlinkEmployee "$($eva.Id)"
        Remove-XlinkEmployee $eva.Id
        (Get-XlinkEmployee).Id | Should -Not -Contain $number.Id
        (Get-XlinkEmployee).Name | Should -Be 'Eva', 'Otto'
    }

    It 'remove what is named, piped in or listed in a file' {
        Remove-XlinkEmployee -Name EVA
        (Get-XlinkEmployee).Name | Should -Be 'Otto'
        $null = New-XlinkEmployee Eva
        'Name', 'Eva' | ConvertFrom-Csv | Remove-XlinkEmployee
        Get-XlinkEmployee | Remove-XlinkEmployee
        Get-XlinkEmployee | Should -BeNullOrEmpty
        (Get-TestError { Remove-XlinkEmployee Eva -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^EmployeeNotFound,'
    }

    It 'remove nothing with -WhatIf' {
        Get-XlinkEmployee | Remove-XlinkEmployee -WhatIf
        (Get-XlinkEmployee).Name | Should -Be 'Eva', 'Otto'
    }
}

Describe 'Add- and Remove-XlinkEmployeeId' {
    BeforeEach { $eva, $otto = 'Eva', 'Otto' | ForEach-Object { New-XlinkEmployee $_ } }

    AfterEach { Get-XlinkEmployee | Remove-XlinkEmployee }

    It 'give and take IDs by name, by ID and through the pipeline' {
        Add-XlinkEmployeeId eva ACD 1, 2 | Should -BeNullOrEmpty
        "$((Add-XlinkEmployeeId $otto.Id ACD 3 -PassThru).ExternalIds)" | Should -Be 'ACD:3'
        $eva | Add-XlinkEmployeeId -ExternalSystem CRM -ExternalId 1
        "$((Get-XlinkEmployee Eva).ExternalIds)" | Should -Be 'ACD:1 ACD:2 CRM:1'
        Remove-XlinkEmployeeId -Employee Eva -ExternalSystem acd -ExternalId 1
        (Get-XlinkEmployee Eva).ExternalIds | Remove-XlinkEmployeeId -Employee Eva
        (Get-XlinkEmployee Eva).ExternalIds | Should -BeNullOrEmpty
        $otto | Remove-XlinkEmployeeId -ExternalSystem ACD -ExternalId 3
        (Get-XlinkEmployee Otto).ExternalIds | Should -BeNullOrEmpty
    }

    It 'read a file with a line for each ID' {
        'Employee,ExternalSystem,ExternalId', 'Eva,ACD,0042', 'Eva,ACD,43', 'Otto,CRM,0042' | ConvertFrom-Csv | Add-XlinkEmployeeId
        Get-XlinkEmployee | ForEach-Object { "$($_.ExternalIds)" } | Should -Be 'ACD:0042 ACD:43', 'CRM:0042'
    }

    It 'change nothing with -WhatIf' {
        $null = Add-XlinkEmployeeId Eva ACD 1
        Add-XlinkEmployeeId Eva ACD 2 -WhatIf -PassThru | Should -BeNullOrEmpty
        Remove-XlinkEmployeeId Eva ACD 1 -WhatIf
        "$((Get-XlinkEmployee Eva).ExternalIds)" | Should -Be 'ACD:1'
    }

    It 'tell whose ID it is, and which one there is not' {
        Add-XlinkEmployeeId Eva ACD 1
        $failure = Get-TestError { Add-XlinkEmployeeId Otto ACD 1 -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^ServerRefused,'
        $failure.Exception.Data['ServerCode'] | Should -Be 'ExternalIdTaken'
        "$failure" | Should -Match 'Eva'
        (Get-TestError { Remove-XlinkEmployeeId Eva ACD 2 -ErrorAction Stop }).Exception.Data['ServerCode'] | Should -Be 'ExternalIdNotFound'
        (Get-TestError { Add-XlinkEmployeeId Nobody ACD 2 -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^EmployeeNotFound,'
    }
}

Describe 'Get-XlinkAgentStatus' {
    BeforeAll {
        $null = New-XlinkEmployee Eva ACD 1
        $null = New-XlinkEmployee Otto ACD 2
        $null = New-XlinkActivity Pause ACD Break
        # A night with 25 hours, and the day after it.
        Send-TestAgentStatus $server 2024-10-27 '1 Work 2024-10-27T02:00:00+02:00 2024-10-27T02:30:00+01:00', '1 Break 2024-10-27T02:30:00+01:00 2024-10-27T03:00:05+01:00',
            '2 Work 2024-10-27T08:00:00+01:00 2024-10-28T00:00:00+01:00'
        Send-TestAgentStatus $server 2024-10-28 '2 Work 2024-10-28T00:00:00+01:00 2024-10-28T01:00:00+01:00'
    }

    It 'shows employee, activity, local times and duration' {
        $status = Get-XlinkAgentStatus Eva 2024-10-27
        $status.Employee | Should -Be 'Eva', 'Eva'
        $status.Activity | Should -Be 'Present', 'Pause'
        $status.ExternalSystem | Should -Be 'ACD', 'ACD'
        $status.ExternalActivityId | Should -Be 'Work', 'Break'
        $status.Start | ForEach-Object { $_.ToString('HH:mm:ss zzz', [cultureinfo]::InvariantCulture) } | Should -Be '02:00:00 +02:00', '02:30:00 +01:00'
        $status[1].End | Should -Be ([datetimeoffset] '2024-10-27T03:00:05+01:00')
        $status.Duration | Should -Be ([timespan] '01:30:00'), ([timespan] '00:30:05')
    }

    It 'finds by name, ID, wildcard and pipeline, over several days' {
        Get-XlinkAgentStatus -Date 2024-10-27 | Should -HaveCount 3
        Get-XlinkAgentStatus -Date 2024-10-27 -Days 2 | Should -HaveCount 4
        (Get-XlinkAgentStatus ot* 2024-10-27 -Days 100).Employee | Should -Be 'Otto', 'Otto'
        Get-XlinkAgentStatus (Get-XlinkEmployee Eva).Id 2024-10-27 | Should -HaveCount 2
        (Get-XlinkEmployee | Get-XlinkAgentStatus -Date 2024-10-28).Employee | Should -Be 'Otto'
        ('Otto', 'Eva' | Get-XlinkAgentStatus -Date 2024-10-27).Employee | Should -Be 'Otto', 'Eva', 'Eva'
        Get-XlinkAgentStatus Eva 2024-10-26 | Should -BeNullOrEmpty
        Get-XlinkAgentStatus x* 2024-10-27 | Should -BeNullOrEmpty
        (Get-TestError { Get-XlinkAgentStatus nobody 2024-10-27 -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^EmployeeNotFound,'
    }

    It 'follows a mapping that is made later' {
        Add-XlinkActivityMapping Pause ACD Work
        (Get-XlinkAgentStatus -Date 2024-10-27).Activity | Select-Object -Unique | Should -Be 'Pause'
        Remove-XlinkActivity Pause
        (Get-XlinkAgentStatus -Date 2024-10-27).Activity | Select-Object -Unique | Should -Be 'Present'
    }
}
