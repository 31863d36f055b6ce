param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    Add-Type -AssemblyName System.IO.Compression, System.IO.Compression.FileSystem

    # A ZIP with these entries; the text of each is its name.
    function New-TestZip([string] $Path, [string[]] $Entry) {
        $zip = [IO.Compression.ZipFile]::Open($Path, 'Create')
        try {
            foreach ($name in $Entry) {
                $writer = New-Object IO.StreamWriter $zip.CreateEntry($name).Open()
                $writer.Write($name)
                $writer.Dispose()
            }
        }
        finally {
            $zip.Dispose()
        }
        $Path
    }

    # A suite as its vendor delivers it, in a folder.
    function New-TestSuite([string] $Path) {
        foreach ($name in 'Xlink/isps_uls.exe', 'Xlink/isps_ul.exe', 'Xlink/version.txt', 'Xlink/german/isps_ul.lng', 'Xlink/german/isps_uls.lng',
            'sample-configurations/isps_ul.ini', 'sample-configurations/isps.cfg', 'sample-configurations/acd_map.ini', 'support-applications/Passcode.exe') {
            $null = New-Item -Force -Path (Join-Path $Path $name) -Value $name
        }
        Set-Content (Join-Path $Path 'Xlink/version.txt') '4.7.11'
        Set-Content (Join-Path $Path 'sample-configurations/isps_ul.ini') "[DB]`n1=WFM,0,xlink@xxxx.com,<password from generator>"
        $Path
    }
}

Describe 'Install-Xlink' {
    It 'installs the suite of the module: the Xlink folder and the sample configuration' {
        $path = Join-Path $TestDrive module
        $installation = Install-Xlink -Path $path
        $installation.Path | Should -Be $path
        $installation.InstallationPath | Should -Be $path
        $installation.Kind | Should -Be 'Open'
        'isps_ul.ini', 'isps.cfg', 'acd_map.ini', 'version.txt', 'german/isps_ul.lng' | ForEach-Object { Join-Path $path $_ | Should -Exist }
        Join-Path $path 'support-applications' | Should -Not -Exist
        Join-Path $path 'Xlink' | Should -Not -Exist
    }

    It 'installs from a folder, an Xlink folder and a ZIP alike' {
        $suite = New-TestSuite (Join-Path $TestDrive suite)
        $zip = Join-Path $TestDrive suite.zip
        [IO.Compression.ZipFile]::CreateFromDirectory($suite, $zip)
        Install-Xlink -SourcePath $suite -Path (Join-Path $TestDrive fromFolder) | ForEach-Object Version | Should -Be '4.7.11'
        Install-Xlink -SourcePath $zip -Path (Join-Path $TestDrive fromZip) | ForEach-Object Version | Should -Be '4.7.11'
        Install-Xlink -SourcePath (Join-Path $suite Xlink) -Path (Join-Path $TestDrive fromXlink) | ForEach-Object Version | Should -Be '4.7.11'
        $files = 'fromFolder', 'fromZip' | ForEach-Object {
            $root = Join-Path $TestDrive $_
            (Get-TestSnapshot $root | ForEach-Object { $_.Substring($root.Length) }) -join "`n"
        }
        $files[0] | Should -Be $files[1]
        $files[0] | Should -Not -Match 'Passcode'
    }

    It 'takes relative paths from the location of the session, PowerShell drives and pipeline objects' {
        Push-Location $TestDrive
        try {
            (Install-Xlink ./relative).Path | Should -Be (Join-Path $TestDrive relative)
            (Get-Xlink relative).Path | Should -Be (Join-Path $TestDrive relative)
        }
        finally {
            Pop-Location
        }
        Join-Path $TestDrive relative/isps_ul.ini | Should -Exist
        $null = New-PSDrive -Name Acd -PSProvider FileSystem -Root $TestDrive
        (Install-Xlink -Path Acd:/drive).Path | Should -Be (Join-Path $TestDrive drive)
        ([pscustomobject]@{ InstallationPath = Join-Path $TestDrive object } | Install-Xlink).Path | Should -Be (Join-Path $TestDrive object)
    }

    It 'installs into an empty folder' {
        $path = New-Item -ItemType Directory -Path (Join-Path $TestDrive empty)
        (Install-Xlink -Path $path).Version | Should -Not -BeNullOrEmpty
    }

    It 'writes nothing with -WhatIf, and says every file with -Verbose' {
        $path = Join-Path $TestDrive whatif
        $verbose = Install-Xlink -Path $path -WhatIf -Verbose 4>&1
        $path | Should -Not -Exist
        "$verbose" | Should -Match 'isps_ul\.ini'
        $verbose | Where-Object { $_ -isnot [Management.Automation.VerboseRecord] } | Should -BeNullOrEmpty
    }

    It 'overwrites no installation' {
        $path = Join-Path $TestDrive existing
        $null = Install-Xlink -Path $path
        Set-Content (Join-Path $path isps_ul.ini) '; my own'
        $before = Get-TestSnapshot $path
        $failure = Get-TestError { Install-Xlink -Path $path -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^InstallationExists,'
        $failure.CategoryInfo.Category | Should -Be 'ResourceExists'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Update-Xlink'
        Get-TestSnapshot $path | Should -Be $before
    }

    It 'writes nothing into a folder with something else in it' {
        $path = New-Item -ItemType Directory -Path (Join-Path $TestDrive full)
        Set-Content (Join-Path $path mine.txt) mine
        (Get-TestError { Install-Xlink -Path $path -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^FolderNotEmpty,'
        (Get-ChildItem $path).Name | Should -Be 'mine.txt'
    }

    It 'says that the folder is a file' {
        $path = Join-Path $TestDrive file
        Set-Content $path mine
        (Get-TestError { Install-Xlink -Path $path -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^FolderIsFile,'
        Get-Content $path | Should -Be 'mine'
    }

    It 'says what to do where it may not write' -Skip:(-not (Test-Path /proc/self)) {
        $failure = Get-TestError { Install-Xlink -Path /proc/xlink -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^FolderNotWritable,'
        $failure.CategoryInfo.Category | Should -Be 'PermissionDenied'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'administrator'
    }

    It 'refuses a ZIP whose entry <Entry> leads elsewhere' -ForEach @(
        @{ Entry = '../evil.txt' }
        @{ Entry = 'Xlink/../../evil.txt' }
        @{ Entry = '/tmp/evil.txt' }
        @{ Entry = 'C:/evil.txt' }
        @{ Entry = 'Xlink\..\..\evil.txt' }
        @{ Entry = '//server/share/evil.txt' }
        @{ Entry = 'Xlink/nul' }
    ) {
        $root = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid()))
        $zip = New-TestZip (Join-Path $root hostile.zip) 'Xlink/isps_uls.exe', 'Xlink/isps_ul.ini', $Entry
        $before = Get-TestSnapshot $TestDrive
        $failure = Get-TestError { Install-Xlink -SourcePath $zip -Path (Join-Path $root inner/Xlink) -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^SuiteEntryUnsafe,'
        "$failure" | Should -Match ([regex]::Escape($Entry))
        Get-TestSnapshot $TestDrive | Should -Be $before
        Join-Path $root inner | Should -Not -Exist
    }

    It 'refuses <Name> as a source' -ForEach @(
        @{ Name = 'a ZIP without an Xlink folder'; Entry = 'readme.txt', 'other/isps_uls.exe'; ErrorId = 'ZipWithoutXlinkFolder' }
        @{ Name = 'a ZIP without programs'; Entry = @('Xlink/readme.txt'); ErrorId = 'XlinkFolderWithoutPrograms' }
        @{ Name = 'a file that is no ZIP'; Entry = $null; ErrorId = 'ZipDamaged' }
    ) {
        $zip = Join-Path $TestDrive "$([guid]::NewGuid()).zip"
        if ($Entry) { $null = New-TestZip $zip $Entry } else { Set-Content $zip 'no ZIP' }
        $failure = Get-TestError { Install-Xlink -SourcePath $zip -Path (Join-Path $TestDrive refused) -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match "^$ErrorId,"
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Join-Path $TestDrive refused | Should -Not -Exist
    }

    It 'says that a source does not exist or is no suite' {
        (Get-TestError { Install-Xlink -SourcePath (Join-Path $TestDrive missing.zip) -Path (Join-Path $TestDrive refused) -ErrorAction Stop }).FullyQualifiedErrorId |
            Should -Match '^InstallationSourceNotFound,'
        $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive nosuite)
        (Get-TestError { Install-Xlink -SourcePath $folder -Path (Join-Path $TestDrive refused) -ErrorAction Stop }).FullyQualifiedErrorId |
            Should -Match '^FolderWithoutXlinkFolder,'
        Join-Path $TestDrive refused | Should -Not -Exist
    }

    It 'downloads nothing from <Uri> with the hash <Sha256>' -ForEach @(
        @{ Uri = 'http://127.0.0.1:1/Xlink.zip'; Sha256 = 'a' * 64; ErrorId = 'DownloadNotHttps' }
        @{ Uri = 'Xlink.zip'; Sha256 = 'a' * 64; ErrorId = 'DownloadNotHttps' }
        @{ Uri = 'https://127.0.0.1:1/Xlink.zip'; Sha256 = 'abc'; ErrorId = 'Sha256Invalid' }
        @{ Uri = 'https://127.0.0.1:1/Xlink.zip'; Sha256 = 'g' * 64; ErrorId = 'Sha256Invalid' }
        @{ Uri = 'https://127.0.0.1:1/Xlink.zip'; Sha256 = 'a' * 64; ErrorId = 'DownloadFailed' }
    ) {
        $failure = Get-TestError { Install-Xlink -Uri $Uri -Sha256 $Sha256 -Path (Join-Path $TestDrive refused) -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match "^$ErrorId,"
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Join-Path $TestDrive refused | Should -Not -Exist
    }
}

Describe 'Get-Xlink' {
    It 'finds the files of an installation in any case' {
        $path = New-TestSuite (Join-Path $TestDrive mixed) | Join-Path -ChildPath Xlink
        Rename-Item (Join-Path $path isps_uls.exe) Isps_Uls.EXE
        Set-Content (Join-Path $path Isps_Ul.ini) "[DB]`n1=WFM,0,xlink@xxxx.com,<password from generator>"
        $installation = Get-Xlink $path
        $installation.Kind | Should -Be 'Vendor'
        $installation.Version | Should -Be '4.7.11'
        $installation.Languages.Name | Should -BeNullOrEmpty -Because 'a language replaces files that are there'
        $installation.SupportApplicationsPath | Should -Be (Join-Path $TestDrive mixed/support-applications)
    }

    It 'says which folder holds no installation' {
        $missing = Join-Path $TestDrive nothing-here
        $failure = Get-TestError { Get-Xlink $missing -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^InstallationNotFound,'
        "$failure" | Should -Match 'nothing-here'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Install-Xlink'
        (Get-TestError { Get-Xlink $TestDrive -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^InstallationNotFound,'
    }

    It 'goes on with the other installations of a pipeline' {
        $good = Join-Path $TestDrive good
        $null = Install-Xlink $good
        $found = $good, (Join-Path $TestDrive bad), $good | ForEach-Object { [pscustomobject]@{ Path = $_ } } |
            Get-Xlink -ErrorAction SilentlyContinue -ErrorVariable failure
        $found | Should -HaveCount 2
        $failure | Should -HaveCount 1
    }
}

Describe 'A missing installation folder' {
    It 'is one clear error of <_>' -ForEach @(
        'Set-XlinkServer -HostName h', 'Get-XlinkServer', 'Set-XlinkCredential -UserName u -EncodedPassword AB', 'Get-XlinkMapping',
        'Get-XlinkExternalSystemConfiguration', 'Set-XlinkExternalSystemConfiguration -Name CSV -HeaderLines 1', 'Get-XlinkSourceTree',
        'New-XlinkMapping -QueueId 2 -ValueTypeId 1001 -Source A:B:C', 'Remove-XlinkMapping -QueueId 2 -ValueTypeId 1001',
        'Invoke-XlinkImport -CallData -StartDate 2026-11-16', 'Install-XlinkService', 'Protect-XlinkPassword -Password (New-TestSecret x)',
        'Backup-Xlink', 'Restore-Xlink', 'Update-Xlink', 'Uninstall-Xlink -Confirm:$false', 'Export-Xlink -DestinationPath x -Passphrase (New-TestSecret x)',
        'Import-Xlink -ExportPath x -Passphrase (New-TestSecret x)', 'Get-XlinkLanguage', 'Set-XlinkLanguage -Language german', 'Register-XlinkLibrary',
        'New-XlinkFirewallRule', 'Test-XlinkFirewallRule', 'Get-XlinkService', 'Start-XlinkService', 'Stop-XlinkService', 'Restart-XlinkService', 'Uninstall-XlinkService'
    ) {
        $missing = Join-Path $TestDrive nothing-here
        $failure = Get-TestError ([scriptblock]::Create("$_ -Path '$missing' -ErrorAction Stop"))
        $failure.FullyQualifiedErrorId | Should -Match '^InstallationNotFound,'
        "$failure" | Should -Match 'nothing-here'
        $missing | Should -Not -Exist
    }
}
