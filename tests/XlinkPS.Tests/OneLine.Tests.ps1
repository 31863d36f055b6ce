param([Parameter(Mandatory)] [string] $Module)

BeforeDiscovery {
    # There the installation of the service would succeed, on the very computer that the tests run on.
    $isElevated = if ($PSVersionTable.PSEdition -eq 'Core' -and -not $IsWindows) {
        (Test-Path /run/systemd/system) -and (id -u) -eq 0
    }
    else {
        ([Security.Principal.WindowsPrincipal] [Security.Principal.WindowsIdentity]::GetCurrent()).IsInRole('Administrators')
    }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $server = Start-TestServer $TestDrive
    $null = New-XlinkQueue Hotline -ValueType Calls
    $credential = New-TestUser
    $zip = (Get-ChildItem (Join-Path (Split-Path $Module) suite) -Filter "*-$(if (Test-Path /proc/self) { 'linux' } else { 'windows' }).zip").FullName
    $hostName, $port = ([uri] $server.Url).Host, ([uri] $server.Url).Port
}

AfterAll { Stop-TestServer }

Describe 'The one-line set-up' {
    It 'goes as the design has it, to a cloud server' {
        $path = Join-Path $TestDrive cloud
        $test = Install-Xlink -SourcePath $zip -Path $path |
            Set-XlinkServer -HostName no-such-host.invalid | Set-XlinkCredential -Credential $credential |
            Install-XlinkService -WhatIf | Test-XlinkConnection
        ($test.Steps | Where-Object { -not $_.Success }).Name | Should -Be 'Name' -Because 'everything before it is right'
        $test.Url | Should -Be 'iwfms://no-such-host.invalid:45054'
    }

    It 'connects to a real server, and the installation can import at once' {
        $path = Join-Path $TestDrive real
        $test = Install-Xlink -SourcePath $zip -Path $path |
            Set-XlinkServer -ServerName $hostName -Port $port | Set-XlinkCredential -Credential $credential |
            Install-XlinkService -WhatIf | Test-XlinkConnection
        $test.Success | Should -BeTrue
        $test.Queues.Name | Should -Be 'Hotline'
        Get-Xlink $path | Get-XlinkServer | ForEach-Object HasCredential | Should -BeTrue
        $null = New-XlinkExternalSystem CSV -Type Csv -PhoneLink
        Set-TestCallFile (Join-Path (Set-TestInterface $path (Join-Path $TestDrive acd)) calls.csv)
        $null = New-XlinkMapping $path -Queue Hotline -ValueType Calls -Source CSV:UHD_DE_IN:CallsOffered
        Invoke-XlinkImport $path -CallData -StartDate 2014-12-23 | ForEach-Object ValuesWritten | Should -Be 2
    }

    It 'ends at the first step that fails, with one error' {
        $path = Join-Path $TestDrive fails
        Install-Xlink -SourcePath $zip -Path $path | Set-XlinkServer -ServerName 'my server' -ErrorAction SilentlyContinue |
            Set-XlinkCredential -Credential $credential | Test-XlinkConnection | Should -BeNullOrEmpty
        $failure = Get-TestError {
            Get-Xlink $path | Set-XlinkServer -ServerName 'my server' -ErrorAction Stop | Set-XlinkCredential -Credential $credential | Test-XlinkConnection
        }
        $failure.FullyQualifiedErrorId | Should -Be 'ServerUrlInvalid,XlinkPS.Installations.SetXlinkServerCommand'
        (Get-XlinkServer $path).HasCredential | Should -BeFalse
    }

    It 'sets several installations up at once' {
        $paths = 1..3 | ForEach-Object { Join-Path $TestDrive "many$_" }
        $tests = $paths | ForEach-Object { [pscustomobject]@{ Path = $_ } } | Install-Xlink -SourcePath $zip | Set-XlinkServer -Url $server.Url |
            Set-XlinkCredential -Credential $credential | Test-XlinkConnection
        $tests.InstallationPath | Should -Be $paths
        $tests.Success | Should -Be $true, $true, $true
    }

    It 'writes nothing with -WhatIf at its beginning' {
        $path = Join-Path $TestDrive whatif
        Install-Xlink -SourcePath $zip -Path $path -WhatIf | Set-XlinkServer -Url $server.Url | Test-XlinkConnection | Should -BeNullOrEmpty
        $path | Should -Not -Exist
    }
}

Describe 'Install-XlinkService' {
    BeforeAll {
        $path = Join-Path $TestDrive service
        $null = Install-Xlink -SourcePath $zip -Path $path
        $unit = '/etc/systemd/system/isps-xlink.service'
        $hadUnit = Test-Path $unit
    }

    It 'says what it lacks, and does nothing (skipped where it would install a service)' -Skip:$isElevated {
        $before = Get-TestSnapshot $path
        $failure = Get-TestError { Get-Xlink $path | Install-XlinkService -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^(ServiceManagerMissing|ElevationRequired),'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'isps_uls -console|administrator'
        Get-TestSnapshot $path | Should -Be $before
        Test-Path $unit | Should -Be $hadUnit
    }

    It 'ends the set-up when it fails (skipped where it would install a service)' -Skip:$isElevated {
        Get-Xlink $path | Install-XlinkService -ErrorAction SilentlyContinue | Test-XlinkConnection | Should -BeNullOrEmpty
    }

    It 'passes the installation on with -WhatIf, and does nothing' {
        $before = Get-TestSnapshot $path
        (Get-Xlink $path | Install-XlinkService -WhatIf).Path | Should -Be $path
        (Install-XlinkService $path -Credential (New-TestCredential xlink x) -WhatIf).Path | Should -Be $path
        Get-TestSnapshot $path | Should -Be $before
        Test-Path $unit | Should -Be $hadUnit
    }

    It 'leaves a vendor''s service to the vendor''s program (skipped where no service can be installed)' -Skip:(-not $isElevated) {
        $vendor = New-Item -ItemType Directory (Join-Path $TestDrive vendor)
        $null = New-Item (Join-Path $vendor isps_uls.exe)
        (Get-TestError { Install-XlinkService $vendor -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^ServiceOfVendor,'
    }
}
