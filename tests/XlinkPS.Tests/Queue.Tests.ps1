param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $server = Start-TestServer $TestDrive
    $south = "Hotline S$([char] 0xFC)d"
}

AfterAll { Stop-TestServer }

Describe 'New-, Get- and Remove-XlinkQueue' {
    It 'makes a tree of queues with value types' {
        $service = New-XlinkQueue -Name Service
        $hotline = New-XlinkQueue -Name $south -Parent Service -ValueType Calls, AHT
        $hotline.ParentId | Should -Be $service.Id
        $hotline.Path | Should -Be "Service/$south"
        $hotline.ValueTypes.Name | Should -Be @('Calls', 'AHT')
        $other = New-XlinkQueue -Name Mail -ValueType Calls
        $other.ValueTypes[0].Id | Should -Be $hotline.ValueTypes[0].Id -Because 'a value type serves any number of queues'
    }

    It 'finds queues by name, path and wildcard' {
        (Get-XlinkQueue $south.ToUpperInvariant()).Path | Should -Be "Service/$south"
        (Get-XlinkQueue 'Service/*').Name | Should -Be $south
        ('Mail', 'Service' | Get-XlinkQueue).Name | Should -Be @('Mail', 'Service')
        Get-XlinkQueue 'nothing*' | Should -BeNullOrEmpty
        (Get-TestError { Get-XlinkQueue nothing -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^QueueNotFound,'
    }

    It 'refuses a second queue of the same name below the same parent' {
        (Get-TestError { New-XlinkQueue -Name MAIL -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^ServerRefused,'
    }

    It 'creates and removes nothing with -WhatIf' {
        New-XlinkQueue -Name Ghost -WhatIf | Should -BeNullOrEmpty
        Get-XlinkQueue Ghost* | Should -BeNullOrEmpty
        Remove-XlinkQueue Mail -WhatIf
        Get-XlinkQueue Mail | Should -Not -BeNullOrEmpty
    }

    It 'removes a queue with queues below it only with -Recurse' {
        (Get-TestError { Remove-XlinkQueue Service -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^ServerRefused,'
        Get-XlinkQueue Service | Remove-XlinkQueue -Recurse
        (Get-XlinkQueue).Name | Should -Be 'Mail'
    }
}

Describe 'New-, Get- and Remove-XlinkExternalSystem' {
    It 'creates external systems and finds them' {
        $system = New-XlinkExternalSystem -Name 'InvisionAcd1' -Type Csv -PhoneLink
        $system.Id | Should -BeGreaterThan 0
        $system.PhoneLink | Should -BeTrue
        $system.TimeLink | Should -BeFalse
        $null = New-XlinkExternalSystem -Name "Datenbank $south" -Type Universal -PhoneLink -TimeLink
        (Get-XlinkExternalSystem).Name | Should -Be @("Datenbank $south", 'InvisionAcd1')
        (Get-XlinkExternalSystem Invision*).Type | Should -Be 'Csv'
        (Get-XlinkExternalSystem $system.Id).Name | Should -Be 'InvisionAcd1'
    }

    It 'refuses a name that the configuration files cannot carry: <_>' -ForEach 'A:B', 'A=B', '[A]', "A`nB" {
        (Get-TestError { New-XlinkExternalSystem -Name $_ -Type Csv -PhoneLink -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^ServerRefused,'
    }

    It 'creates and removes nothing with -WhatIf, and removes what is piped in' {
        New-XlinkExternalSystem -Name Ghost -Type Csv -WhatIf | Should -BeNullOrEmpty
        Remove-XlinkExternalSystem InvisionAcd1 -WhatIf
        (Get-XlinkExternalSystem).Name | Should -Contain 'InvisionAcd1'
        Get-XlinkExternalSystem | Remove-XlinkExternalSystem
        Get-XlinkExternalSystem | Should -BeNullOrEmpty
        (Get-TestError { Remove-XlinkExternalSystem InvisionAcd1 -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^ExternalSystemNotFound,'
    }
}
