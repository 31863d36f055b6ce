param([Parameter(Mandatory)] [string] $Module)

BeforeDiscovery {
    # Where there is a service manager, these tests would install services on the computer that they run on.
    $hasServiceManager = $PSEdition -eq 'Desktop' -or $IsWindows -or (Test-Path /run/systemd/system)
    $isWindowsHere = $PSEdition -eq 'Desktop' -or $IsWindows
}

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    Add-Type -AssemblyName System.IO.Compression, System.IO.Compression.FileSystem
    $env:XLINKPS_REGISTER = Join-Path $TestDrive register

    # The module's suite, as another version, in a folder.
    function New-TestVersion([string] $Version) {
        $path = Join-Path $TestDrive "suite-$Version"
        $platform = if ($PSEdition -eq 'Desktop' -or $IsWindows) { 'windows' } else { 'linux' }
        $zip = Get-ChildItem (Join-Path (Split-Path $Module) suite) -Filter "*-$platform.zip"
        [IO.Compression.ZipFile]::ExtractToDirectory($zip.FullName, $path)
        Set-Content (Join-Path $path Xlink/version.txt) $Version
        Set-Content (Join-Path $path Xlink/new.txt) new
        $path
    }

    # An installation with a password, a mapping's script, and a file of the administrator's.
    function New-TestInstallation([string] $Name) {
        $path = Join-Path $TestDrive $Name
        $installation = Install-Xlink $path | Set-XlinkServer -HostName yourhost | Set-XlinkCredential -Credential (New-TestCredential xlink@company.example geheim)
        Set-Content (Join-Path $path '$1.BAS') 'Sub Main()'
        Set-Content (Join-Path $path notes.txt) mine
        $installation
    }

    function Get-TestErrorId([scriptblock] $Script) { (Get-TestError $Script).FullyQualifiedErrorId.Split(',')[0] }

    # What a command writes to the host under -WhatIf.
    function Get-TestWhatIf([string] $Command) { Invoke-TestProcess "Import-Module `$Module; $Command -WhatIf" }
}

AfterAll { Remove-Item Env:XLINKPS_REGISTER }

Describe 'Backup-Xlink and Restore-Xlink' {
    It 'save and bring back configuration, scripts and key' {
        $installation = New-TestInstallation restore
        $before = Get-TestSnapshot $installation.Path
        $backup = $installation | Backup-Xlink -DestinationPath (Join-Path $TestDrive restore.zip)
        $backup.BackupPath | Should -Be (Join-Path $TestDrive restore.zip)
        $backup.Files.Path | Sort-Object | Should -Be ('$1.BAS', 'acd_map.ini', 'isps.cfg', 'isps_ul.ini', 'isps_ul.key' | Sort-Object)
        Set-Content (Join-Path $installation.Path isps_ul.ini) broken
        Remove-Item -LiteralPath (Join-Path $installation.Path '$1.BAS')
        ($backup | Restore-Xlink).Path | Should -Be $installation.Path
        Get-TestSnapshot $installation.Path | Where-Object { $_ -notmatch 'isps_import\.lock' } | Should -Be $before
    }

    It 'put the ZIP into the folder backup unless told otherwise, or into a folder that is named' {
        $installation = New-TestInstallation places
        Split-Path (Backup-Xlink -Path $installation.Path).BackupPath | Should -Be (Join-Path $installation.Path backup)
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive zips)
        Split-Path (Backup-Xlink -Path $installation.Path $folder).BackupPath | Should -Be $folder.FullName
        (Backup-Xlink -Path $installation.Path -All).Files.Count | Should -BeGreaterThan 10
    }

    It 'change nothing with -WhatIf, and list every file' {
        $installation = New-TestInstallation whatif
        $zip = Join-Path $TestDrive whatif.zip
        $verbose = $installation | Backup-Xlink -DestinationPath $zip -WhatIf -Verbose 4>&1
        "$verbose" | Should -Match 'isps_ul\.key'
        $zip | Should -Not -Exist
        $null = $installation | Backup-Xlink -DestinationPath $zip
        Set-Content (Join-Path $installation.Path isps.cfg) changed
        $before = Get-TestSnapshot $installation.Path
        $text = Get-TestWhatIf "Restore-Xlink -Path '$($installation.Path)' '$zip'"
        $text | Should -Match '"Replace" on target ".*isps\.cfg"'
        $text | Should -Not -Match 'acd_map'
        Get-TestSnapshot $installation.Path | Should -Be $before
    }

    It 'refuse what is no backup, or was changed' {
        $installation = New-TestInstallation damaged
        $zip = Join-Path $TestDrive damaged.zip
        $null = $installation | Backup-Xlink -DestinationPath $zip
        Get-TestErrorId { $installation | Backup-Xlink -DestinationPath $zip -ErrorAction Stop } | Should -Be 'BackupExists'
        $archive = [IO.Compression.ZipFile]::Open($zip, 'Update')
        $archive.GetEntry('Xlink/isps.cfg').Delete()
        $writer = New-Object IO.StreamWriter $archive.CreateEntry('Xlink/isps.cfg').Open()
        $writer.Write('evil')
        $writer.Dispose()
        $archive.Dispose()
        $before = Get-TestSnapshot $installation.Path
        Get-TestErrorId { $installation | Restore-Xlink -BackupPath $zip -ErrorAction Stop } | Should -Be 'BackupDamaged'
        Get-TestErrorId { $installation | Restore-Xlink -BackupPath "$zip.missing" -ErrorAction Stop } | Should -Be 'BackupNotFound'
        Get-TestErrorId { $installation | Restore-Xlink -ErrorAction Stop } | Should -Be 'NothingToRestore'
        Get-TestSnapshot $installation.Path | Should -Be $before
    }

    It 'undo an update that was killed' {
        $installation = New-TestInstallation killed
        $before = Get-TestSnapshot $installation.Path
        $state = New-Item -ItemType Directory -Path (Join-Path $installation.Path .xlink-change/old) -Force
        Move-Item (Join-Path $installation.Path version.txt) (Join-Path $state 0)
        Set-Content (Join-Path $installation.Path version.txt) 9.9.9
        Set-Content (Join-Path (Split-Path $state) journal.json) '{"serviceWasRunning":false,"isCommitted":false,"folders":[],"files":[{"path":"version.txt","isNew":false}]}'
        $installation | Restore-Xlink -WhatIf | ForEach-Object Version | Should -Be '9.9.9'
        ($installation | Restore-Xlink).Version | Should -Be $installation.Version
        Get-TestSnapshot $installation.Path | Should -Be $before
    }
}

Describe 'Update-Xlink' {
    It 'replaces the programs and keeps configuration and language' {
        $installation = New-TestInstallation update | Set-XlinkLanguage -Language german
        $kept = 'isps_ul.ini', 'isps.cfg', 'acd_map.ini', '$1.BAS', 'isps_ul.key', 'notes.txt', 'isps_uls.lng' | ForEach-Object { Join-Path $installation.Path $_ }
        $before = $kept | ForEach-Object { Get-TestByte $_ }
        $update = $installation | Update-Xlink -SourcePath (New-TestVersion 9.9.9)
        $update.OldVersion | Should -Be $installation.Version
        $update.NewVersion | Should -Be '9.9.9'
        $update.BackupPath | Should -Exist
        ($update | Get-Xlink).Version | Should -Be '9.9.9'
        $kept | ForEach-Object { Get-TestByte $_ } | Should -Be $before
        $installation | Update-Xlink -SourcePath (Join-Path $TestDrive suite-9.9.9) | ForEach-Object Files | Should -BeNullOrEmpty
        Get-TestErrorId { $installation | Update-Xlink -ErrorAction Stop } | Should -Be 'UpdateOlder'
        ($installation | Update-Xlink -Force).NewVersion | Should -Be $installation.Version
    }

    It 'lists every file with -WhatIf and changes nothing' {
        $installation = New-TestInstallation updatewhatif
        $before = Get-TestSnapshot $installation.Path
        $text = Get-TestWhatIf "Update-Xlink '$($installation.Path)' -SourcePath '$(New-TestVersion 9.9.8)'"
        $text | Should -Match '"Replace" on target ".*version\.txt"'
        $text | Should -Match '"Add" on target ".*new\.txt"'
        $text | Should -Not -Match 'isps_ul\.ini'
        Get-TestSnapshot $installation.Path | Should -Be $before
    }

    It 'says what it does, and with -WhatIf where there is nothing to do' {
        $installation = New-TestInstallation updatetold
        Get-TestWhatIf "Update-Xlink '$($installation.Path)'" | Should -Match "What if: .*has version $([regex]::Escape($installation.Version)) already"
        Get-TestWhatIf "Update-Xlink '$($installation.Path)'" | Should -Not -Match 'Update 0|on target'
        $told = $installation | Update-Xlink -SourcePath (New-TestVersion 9.9.5) -Verbose 4>&1 | Out-String
        $told | Should -Match 'backing up the installation'
        $told | Should -Match 'replacing the files: version\.txt'
        $told | Should -Not -MatchExactly '(?m)^(Recover|Stage|Replace)\b'
    }

    It 'refuses the suite of another publisher' {
        $installation = New-TestInstallation other
        $suite = New-TestVersion 9.9.7
        Remove-Item (Join-Path $suite Xlink/Xlink.Core.dll)
        Get-TestErrorId { $installation | Update-Xlink -SourcePath $suite -ErrorAction Stop } | Should -Be 'UpdateOtherSuite'
        (Get-Xlink $installation.Path).Version | Should -Be $installation.Version
    }

    It 'downloads nothing from <Uri>' -ForEach @(
        @{ Uri = 'http://127.0.0.1:1/Xlink.zip'; ErrorId = 'DownloadNotHttps' }
        @{ Uri = 'https://127.0.0.1:1/Xlink.zip'; ErrorId = 'DownloadFailed' }
    ) {
        $path = (New-TestInstallation "uri$ErrorId").Path
        $before = Get-TestSnapshot $path
        Get-TestErrorId { Update-Xlink $path -Uri $Uri -Sha256 ('a' * 64) -ErrorAction Stop } | Should -Be $ErrorId
        Get-TestSnapshot $path | Should -Be $before
    }

    It 'waits for an import that runs' {
        $path = (New-TestInstallation busy).Path
        $before = Get-TestSnapshot $path
        $lock = [IO.File]::Open((Join-Path $path isps_import.lock), 'OpenOrCreate', 'ReadWrite', 'None')
        try {
            $failure = Get-TestError { Update-Xlink $path -SourcePath (New-TestVersion 9.9.6) -ErrorAction Stop }
        }
        finally {
            $lock.Dispose()
            Remove-Item (Join-Path $path isps_import.lock)
        }
        $failure.FullyQualifiedErrorId | Should -Match '^ChangeUndone,'
        "$failure" | Should -Match 'Another import'
        Get-TestSnapshot $path | Should -Be $before
    }
}

Describe 'Uninstall-Xlink' {
    It 'removes the programs and writes what stays' {
        $path = (New-TestInstallation uninstall).Path
        $left = Uninstall-Xlink $path -Confirm:$false
        $left.RelativePath | Sort-Object | Should -Be ('$1.BAS', 'acd_map.ini', 'isps.cfg', 'isps_ul.ini', 'isps_ul.key', 'notes.txt' | Sort-Object)
        (Get-ChildItem $path -Recurse -File -Force).Name | Sort-Object | Should -Be ($left.RelativePath | Sort-Object)
    }

    It 'removes the configuration too when told, and the folder if nothing is left' {
        $path = (New-TestInstallation gone).Path
        Remove-Item (Join-Path $path notes.txt)
        $null = Backup-Xlink -Path $path
        Uninstall-Xlink $path -IncludeConfiguration -Confirm:$false | Should -BeNullOrEmpty
        $path | Should -Not -Exist
    }

    It 'lists every file with -WhatIf and removes nothing' {
        $path = (New-TestInstallation uninstallwhatif).Path
        $before = Get-TestSnapshot $path
        $text = Get-TestWhatIf "Uninstall-Xlink '$path'"
        $text | Should -Match '"Remove" on target ".*version\.txt"'
        $text | Should -Not -Match 'isps_ul\.key'
        Get-TestSnapshot $path | Should -Be $before
    }
}

Describe 'Export-Xlink and Import-Xlink' {
    AfterAll { Stop-TestServer }

    It 'move an installation so that its password can be used' {
        $server = Start-TestServer $TestDrive
        $source = Install-Xlink (Join-Path $TestDrive source) | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential (New-TestUser)
        $acd = Set-TestInterface $source.Path (Join-Path $TestDrive acd)
        $file = Join-Path $TestDrive move.xlink
        $passphrase = New-TestSecret 'correct horse battery'
        $export = $source | Export-Xlink -DestinationPath $file -Passphrase $passphrase
        "$($export.NotIncluded)" | Should -Match ([regex]::Escape($acd))
        "$($export.NotIncluded)" | Should -Match ([regex]::Escape($server.Url))
        $import = Install-Xlink (Join-Path $TestDrive target) |
            Import-Xlink -ExportPath $file -Passphrase $passphrase -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match ([regex]::Escape($acd))
        $import | Test-XlinkConnection -Quiet | Should -BeTrue
    }

    It 'change nothing with -WhatIf, a wrong or short passphrase, or over another file' {
        $path = (New-TestInstallation export).Path
        $file = Join-Path $TestDrive export.xlink
        $passphrase = New-TestSecret 'correct horse battery'
        Export-Xlink -Path $path $file $passphrase -WhatIf
        $file | Should -Not -Exist
        Get-TestErrorId { Export-Xlink -Path $path $file (New-TestSecret short) -ErrorAction Stop } | Should -Be 'PassphraseTooShort'
        $file | Should -Not -Exist
        $null = Export-Xlink -Path $path $file $passphrase
        Get-TestErrorId { Export-Xlink -Path $path $file $passphrase -ErrorAction Stop } | Should -Be 'BackupExists'
        $target = (New-TestInstallation import).Path
        $before = Get-TestSnapshot $target
        Import-Xlink -Path $target $file $passphrase -WhatIf | Should -BeNullOrEmpty
        Get-TestErrorId { Import-Xlink -Path $target $file (New-TestSecret 'another passphrase') -ErrorAction Stop } | Should -Be 'ExportNotReadable'
        Get-TestErrorId { Import-Xlink -Path $target "$file.missing" $passphrase -ErrorAction Stop } | Should -Be 'BackupNotFound'
        Get-TestSnapshot $target | Should -Be $before
    }
}

Describe 'Get-XlinkLanguage and Set-XlinkLanguage' {
    It 'switch to German and back to English' {
        $installation = New-TestInstallation language
        ($installation | Get-XlinkLanguage).Name | Should -Be 'german'
        ($installation | Set-XlinkLanguage -Language german).Path | Should -Be $installation.Path
        ($installation | Get-XlinkLanguage | Where-Object IsCurrent).Name | Should -Be 'german'
        Get-Content (Join-Path $installation.Path isps_uls.lng) | Should -Be 'de'
        $null = $installation | Set-XlinkLanguage -Language english
        ($installation | Get-XlinkLanguage | Where-Object IsCurrent).Name | Should -Be 'english'
        Get-Content (Join-Path $installation.Path isps_uls.lng) | Should -Be 'en'
    }

    It 'change nothing with -WhatIf, and name the languages there are' {
        $path = (New-TestInstallation languagewhatif).Path
        $before = Get-TestSnapshot $path
        $null = Set-XlinkLanguage -Path $path german -WhatIf
        $failure = Get-TestError { Set-XlinkLanguage -Path $path klingon -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^LanguageUnknown,'
        "$failure" | Should -Match 'german'
        Get-TestSnapshot $path | Should -Be $before
    }

    It 'leave the cmdlets in the language of the user' {
        $installation = New-TestInstallation languageofuser | Set-XlinkLanguage -Language german
        $before = [cultureinfo]::CurrentUICulture
        try {
            $texts = foreach ($culture in 'de-DE', 'en-US', 'de-AT', 'fr-FR') {
                [cultureinfo]::CurrentUICulture = [cultureinfo]::GetCultureInfo($culture)
                $failure = Get-TestError { $installation | Set-XlinkLanguage -Language klingon -ErrorAction Stop }
                $failure.FullyQualifiedErrorId -replace ',.*'
                "$failure"
            }
        }
        finally {
            [cultureinfo]::CurrentUICulture = $before
        }
        $texts[0, 2, 4, 6] | Should -Be (@('LanguageUnknown') * 4)
        $texts[1, 5] | Should -Match 'keine Sprache .klingon.'
        $texts[3, 7] | Should -Match 'no language .klingon.'
    }

    It 'complete the language folders' {
        $path = (New-TestInstallation languagecompletion).Path
        $line = "Set-XlinkLanguage -Path '$path' -Language "
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'english', 'german'
    }
}

Describe 'Register-XlinkLibrary' {
    BeforeEach { if (Test-Path $env:XLINKPS_REGISTER) { Remove-Item -Recurse $env:XLINKPS_REGISTER } }

    It 'lets every cmdlet find the installation without -Path' {
        Get-TestErrorId { Get-Xlink -ErrorAction Stop } | Should -Be 'InstallationNotGiven'
        $installation = New-TestInstallation registered
        $installation | Register-XlinkLibrary -WhatIf | ForEach-Object Path | Should -Be $installation.Path
        Get-TestErrorId { Get-Xlink -ErrorAction Stop } | Should -Be 'InstallationNotGiven'
        ($installation | Register-XlinkLibrary).Path | Should -Be $installation.Path
        (Get-Xlink).Path | Should -Be $installation.Path
        (Get-XlinkServer).ServerEntry | Should -Be 'WFM'
        (Test-XlinkConnection).InstallationPath | Should -Be $installation.Path
        $line = 'Set-XlinkLanguage -Language g'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'german'
        $null = Uninstall-Xlink -IncludeConfiguration -Confirm:$false
        Get-TestErrorId { Get-Xlink -ErrorAction Stop } | Should -Be 'InstallationNotGiven'
    }

    It 'makes no choice between several' {
        $null = New-TestInstallation one | Register-XlinkLibrary
        $null = New-TestInstallation two | Register-XlinkLibrary
        $failure = Get-TestError { Backup-Xlink -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^InstallationAmbiguous,'
        "$failure" | Should -Match 'one.*two'
    }

    It 'registers ixculcmm.dll of an original Xlink with its own program' -Skip:$isWindowsHere {
        $suite = New-Item -ItemType Directory (Join-Path $TestDrive vendor)
        $path = New-Item -ItemType Directory (Join-Path $suite Xlink)
        $tool = New-Item -ItemType Directory (Join-Path $suite support-applications)
        Set-Content (Join-Path $path isps_uls.exe) x
        Set-Content (Join-Path $path ixculcmm.dll) x
        $register = Join-Path $tool register.exe
        Set-Content $register "#!/bin/sh`necho `"`$@`" > called`necho 'ixculcmm.dll registered SYSTEM GLOBAL'"
        chmod 755 $register
        $null = Register-XlinkLibrary $path -WhatIf
        $register | Should -Exist
        (Register-XlinkLibrary $path).Kind | Should -Be 'Vendor'
        Get-Content (Join-Path $path called) | Should -Be 'ixculcmm.dll /system'
        Join-Path $path register.exe | Should -Exist
        (Get-Xlink).Path | Should -Be $path.FullName
        Set-Content (Join-Path $path register.exe) "#!/bin/sh`necho 'Something else'"
        $failure = Get-TestError { Register-XlinkLibrary $path -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^VendorProgramFailed,'
        "$failure" | Should -Match 'Something else'
    }
}

Describe 'New-XlinkFirewallRule and Test-XlinkFirewallRule' {
    AfterAll { Stop-TestServer }

    It 'explain what to do where there is no firewall of Windows' -Skip:$isWindowsHere {
        $rule = New-TestInstallation explain | New-XlinkFirewallRule -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match 'nft add rule .* 45054 .*ufw allow out 45054/tcp'
        $rule.Port | Should -Be 45054
        $rule.Url.Host | Should -Be 'yourhost.injixo.com'
    }

    It 'make the rule with the cmdlets of Windows' {
        $path = (New-TestInstallation rule).Path
        $script:rule = @()
        function global:Get-NetFirewallRule { [CmdletBinding()] param($Name) $script:rule | Where-Object Name -EQ $Name }
        function global:New-NetFirewallRule {
            [CmdletBinding()] param($Name, $DisplayName, $Direction, $Action, $Protocol, $RemotePort, $Program)
            $script:rule += [pscustomobject] $PSBoundParameters
        }
        try {
            $null = New-XlinkFirewallRule $path -WhatIf
            $script:rule | Should -BeNullOrEmpty
            $null = New-XlinkFirewallRule $path
            $null = New-XlinkFirewallRule $path
            $script:rule | Should -HaveCount 1
            $script:rule[0].DisplayName | Should -Be 'ISPS Xlink'
            '{0} {1} {2} {3}' -f $script:rule[0].Direction, $script:rule[0].Action, $script:rule[0].Protocol, $script:rule[0].RemotePort | Should -Be 'Outbound Allow TCP 45054'
            $script:rule[0].Program | Should -Be (Get-ChildItem $path -File | Where-Object Name -In isps_uls, isps_uls.exe).FullName
        }
        finally {
            Remove-Item Function:Get-NetFirewallRule, Function:New-NetFirewallRule
        }
    }

    It 'test the connection' {
        $server = Start-TestServer (Join-Path $TestDrive firewall)
        $installation = New-TestInstallation connect | Set-XlinkServer -Url $server.Url
        $test = $installation | Test-XlinkFirewallRule
        $test.Success | Should -BeTrue
        $test.Port | Should -Be ([uri] $server.Url).Port
        $test = $installation | Set-XlinkServer -Url iwfm://127.0.0.1:1 | Test-XlinkFirewallRule
        $test.Success | Should -BeFalse
        $test.Message | Should -Not -BeNullOrEmpty
        $installation | Test-XlinkFirewallRule -Quiet | Should -BeFalse
    }
}

Describe 'The service cmdlets where there is no service manager' -Skip:$hasServiceManager {
    It '<_> says so' -ForEach 'Install-XlinkService', 'Uninstall-XlinkService', 'Start-XlinkService', 'Stop-XlinkService', 'Restart-XlinkService', 'Get-XlinkService' {
        $path = (New-TestInstallation $_).Path
        $failure = Get-TestError ([scriptblock]::Create("$_ -Path '$path' -ErrorAction Stop"))
        $failure.FullyQualifiedErrorId | Should -Match '^ServiceManagerMissing,'
        $failure.CategoryInfo.Category | Should -Be 'ResourceUnavailable'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'isps_uls -console'
    }

    It '<_> needs no -Path' -ForEach 'Uninstall-XlinkService', 'Start-XlinkService -Wait', 'Stop-XlinkService', 'Restart-XlinkService', 'Get-XlinkService' {
        Get-TestErrorId ([scriptblock]::Create("$_ -ErrorAction Stop")) | Should -Be 'ServiceManagerMissing'
    }

    It '<_> does nothing with -WhatIf' -ForEach 'Install-XlinkService', 'Uninstall-XlinkService', 'Start-XlinkService', 'Stop-XlinkService', 'Restart-XlinkService' {
        $path = (New-TestInstallation "whatif$_").Path
        $before = Get-TestSnapshot $path
        $null = & ([scriptblock]::Create("$_ -Path '$path' -WhatIf"))
        Get-TestSnapshot $path | Should -Be $before
    }
}
