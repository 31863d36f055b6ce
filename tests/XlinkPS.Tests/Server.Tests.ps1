param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
}

Describe 'Start-XlinkServer and Stop-XlinkServer' {
    It 'starts a server on a free loopback port, with a one-time administrator, and stops it' {
        $server = Start-XlinkServer -DataPath (Join-Path $TestDrive one) -Port 0 -Wait
        try {
            $server.Url | Should -Match '^iwfm://127\.0\.0\.1:\d+$'
            $server.AdministratorCredential.GetNetworkCredential().Password | Should -Not -BeNullOrEmpty
            Get-Process -Id $server.ProcessId | Should -Not -BeNullOrEmpty
        }
        finally {
            $server | Stop-XlinkServer
        }
        Wait-TestProcess $server.ProcessId
    }

    It 'serves the console from its own files, wherever it was started' {
        Push-Location ([IO.Path]::GetTempPath())
        $server = Start-XlinkServer -DataPath (Join-Path $TestDrive console) -Port 0 -Wait
        try {
            $address = $server.Url -replace '^iwfm', 'http'
            $page = Invoke-WebRequest "$address/" -UseBasicParsing -Headers @{ 'Accept-Language' = 'de' }
            $page.Content | Should -Match '<html lang="de"'
            $page.Content | Should -Match 'Anmelden'
            $style = [regex]::Match($page.Content, '/assets/console\.css\?v=[0-9a-f]+').Value
            (Invoke-WebRequest "$address$style" -UseBasicParsing).Headers['Content-Type'] | Should -Match '^text/css'
        }
        finally {
            Pop-Location
            $server | Stop-XlinkServer
        }
    }

    It 'keeps its data, and shows the administrator only the first time' {
        $folder = Join-Path $TestDrive two
        $first = Start-XlinkServer -DataPath $folder -Port 0 -Wait
        Connect-XlinkServer -Url $first.Url -Credential $first.AdministratorCredential
        $null = New-XlinkQueue -Name Kept
        $first | Stop-XlinkServer
        $second = Start-XlinkServer -DataPath $folder -Port 0 -Wait
        try {
            $second.AdministratorCredential | Should -BeNullOrEmpty
            Connect-XlinkServer -Url $second.Url -Credential $first.AdministratorCredential
            (Get-XlinkQueue).Name | Should -Be 'Kept'
        }
        finally {
            $second | Stop-XlinkServer
        }
    }

    It 'does not start anything with -WhatIf' {
        Start-XlinkServer -DataPath (Join-Path $TestDrive three) -Port 0 -WhatIf | Should -BeNullOrEmpty
        Join-Path $TestDrive three | Should -Not -Exist
    }

    It 'stops nothing with -WhatIf, what is piped in without, and nothing twice' {
        $server = Start-XlinkServer -DataPath (Join-Path $TestDrive five) -Port 0 -Wait
        try {
            $server | Stop-XlinkServer -WhatIf
            Get-Process -Id $server.ProcessId | Should -Not -BeNullOrEmpty
        }
        finally {
            $server | Stop-XlinkServer
        }
        { $server | Stop-XlinkServer -ErrorAction Stop -WarningAction SilentlyContinue } | Should -Not -Throw
        { Stop-XlinkServer (Join-Path $TestDrive nowhere) -ErrorAction Stop -WarningAction SilentlyContinue } | Should -Not -Throw
        Stop-XlinkServer (Join-Path $TestDrive nowhere) -WarningVariable said -WarningAction SilentlyContinue
        "$said" | Should -BeLike "*$(Join-Path $TestDrive nowhere)*" -Because 'a folder that was misspelt is noticed'
        Join-Path $TestDrive nowhere | Should -Not -Exist
    }

    It 'refuses a second server on the same data, and on the same port' {
        $server = Start-XlinkServer -DataPath (Join-Path $TestDrive six) -Port 0 -Wait
        try {
            $failure = Get-TestError { Start-XlinkServer -DataPath (Join-Path $TestDrive six) -Port 0 -ErrorAction Stop }
            $failure.FullyQualifiedErrorId | Should -Match '^ServerAlreadyRuns,'
            $failure.ErrorDetails.RecommendedAction | Should -Match 'Stop-XlinkServer'
            $failure = Get-TestError { Start-XlinkServer -DataPath (Join-Path $TestDrive seven) -Port ([uri] $server.Url).Port -ErrorAction Stop }
            $failure.FullyQualifiedErrorId | Should -Match '^ServerDidNotStart,'
            "$failure" | Should -Match "port $(([uri] $server.Url).Port)"
        }
        finally {
            $server | Stop-XlinkServer
        }
    }

    It 'says what is wrong with <Name>' -ForEach @(
        @{ Name = 'the time zone'; Parameters = @{ TimeZone = 'Mars/Olympus' }; Text = 'Mars/Olympus' }
        @{ Name = 'an address of another computer'; Parameters = @{ Address = '192.0.2.1' }; Text = '192\.0\.2\.1' }
        @{ Name = 'a certificate that is not there'; Parameters = @{ CertificatePath = 'no-such.pfx' }; Text = 'no-such\.pfx' }
    ) {
        $failure = Get-TestError { Start-XlinkServer -DataPath (Join-Path $TestDrive eight) -Port 0 @Parameters -ErrorAction Stop -WarningAction SilentlyContinue }
        $failure.FullyQualifiedErrorId | Should -Match '^ServerDidNotStart,'
        "$failure" | Should -Match $Text
    }

    It 'takes no port beyond 65535 and no address that is none' {
        (Get-TestError { Start-XlinkServer -DataPath $TestDrive -Port 65536 }).FullyQualifiedErrorId | Should -Match '^ParameterArgumentValidationError,'
        (Get-TestError { Start-XlinkServer -DataPath $TestDrive -Address localhost -Port 0 }).FullyQualifiedErrorId | Should -Match '^CannotConvertArgument'
    }

    It 'puts no password on the command line of the server' -Skip:(-not (Test-Path /proc)) {
        $server = Start-XlinkServer -DataPath (Join-Path $TestDrive four) -Port 0 -Wait
        try {
            $password = $server.AdministratorCredential.GetNetworkCredential().Password
            Get-Content -Raw "/proc/$($server.ProcessId)/cmdline" | Should -Not -Match ([regex]::Escape($password))
        }
        finally {
            $server | Stop-XlinkServer
        }
    }

    It 'says what is wrong when the data folder cannot be written' {
        $file = Join-Path $TestDrive blocked
        Set-Content $file 'a file, not a folder'
        $failure = Get-TestError { Start-XlinkServer -DataPath $file -Port 0 -Wait -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^ServerDidNotStart,'
        "$failure" | Should -Match 'blocked'
    }
}

Describe 'Connect-XlinkServer and Disconnect-XlinkServer' {
    BeforeAll { $server = Start-TestServer $TestDrive }
    AfterAll { Stop-TestServer }

    It 'writes nothing, or the connection with -PassThru' {
        Connect-XlinkServer -Url $server.Url -Credential $server.AdministratorCredential | Should -BeNullOrEmpty
        $connection = Connect-XlinkServer -Url $server.Url -Credential $server.AdministratorCredential -PassThru
        $connection.Url | Should -Be $server.Url
        $connection.IsAdmin | Should -BeTrue
        $connection.TimeZone | Should -Be 'Europe/Berlin'
    }

    It 'leaves the session connected as before when it fails' {
        $wrong = New-TestCredential admin wrong
        $failure = Get-TestError { Connect-XlinkServer -Url $server.Url -Credential $wrong -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^LoginRefused,'
        $failure.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Unlock'
        { Get-XlinkQueue } | Should -Not -Throw
    }

    It 'gives every unusable address one clear error: <Url>' -ForEach @(
        @{ Url = 'iwfm://127.0.0.1:0'; ErrorId = 'ServerUrlInvalid' }
        @{ Url = 'iwfm://127.0.0.1:65536'; ErrorId = 'ServerUrlInvalid' }
        @{ Url = 'iwfm://127.0.0.1:port'; ErrorId = 'ServerUrlInvalid' }
        @{ Url = 'iwfm://my server:45054'; ErrorId = 'ServerUrlInvalid' }
        @{ Url = 'http://127.0.0.1:45054'; ErrorId = 'ServerUrlInvalid' }
        @{ Url = 'iwfm://127.0.0.1:1'; ErrorId = 'ServerNotReachable' }
        @{ Url = 'iwfm://no-such-host.invalid:45054'; ErrorId = 'ServerNameNotFound' }
    ) {
        $failure = Get-TestError { Connect-XlinkServer -Url $Url -Credential $server.AdministratorCredential -ErrorAction Stop -WarningAction SilentlyContinue }
        $failure.FullyQualifiedErrorId | Should -Match "^$ErrorId,"
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'shows no password in an error' {
        $failure = Get-TestError { Connect-XlinkServer -Url $server.Url -Credential (New-TestCredential admin 'hunter2-secret') -ErrorAction Stop }
        $failure | Format-List * -Force | Out-String | Should -Not -Match 'hunter2'
        $failure.Exception.ToString() | Should -Not -Match 'hunter2'
    }

    It 'needs a connection for the cmdlets of the server, and says so' {
        Disconnect-XlinkServer
        $failure = Get-TestError { Get-XlinkQueue -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^NotConnected,'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Connect-XlinkServer'
        (Get-TestError { Disconnect-XlinkServer -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^NotConnected,'
        Connect-XlinkServer -Url $server.Url -Credential $server.AdministratorCredential
    }
}
