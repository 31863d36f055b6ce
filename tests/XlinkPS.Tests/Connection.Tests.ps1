param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $server = Start-TestServer $TestDrive
    $null = New-XlinkQueue Service
    $null = New-XlinkQueue Hotline -Parent Service -ValueType Calls, AHT
    $null = New-XlinkExternalSystem CSV -Type Csv -PhoneLink
    $credential = New-TestUser
    $path = Join-Path $TestDrive Xlink
    $null = Install-Xlink $path | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential $credential

    # A certificate that nobody trusts, with its key in a PFX.
    function New-TestCertificate([string] $Name, [string] $File, [string] $Password) {
        $key = [Security.Cryptography.RSA]::Create(2048)
        $request = New-Object Security.Cryptography.X509Certificates.CertificateRequest "CN=$Name", $key, 'SHA256', ([Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $names = New-Object Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder
        $names.AddDnsName($Name)
        $request.CertificateExtensions.Add($names.Build($false))
        $certificate = $request.CreateSelfSigned([DateTimeOffset]::Now.AddDays(-1), [DateTimeOffset]::Now.AddDays(1))
        [IO.File]::WriteAllBytes($File, $certificate.Export('Pfx', $Password))
        $certificate
    }

    $certificate = New-TestCertificate localhost (Join-Path $TestDrive server.pfx) 'pfx password'
    Set-Content (Join-Path $TestDrive pfx.txt) 'pfx password'
    $secure = Start-XlinkServer (Join-Path $TestDrive secure) -Port 0 -CertificatePath (Join-Path $TestDrive server.pfx) `
        -CertificatePasswordPath (Join-Path $TestDrive pfx.txt)
    $TestServer.Add($secure)

    function Get-TestStep($Result) { ($Result.Steps | ForEach-Object { if ($_.Success) { $_.Name } else { "$($_.Name) failed" } }) -join ', ' }
}

AfterAll { Stop-TestServer }

Describe 'Test-XlinkConnection' {
    BeforeEach {
        $null = Set-XlinkServer $path -Url $server.Url -CertificateThumbprint '' | Set-XlinkCredential -Credential $credential
    }

    It 'says every step, and shows the server''s queues and external systems' {
        $result = Get-Xlink $path | Test-XlinkConnection
        $result.Success | Should -BeTrue
        Get-TestStep $result | Should -Be 'Configuration, Name, Port, Tls, Login, Queues'
        $result.Url | Should -Be $server.Url
        $result.ServerEntry | Should -Be 'WFM'
        $result.InstallationPath | Should -Be $path
        $result.Queues.Path | Should -Be 'Service', 'Service/Hotline'
        $result.ExternalSystems.Name | Should -Be 'CSV'
        Test-XlinkConnection $path -Quiet | Should -BeOfType ([bool])
        Test-XlinkConnection $path -Quiet | Should -BeTrue
    }

    It 'says each step as it ends with -Verbose' {
        Test-XlinkConnection $path -Quiet -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | Should -HaveCount 6
    }

    It 'tests the servers that are piped in' {
        (Get-XlinkServer $path | Test-XlinkConnection).ServerEntry | Should -Be 'WFM'
        $result = Test-XlinkConnection $path -ServerEntry Nowhere
        Get-TestStep $result | Should -Be 'Configuration failed'
        $result.Steps[0].Message | Should -Match 'Nowhere'
    }

    It 'changes nothing and asks nothing of the session' {
        $before = Get-TestSnapshot $path
        Disconnect-XlinkServer
        try {
            Test-XlinkConnection $path -Quiet | Should -BeTrue
            (Get-TestError { Get-XlinkQueue -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^NotConnected,'
        }
        finally {
            Connect-XlinkServer $server.Url $server.AdministratorCredential
        }
        Get-TestSnapshot $path | Should -Be $before
    }

    It 'finds <Name>: <Steps>' -ForEach @(
        @{
            Name = 'a fresh installation'; Steps = 'Configuration failed'; Message = 'isps_ul\.ini, line \d+: .*placeholders'; Remedy = 'Set-XlinkCredential'
            Break = { Copy-Item -Force -LiteralPath (Join-Path (Install-Xlink (Join-Path $TestDrive ([guid]::NewGuid()))).Path isps_ul.ini) -Destination $path }
        }
        @{
            Name = 'a string that Passcode has encoded'; Steps = 'Configuration failed'; Message = 'not encoded by this product'; Remedy = 'Set-XlinkCredential'
            Break = { $null = Set-XlinkCredential -Path $path -UserName xlink -EncodedPassword 4A6F17D20B9E3C51AA }
        }
        @{
            Name = 'a password that somebody has changed'; Steps = 'Configuration failed'; Message = 'was changed'; Remedy = 'Set-XlinkCredential'
            Break = {
                $encoded = Protect-XlinkPassword -Path $path (New-TestSecret x)
                $last = if ($encoded.EndsWith('0')) { '1' } else { '0' }
                $null = Set-XlinkCredential -Path $path -UserName xlink -EncodedPassword ($encoded.Substring(0, $encoded.Length - 1) + $last)
            }
        }
        @{
            Name = 'an address that is none'; Steps = 'Configuration failed'; Message = 'isps\.cfg, line \d+: .*65536'; Remedy = 'Set-XlinkServer'
            Break = { Set-TestByte (Join-Path $path isps.cfg) "[IES System WFM]`nUrl=iwfm://wfm01:65536" }
        }
        @{
            Name = 'no section in isps.cfg'; Steps = 'Configuration failed'; Message = 'IES System WFM'; Remedy = 'sample-configurations'
            Break = { Set-TestByte (Join-Path $path isps.cfg) '' }; Mend = { Set-TestByte (Join-Path $path isps.cfg) "[IES System WFM]`nUrl=" }
        }
        @{
            Name = 'a name that is unknown'; Steps = 'Configuration, Name failed'; Message = 'no-such-host\.invalid'; Remedy = 'DNS'
            Break = { $null = Set-XlinkServer $path -Url iwfms://no-such-host.invalid:45054 }
        }
        @{
            Name = 'a port where nothing listens'; Steps = 'Configuration, Name, Port failed'; Message = '127\.0\.0\.1:1 '; Remedy = 'firewall'
            Break = { $null = Set-XlinkServer $path -Url iwfm://127.0.0.1:1 }
        }
        @{
            Name = 'TLS where the server speaks none'; Steps = 'Configuration, Name, Port, Tls failed'; Message = 'TLS'; Remedy = 'iwfm://'
            Break = { $null = Set-XlinkServer $path -Url $server.Url.Replace('iwfm:', 'iwfms:') }
        }
        @{
            Name = 'no TLS where the server speaks it'; Steps = 'Configuration, Name, Port, Tls, Login failed'; Message = 'not an Xlink server'; Remedy = 'iwfms://'
            Break = { $null = Set-XlinkServer $path -Url $secure.Url.Replace('iwfms:', 'iwfm:') }
        }
        @{
            Name = 'a certificate that nobody trusts'; Steps = 'Configuration, Name, Port, Tls failed'; Message = 'trust'; Remedy = '-CertificateThumbprint.*[0-9A-F]{64}'
            Break = { $null = Set-XlinkServer $path -Url $secure.Url.Replace('127.0.0.1', 'localhost') }
        }
        @{
            Name = 'a certificate of another name'; Steps = 'Configuration, Name, Port, Tls failed'; Message = 'made out to .*localhost'; Remedy = '-CertificateThumbprint'
            Break = { $null = Set-XlinkServer $path -Url $secure.Url.Replace('localhost', '127.0.0.1') }
        }
        @{
            Name = 'a wrong password'; Steps = 'Configuration, Name, Port, Tls, Login failed'; Message = 'refuses the login'; Remedy = 'Unlock-XlinkUser'
            Break = { $null = Set-XlinkCredential -Path $path -Credential (New-TestCredential xlink@company.example wrong) }
        }
    ) {
        . $Break
        try {
            $result = Test-XlinkConnection $path
            Test-XlinkConnection $path -Quiet | Should -BeFalse
        }
        finally {
            if ($Mend) { . $Mend }
        }
        $result.Success | Should -BeFalse
        Get-TestStep $result | Should -Be $Steps
        $result.Steps[-1].Message | Should -Match $Message
        $result.Steps[-1].Remedy | Should -Match $Remedy
        $result.Steps | Where-Object Remedy | Should -HaveCount 1
        $result.Queues | Should -BeNullOrEmpty
    }

    It 'finds a locked user, and connects again when it is unlocked' {
        1..5 | ForEach-Object { $null = Get-TestError { Connect-XlinkServer $server.Url (New-TestCredential xlink@company.example wrong) -ErrorAction Stop } }
        $result = Test-XlinkConnection $path
        Get-TestStep $result | Should -Match 'Login failed$'
        $result.Steps[-1].Remedy | Should -Match 'Unlock-XlinkUser'
        Get-XlinkUser -EmailAddress xlink@company.example | Unlock-XlinkUser
        Test-XlinkConnection $path -Quiet | Should -BeTrue
    }

    It 'says that the folder does not exist' {
        $result = Test-XlinkConnection (Join-Path $TestDrive nowhere)
        Get-TestStep $result | Should -Be 'Configuration failed'
        $result.Steps[0].Message | Should -Match 'nowhere'
        Test-XlinkConnection (Join-Path $TestDrive nowhere) -Quiet | Should -BeFalse
    }
}

Describe 'A server with TLS' {
    It 'is accepted with its pinned certificate only' {
        $pin = [BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash($certificate.RawData)) -replace '-'
        $secure.Url | Should -Match '^iwfms://'
        $secure.CertificateThumbprint | Should -Be $pin
        foreach ($good in $pin, ($pin -replace '(..)(?!$)', '$1:').ToLowerInvariant()) {
            $null = Set-XlinkServer $path -Url $secure.Url -CertificateThumbprint $good | Set-XlinkCredential -Credential $secure.AdministratorCredential
            $result = Test-XlinkConnection $path
            $result.Success | Should -BeTrue
            ($result.Steps | Where-Object Name -EQ Tls).Message | Should -Match 'TLS ?1'
        }
        (Get-TestError { Set-XlinkServer $path -Url $secure.Url -CertificateThumbprint $certificate.Thumbprint -ErrorAction Stop }).FullyQualifiedErrorId |
            Should -Match '^CertificateThumbprintInvalid,' -Because 'it is SHA-1'
        $null = Set-XlinkServer $path -Url $secure.Url -CertificateThumbprint ('0' * 64)
        $result = Test-XlinkConnection $path
        Get-TestStep $result | Should -Be 'Configuration, Name, Port, Tls failed'
        $result.Steps[-1].Message | Should -Match 'thumbprint'
    }

    It 'makes its certificate itself, which survives a restart' {
        $data = Join-Path $TestDrive self
        $own = Start-XlinkServer $data -Port 0 -TlsPort 0 -SelfSigned
        try {
            $own.CertificateThumbprint | Should -Match '^[0-9A-F]{64}$'
            $own.AllUrls | Should -HaveCount 2
            $own.Url | Should -Match '^iwfms://'
            ($own | Connect-XlinkServer -PassThru).Role | Should -Be 'Admin'
            Stop-XlinkServer $data
            $again = Start-XlinkServer $data -Port 0 -SelfSigned
            $again.CertificateThumbprint | Should -Be $own.CertificateThumbprint
        }
        finally {
            Stop-XlinkServer $data
        }
        Connect-XlinkServer $server.Url $server.AdministratorCredential
    }

    It 'connects a session by the object that started it' {
        ($secure | Connect-XlinkServer -PassThru).Url | Should -Be $secure.Url
        Connect-XlinkServer $server.Url $server.AdministratorCredential
        $failure = Get-TestError { Connect-XlinkServer $secure.Url $secure.AdministratorCredential -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^ServerCertificateInvalid,'
        $failure.CategoryInfo.Category | Should -Be 'SecurityError'
        $failure.ErrorDetails.RecommendedAction | Should -Match $secure.CertificateThumbprint
        (Get-XlinkQueue).Path | Should -Contain 'Service/Hotline' -Because 'the session is connected as before'
    }

    It 'shows no password of its certificate on a command line' -Skip:(-not (Test-Path /proc/self)) {
        Get-Content -Raw "/proc/$($secure.ProcessId)/cmdline" | Should -Not -Match 'pfx password'
    }

    It 'says what is wrong with its certificate' {
        Set-Content (Join-Path $TestDrive wrong.txt) wrong
        $failure = Get-TestError {
            Start-XlinkServer (Join-Path $TestDrive broken) -Port 0 -CertificatePath (Join-Path $TestDrive server.pfx) -CertificatePasswordPath (Join-Path $TestDrive wrong.txt) -ErrorAction Stop
        }
        $failure.FullyQualifiedErrorId | Should -Match '^ServerDidNotStart,'
        "$failure" | Should -Match 'certificate'
    }
}

Describe 'A server without TLS on the network' {
    # The last block; the data folders of what is started in it go with it.
    AfterAll { Stop-TestServer }

    It 'is warned of by everything that sends it a password' {
        $open = Start-XlinkServer (Join-Path $TestDrive open) -Port 0 -Address 0.0.0.0 -WarningVariable warning -WarningAction SilentlyContinue
        $TestServer.Add($open)
        "$warning" | Should -Match 'clear text'
        $null = Get-TestError { Connect-XlinkServer iwfm://no-such-host.invalid:45054 $credential -ErrorAction Stop -WarningVariable script:warning -WarningAction SilentlyContinue }
        "$script:warning" | Should -Match 'clear text'
        $TestServer.Add((Start-XlinkServer (Join-Path $TestDrive closed) -Port 0 -Address 127.0.0.1 -WarningVariable warning))
        $warning | Should -BeNullOrEmpty
    }
}
