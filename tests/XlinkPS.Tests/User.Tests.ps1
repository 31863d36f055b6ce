param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $server = Start-TestServer $TestDrive
}

AfterAll { Stop-TestServer }

Describe 'New-XlinkUser' {
    It 'creates a cloud user: e-mail address that begins with xlink, admin access' {
        $user = New-XlinkUser -EmailAddress xlink@company.example -Password (New-TestSecret 'first password')
        $user.EmailAddress | Should -Be 'xlink@company.example'
        $user.IsAdmin | Should -BeTrue
        $user.IsLocked | Should -BeFalse
        Connect-XlinkServer -Url $server.Url -Credential (New-TestCredential xlink@company.example 'first password') -PassThru |
            ForEach-Object IsAdmin | Should -BeTrue
    }

    It 'creates an on-premise user: member of the group System' {
        $user = New-XlinkUser -UserName xlink -Password (New-TestSecret 'another password')
        $user.UserName | Should -Be 'xlink'
        $user.Groups | Should -Contain 'System'
        $user.IsAdmin | Should -BeFalse
    }

    It 'refuses <Name>, and creates nothing' -ForEach @(
        @{ Name = 'an address that does not begin with xlink'; Parameters = @{ EmailAddress = 'importer@company.example' }; ErrorId = 'EmailAddressWithoutPrefix' }
        @{ Name = 'a comma in a user name'; Parameters = @{ UserName = 'xlink,admin' }; ErrorId = 'ServerRefused' }
        @{ Name = 'a line break in a user name'; Parameters = @{ UserName = "xlink`nadmin" }; ErrorId = 'ServerRefused' }
        @{ Name = 'an address that is taken'; Parameters = @{ EmailAddress = 'XLINK@company.example' }; ErrorId = 'ServerRefused' }
    ) {
        $before = @(Get-XlinkUser).Count
        $failure = Get-TestError { New-XlinkUser @Parameters -Password (New-TestSecret 'pass word') -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match "^$ErrorId,"
        @(Get-XlinkUser).Count | Should -Be $before
    }

    It 'creates nothing with -WhatIf' {
        New-XlinkUser -EmailAddress xlink2@company.example -Password (New-TestSecret 'pass word') -WhatIf | Should -BeNullOrEmpty
        Get-XlinkUser xlink2* | Should -BeNullOrEmpty
    }

    It 'takes no plain text as password' {
        (Get-Command New-XlinkUser).Parameters['Password'].ParameterType | Should -Be ([securestring])
    }
}

Describe 'Get-, Set-, Unlock- and Remove-XlinkUser' {
    BeforeAll {
        $null = New-XlinkUser -EmailAddress xlink.life@company.example -Password (New-TestSecret 'right one')
    }

    It 'finds by wildcard, and says when a name without one does not exist' {
        (Get-XlinkUser 'xlink.l*').EmailAddress | Should -Be 'xlink.life@company.example'
        Get-XlinkUser 'nobody*' | Should -BeNullOrEmpty
        (Get-XlinkUser admin).UserName | Should -Be 'admin' -Because 'a user without an address is found by what the user logs in with'
        (Get-XlinkUser *).Login | Should -Contain 'admin'
        (Get-TestError { Get-XlinkUser 'xlink.nobody@company.example' -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^UserNotFound,'
    }

    It 'is locked by five wrong logins, told by the right password too, and unlocked again' {
        1..5 | ForEach-Object { $null = Get-TestError { Connect-XlinkServer -Url $server.Url -Credential (New-TestCredential xlink.life@company.example wrong) -ErrorAction Stop } }
        (Get-XlinkUser xlink.life@company.example).IsLocked | Should -BeTrue
        (Get-TestError { Connect-XlinkServer -Url $server.Url -Credential (New-TestCredential xlink.life@company.example 'right one') -ErrorAction Stop }).FullyQualifiedErrorId |
            Should -Match '^LoginRefused,'
        Unlock-XlinkUser xlink.life@company.example -WhatIf
        (Get-XlinkUser xlink.life@company.example).IsLocked | Should -BeTrue
        Get-XlinkUser xlink.life@company.example | Unlock-XlinkUser
        (Get-XlinkUser xlink.life@company.example).IsLocked | Should -BeFalse
        Connect-XlinkServer -Url $server.Url -Credential (New-TestCredential xlink.life@company.example 'right one')
        Connect-XlinkServer -Url $server.Url -Credential $server.AdministratorCredential
    }

    It 'changes name, access and password' {
        $changed = Set-XlinkUser xlink.life@company.example -FirstName Erika -IsAdmin $false -Group System -Password (New-TestSecret 'the new one') -PassThru
        $changed.FirstName | Should -Be 'Erika'
        $changed.IsAdmin | Should -BeFalse
        $changed.Groups | Should -Be @('System')
        (Get-TestError { Connect-XlinkServer -Url $server.Url -Credential (New-TestCredential xlink.life@company.example 'right one') -ErrorAction Stop }).FullyQualifiedErrorId |
            Should -Match '^LoginRefused,'
        Connect-XlinkServer -Url $server.Url -Credential (New-TestCredential xlink.life@company.example 'the new one')
        Connect-XlinkServer -Url $server.Url -Credential $server.AdministratorCredential
    }

    It 'changes nothing with -WhatIf' {
        Set-XlinkUser xlink.life@company.example -FirstName Otto -WhatIf
        (Get-XlinkUser xlink.life@company.example).FirstName | Should -Be 'Erika'
        Remove-XlinkUser xlink.life@company.example -WhatIf
        Get-XlinkUser xlink.life@company.example | Should -Not -BeNullOrEmpty
    }

    It 'has a role, which the other groups survive' {
        $changed = Set-XlinkUser xlink.life@company.example -Group System, Planners -PassThru
        $changed.Role | Should -Be 'Import'
        $changed = Set-XlinkUser xlink.life@company.example -Role Read -PassThru
        $changed.Role | Should -Be 'Read'
        $changed.Groups | Should -Be @('Planners')
        (Set-XlinkUser xlink.life@company.example -Role Admin -PassThru).IsAdmin | Should -BeTrue
        (Set-XlinkUser xlink.life@company.example -Role Import -PassThru).Groups | Should -Be @('Planners', 'System')
        (Get-TestError { Set-XlinkUser xlink.life@company.example -Role Read -IsAdmin $true -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^RoleGivenTwice,'
    }

    It 'is created for people who only look, whatever the address' {
        $viewer = New-XlinkUser anna@company.example (New-TestSecret 'only looks') -Role Read
        $viewer.Role | Should -Be 'Read'
        (Get-TestError { New-XlinkUser otto@company.example (New-TestSecret 'only imports') -Role Import -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^EmailAddressWithoutPrefix,'
        $viewer | Remove-XlinkUser
    }

    It 'has logins that are seen and revoked' {
        $null = Set-XlinkUser xlink.life@company.example -Password (New-TestSecret 'newer one')
        Connect-XlinkServer -Url $server.Url -Credential (New-TestCredential xlink.life@company.example 'newer one')
        (Get-XlinkToken).IsCurrent | Should -Be $true
        Connect-XlinkServer -Url $server.Url -Credential $server.AdministratorCredential
        $user = Get-XlinkUser xlink.life@company.example
        $token = $user | Get-XlinkToken
        $token.Address | Should -Be '127.0.0.1'
        $token | Revoke-XlinkToken -WhatIf
        ($user | Get-XlinkToken).Id | Should -Be $token.Id
        $token | Revoke-XlinkToken
        $user | Get-XlinkToken | Should -BeNullOrEmpty
        $user | Revoke-XlinkToken
    }

    It 'leaves a trace in the audit log, without a password' {
        $entry = Get-XlinkAuditLog admin -Action TokenRevoked -From (Get-Date).AddHours(-1) -Newest 1
        $entry.Target | Should -Match "'xlink.life@company.example'"
        $entry.Address | Should -Be '127.0.0.1'
        (Get-XlinkAuditLog -MaxCount 3).Count | Should -Be 3
        Get-XlinkAuditLog | ConvertTo-Json | Should -Not -Match 'newer one'
        Get-XlinkAuditLog -To (Get-Date).AddYears(-1) | Should -BeNullOrEmpty
    }

    It 'removes what is piped in' {
        Get-XlinkUser xlink.life@company.example | Remove-XlinkUser
        Get-XlinkUser xlink.life* | Should -BeNullOrEmpty
    }

    It 'does not remove the last administrator' {
        Get-XlinkUser | Where-Object { $_.IsAdmin -and $_.UserName -ne 'admin' } | Remove-XlinkUser
        (Get-TestError { Remove-XlinkUser -UserName admin -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^ServerRefused,'
        Get-XlinkUser -UserName admin | Should -Not -BeNullOrEmpty
    }
}
