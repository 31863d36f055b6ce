param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $path = Join-Path $TestDrive Xlink
    $null = Install-Xlink -Path $path
    $cfg = Join-Path $path isps.cfg
    $ini = Join-Path $path isps_ul.ini

    # Files as years of editing leave them: an umlaut in Windows-1252, mixed line ends, odd spacing, duplicates, no final line end.
    $oldCfg = "; M$([char] 0xFC)ller, 2016`r`n[InVision Enterprise Server]`nServerPort=0`r`n`r`n[IES System WFM] ; the only one`r`n" +
        "Name = `"WFM`"`r`n  url`t=   `"iwfms://iwfm-xxxx.injixo.com:45054`"   `r`n`r`n# end`n[IES System Test]`nUrl=iwfm://old:1"
    $oldIni = "; M$([char] 0xFC)ller`r`n[DB]`r`n1 = WFM , 0 , xlink@xxxx.com , <password from generator> `r`n2=Test,0,other,0123456789ABCDEF01`n" +
        "[General]`r`nProtocol=0`nProtocol=1`r`n`r`n[ACD 1] ; old`r`n; the queues`r`nGroups=A;B`r`n  Source = C:\ACD`r`n`r`n`r`n[Other]`nSource=D:\x"

    function Reset-TestFile {
        Set-TestByte $cfg $oldCfg
        Set-TestByte $ini $oldIni
    }
}

Describe 'Set-XlinkServer' {
    BeforeEach { Reset-TestFile }

    It 'writes <Url> for <Name>, and changes no other byte' -ForEach @(
        @{ Name = 'the host part of the browser''s address'; Parameters = @{ HostName = 'yourhost' }; Url = 'iwfms://yourhost.injixo.com:45054' }
        @{ Name = 'a tenant created before 2019'; Parameters = @{ HostName = 'yourhost'; LegacyPort = $true }; Url = 'iwfms://yourhost.injixo.com:80' }
        @{ Name = 'a whole host name'; Parameters = @{ HostName = 'wfm.company.example' }; Url = 'iwfms://wfm.company.example:45054' }
        @{ Name = 'the whole address from the browser'; Parameters = @{ BrowserUrl = 'https://yourhost.injixo.com/iwfm/#/start' }; Url = 'iwfms://yourhost.injixo.com:45054' }
        @{ Name = 'the address of an old tenant'; Parameters = @{ BrowserUrl = 'https://yourhost.injixo.com/iwfm/'; LegacyPort = $true }; Url = 'iwfms://yourhost.injixo.com:80' }
        @{ Name = 'a server on-premise'; Parameters = @{ ServerName = 'wfm01' }; Url = 'iwfm://wfm01:45054' }
        @{ Name = 'its IP address and port'; Parameters = @{ ServerName = '10.1.2.3'; Port = 65535 }; Url = 'iwfm://10.1.2.3:65535' }
        @{ Name = 'a server on-premise with TLS'; Parameters = @{ ServerName = 'wfm01'; Port = 443; UseTls = $true }; Url = 'iwfms://wfm01:443' }
        @{ Name = 'a whole address'; Parameters = @{ Url = 'iwfms://wfm.company.example:45100' }; Url = 'iwfms://wfm.company.example:45100' }
        @{ Name = 'an IPv6 address'; Parameters = @{ Url = 'iwfm://[::1]:45054' }; Url = 'iwfm://[::1]:45054' }
    ) {
        $installation = Set-XlinkServer -Path $path @Parameters -WarningAction SilentlyContinue
        $installation.Path | Should -Be $path
        Get-TestByte $cfg | Should -BeExactly $oldCfg.Replace('iwfms://iwfm-xxxx.injixo.com:45054', $Url)
        Get-TestByte $ini | Should -BeExactly $oldIni
        (Get-XlinkServer $path)[0].Url | Should -Be $Url
    }

    It 'refuses <Name>, and changes nothing' -ForEach @(
        @{ Name = 'port 0'; Parameters = @{ ServerName = 'wfm01'; Port = 0 }; ErrorId = 'ServerUrlInvalid' }
        @{ Name = 'port 65536'; Parameters = @{ ServerName = 'wfm01'; Port = 65536 }; ErrorId = 'ServerUrlInvalid' }
        @{ Name = 'a negative port'; Parameters = @{ ServerName = 'wfm01'; Port = -1 }; ErrorId = 'ServerUrlInvalid' }
        @{ Name = 'a port that is text'; Parameters = @{ ServerName = 'wfm01'; Port = 'http' }; ErrorId = 'CannotConvertArgumentNoMessage' }
        @{ Name = 'port 0 in an address'; Parameters = @{ Url = 'iwfm://wfm01:0' }; ErrorId = 'ServerUrlInvalid' }
        @{ Name = 'port 65536 in an address'; Parameters = @{ Url = 'iwfm://wfm01:65536' }; ErrorId = 'ServerUrlInvalid' }
        @{ Name = 'a host with spaces'; Parameters = @{ ServerName = 'my server' }; ErrorId = 'ServerUrlInvalid' }
        @{ Name = 'a cloud host with spaces'; Parameters = @{ HostName = 'my host' }; ErrorId = 'ServerUrlInvalid' }
        @{ Name = 'an address as host part'; Parameters = @{ HostName = 'https://yourhost.injixo.com' }; ErrorId = 'ServerUrlInvalid' }
        @{ Name = 'a line break in the host'; Parameters = @{ ServerName = "wfm01`nName=x" }; ErrorId = 'ServerUrlInvalid' }
        @{ Name = 'a quotation mark in the host'; Parameters = @{ ServerName = 'wfm"01' }; ErrorId = 'ServerUrlInvalid' }
        @{ Name = 'a browser address without TLS'; Parameters = @{ BrowserUrl = 'http://yourhost.injixo.com/iwfm/' }; ErrorId = 'BrowserUrlInvalid' }
        @{ Name = 'another protocol'; Parameters = @{ Url = 'https://wfm01:443' }; ErrorId = 'ServerUrlInvalid' }
        @{ Name = 'a path behind the port'; Parameters = @{ Url = 'iwfms://wfm01:45054/iwfm' }; ErrorId = 'ServerUrlInvalid' }
        @{ Name = 'a thumbprint that is none'; Parameters = @{ Url = 'iwfms://wfm01:45054'; CertificateThumbprint = 'AB:CD' }; ErrorId = 'CertificateThumbprintInvalid' }
        @{ Name = 'an entry that is not there'; Parameters = @{ Url = 'iwfms://wfm01:45054'; ServerEntry = 'Nowhere' }; ErrorId = 'ServerSectionMissing' }
    ) {
        $failure = Get-TestError { Set-XlinkServer -Path $path @Parameters -ErrorAction Stop -WarningAction SilentlyContinue }
        $failure.FullyQualifiedErrorId | Should -Match "^$ErrorId,"
        if ($ErrorId -ne 'CannotConvertArgumentNoMessage') { $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty }
        Get-TestByte $cfg | Should -BeExactly $oldCfg
    }

    It 'cannot take two ways at once' {
        (Get-TestError { Set-XlinkServer -Path $path -HostName a -ServerName b }).FullyQualifiedErrorId | Should -Match '^AmbiguousParameterSet,'
        (Get-TestError { Set-XlinkServer -Path $path -Url iwfm://a:1 -LegacyPort }).FullyQualifiedErrorId | Should -Match '^AmbiguousParameterSet,'
    }

    It 'sets another entry by its name, and pins a certificate' {
        $pin = 'ab:' * 31 + 'ab'
        $null = Set-XlinkServer $path -Url iwfms://new:45054 -ServerEntry test -CertificateThumbprint $pin
        $server = Get-XlinkServer $path | Where-Object ServerEntry -EQ Test
        $server.Url | Should -Be 'iwfms://new:45054'
        $server.CertificateThumbprint | Should -Be ('AB' * 32)
        Get-TestByte $cfg | Should -BeExactly ($oldCfg.Replace('iwfm://old:1', 'iwfms://new:45054') + "`nCertificateThumbprint=" + 'AB' * 32)
        $null = $server | Set-XlinkServer -Url iwfm://old:1 -CertificateThumbprint '' -WarningAction SilentlyContinue
        Get-TestByte $cfg | Should -BeExactly $oldCfg
    }

    It 'changes nothing with -WhatIf, and passes the installation on' {
        (Set-XlinkServer $path -HostName other -WhatIf).Path | Should -Be $path
        Get-TestByte $cfg | Should -BeExactly $oldCfg
    }

    It 'leaves the file alone if the address is there already' {
        $time = (Get-Item $cfg).LastWriteTimeUtc
        $null = Set-XlinkServer $path -Url iwfms://iwfm-xxxx.injixo.com:45054
        (Get-Item $cfg).LastWriteTimeUtc | Should -Be $time
    }

    It 'warns where the password would cross the network in clear text' {
        $null = Set-XlinkServer $path -ServerName wfm01 -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match 'iwfm://wfm01:45054.*clear text'
        $null = Set-XlinkServer $path -ServerName 127.0.0.1 -WarningVariable warning
        $null = Set-XlinkServer $path -ServerName wfm01 -UseTls -WarningVariable warning
        $warning | Should -BeNullOrEmpty
    }

    It 'says which section is missing in isps.cfg, and leaves the file alone' {
        Set-TestByte $cfg "[InVision Enterprise Server]`r`nServerPort=0"
        $failure = Get-TestError { Set-XlinkServer $path -HostName yourhost -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^ServerSectionMissing,'
        "$failure" | Should -Match 'isps\.cfg.*\[IES System WFM\]'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'sample-configurations'
        Get-TestByte $cfg | Should -BeExactly "[InVision Enterprise Server]`r`nServerPort=0"
    }

    It 'says that isps.cfg is missing' {
        Remove-Item $cfg
        $failure = Get-TestError { Set-XlinkServer $path -HostName yourhost -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^FileMissing,'
        $cfg | Should -Not -Exist
    }

    It 'finds the file in another case' {
        Rename-Item $cfg Isps.CFG
        try {
            $null = Set-XlinkServer $path -HostName yourhost
            Get-TestByte (Join-Path $path Isps.CFG) | Should -Match 'yourhost'
            (Get-ChildItem $path -Filter isps.cfg*).Name | Should -Not -Contain 'isps.cfg.bak'
        }
        finally {
            Remove-Item (Join-Path $path Isps.CFG)
        }
    }
}

Describe 'Get-XlinkServer' {
    BeforeEach { Reset-TestFile }

    It 'shows address and user of each server, and whether a password is set' {
        $servers = Get-XlinkServer $path
        $servers.ServerEntry | Should -Be 'WFM', 'Test'
        $servers.UserName | Should -Be 'xlink@xxxx.com', 'other'
        $servers.HasCredential | Should -Be $false, $true
        $servers.InstallationPath | Should -Be $path, $path
        $servers | ConvertTo-Json | Should -Not -Match '0123456789ABCDEF01'
    }
}

Describe 'Set-XlinkCredential' {
    BeforeEach { Reset-TestFile }

    It 'puts user and encoded password into [DB], and changes no other byte' {
        $installation = Set-XlinkCredential -Path $path -Credential (New-TestCredential xlink@company.example 'S3cret, with comma')
        $installation.Path | Should -Be $path
        $encoded = [regex]::Match((Get-TestByte $ini), 'xlink@company\.example , ([0-9A-F]+) \r').Groups[1].Value
        $encoded | Should -Not -BeNullOrEmpty
        Get-TestByte $ini | Should -BeExactly $oldIni.Replace('xlink@xxxx.com', 'xlink@company.example').Replace('<password from generator>', $encoded)
        Get-TestByte $cfg | Should -BeExactly $oldCfg
    }

    It 'writes a string that Passcode has encoded as it is' {
        $null = Set-XlinkCredential -Path $path -UserName xlink -EncodedPassword 4A6F17D20B9E3C51AA -ServerEntry Test
        Get-TestByte $ini | Should -BeExactly $oldIni.Replace('other,0123456789ABCDEF01', 'xlink,4A6F17D20B9E3C51AA')
    }

    It 'refuses <Name>, and changes nothing' -ForEach @(
        @{ Name = 'a comma in the user name'; Parameters = @{ UserName = 'xlink,admin'; EncodedPassword = 'AB' }; ErrorId = 'UserNameInvalid' }
        @{ Name = 'a line break in the user name'; Parameters = @{ UserName = "xlink`nadmin"; EncodedPassword = 'AB' }; ErrorId = 'UserNameInvalid' }
        @{ Name = 'a carriage return in the user name'; Parameters = @{ UserName = "xlink`radmin"; EncodedPassword = 'AB' }; ErrorId = 'UserNameInvalid' }
        @{ Name = 'a blank after the user name'; Parameters = @{ UserName = 'xlink '; EncodedPassword = 'AB' }; ErrorId = 'UserNameInvalid' }
        @{ Name = 'a line break in the encoded password'; Parameters = @{ UserName = 'xlink'; EncodedPassword = "AB`n2=x" }; ErrorId = 'EncodedPasswordInvalid' }
        @{ Name = 'an entry that is not there'; Parameters = @{ UserName = 'xlink'; EncodedPassword = 'AB'; ServerEntry = 'Nowhere' }; ErrorId = 'ServerEntryNotFound' }
        @{ Name = 'a user that the encoding of the file cannot write'; Parameters = @{ UserName = "xlink$([char] 0x4E2D)"; EncodedPassword = 'AB' }; ErrorId = 'TextNotInEncoding' }
    ) {
        (Get-TestError { Set-XlinkCredential -Path $path @Parameters -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match "^$ErrorId,"
        Get-TestByte $ini | Should -BeExactly $oldIni
    }

    It 'refuses a comma or a line break in the user name of a credential too' {
        foreach ($user in 'xlink,admin', "xlink`nadmin") {
            (Get-TestError { Set-XlinkCredential -Path $path -Credential (New-TestCredential $user x) -ErrorAction Stop }).FullyQualifiedErrorId |
                Should -Match '^UserNameInvalid,'
        }
        Get-TestByte $ini | Should -BeExactly $oldIni
    }

    It 'changes nothing with -WhatIf, and passes the installation on' {
        Remove-Item (Join-Path $path isps_ul.key) -ErrorAction SilentlyContinue
        $before = Get-TestSnapshot $path
        (Set-XlinkCredential -Path $path -Credential (New-TestCredential xlink x) -WhatIf).Path | Should -Be $path
        Get-TestSnapshot $path | Should -Be $before
    }

    It 'says where a line of [DB] cannot be read' {
        Set-TestByte $ini "[DB]`n1=WFM`n"
        $failure = Get-TestError { Set-XlinkCredential -Path $path -UserName xlink -EncodedPassword AB -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^ServerEntryMalformed,'
        "$failure" | Should -Match 'isps_ul\.ini, line 2'
    }

    It 'sends a vendor''s installation to its own Passcode' {
        $vendor = New-Item -ItemType Directory -Path (Join-Path $TestDrive Vendor)
        Set-TestByte (Join-Path $vendor isps_ul.ini) $oldIni
        $null = New-Item (Join-Path $vendor isps_uls.exe)

        # Passcode is a dialog [documented]: started by a script it would wait for ever.
        $support = New-Item -ItemType Directory -Path (Join-Path $vendor support-applications)
        $passcode = Join-Path $support Passcode.exe
        Set-TestByte $passcode "#!/bin/sh`ntouch '$support/started'`nsleep 3600`n"
        if (Get-Command chmod -ErrorAction Ignore) { chmod 755 $passcode }
        $failure = Get-TestError { Set-XlinkCredential -Path $vendor -Credential (New-TestCredential xlink x) -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^PasswordEncodingOfVendor,'
        $failure.ErrorDetails.RecommendedAction | Should -Match '-EncodedPassword'
        (Get-TestError { Protect-XlinkPassword -Path $vendor (New-TestSecret x) -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^PasswordEncodingOfVendor,'
        (Get-ChildItem $vendor -File).Name | Should -Be 'isps_ul.ini', 'isps_uls.exe'
        (Get-ChildItem $support).Name | Should -Be 'Passcode.exe'
        (Set-XlinkCredential -Path $vendor -UserName xlink -EncodedPassword 4A6F17D20B9E3C51AA).Kind | Should -Be 'Vendor'
        Get-TestByte (Join-Path $vendor isps_ul.ini) | Should -Match 'xlink , 4A6F17D20B9E3C51AA'
    }
}

Describe 'Protect-XlinkPassword' {
    BeforeEach { Reset-TestFile }

    It 'encodes a password differently each time, for -EncodedPassword' {
        $first = Get-Xlink $path | Protect-XlinkPassword -Password (New-TestSecret geheim)
        $second = Protect-XlinkPassword -Path $path (New-TestSecret geheim)
        $first, $second | Should -Match '^[0-9A-F]+$'
        $first | Should -Not -Be $second
        $null = Set-XlinkCredential -Path $path -UserName xlink -EncodedPassword $first
        (Get-XlinkServer $path)[0].HasCredential | Should -BeTrue
    }

    It 'makes no key with -WhatIf' {
        $fresh = Join-Path $TestDrive fresh
        $before = Install-Xlink $fresh | ForEach-Object { Get-TestSnapshot $fresh }
        Protect-XlinkPassword -Path $fresh (New-TestSecret geheim) -WhatIf | Should -BeNullOrEmpty
        Get-TestSnapshot $fresh | Should -Be $before
    }

    It 'keeps the key from others' -Skip:(-not (Test-Path /proc/self)) {
        $null = Protect-XlinkPassword -Path $path (New-TestSecret geheim)
        (Get-Item (Join-Path $path isps_ul.key)).UnixMode | Should -Be '-rw-------'
    }
}

Describe 'A secret' {
    BeforeEach { Reset-TestFile }

    It 'stands in no verbose output, error, transcript or file' {
        $folder = Join-Path $TestDrive secret
        $output = Invoke-TestProcess @"
Import-Module `$Module
Start-Transcript '$TestDrive/transcript.txt'
`$VerbosePreference = `$DebugPreference = 'Continue'
`$ErrorActionPreference = 'Continue'
`$password = ConvertTo-SecureString ('geheim' + 'nis42') -AsPlainText -Force
Install-Xlink '$folder' | Set-XlinkServer -Url iwfm://127.0.0.1:1 | Set-XlinkCredential -Credential ([pscredential]::new('xlink', `$password)) | Test-XlinkConnection
Set-XlinkCredential -Path '$folder' -Credential ([pscredential]::new('xlink', `$password)) -WhatIf
Set-XlinkCredential -Path '$folder' -Credential ([pscredential]::new('a,b', `$password))
Protect-XlinkPassword -Path '$folder' `$password
Set-XlinkExternalSystemConfiguration -Path '$folder' ACD -Setting @{ Password = `$password; ConnectionString = 'Pwd=' + 'geheim' + 'nis42' } -PassThru
Set-XlinkExternalSystemConfiguration -Path '$folder' ACD -Setting @{ Pwd = 'geheim' + 'nis42' }
Get-XlinkExternalSystemConfiguration -Path '$folder' | Format-List * -Force
Connect-XlinkServer iwfm://127.0.0.1:1 ([pscredential]::new('xlink', `$password))
New-XlinkUser xlink@company.example `$password
`$Error | ForEach-Object { `$_ | Format-List * -Force; `$_.Exception.ToString() }
Stop-Transcript
"@
        $output | Should -Match 'ServerNotReachable' -Because 'the errors must be in the output that is searched'
        $output | Should -Match 'SettingPlainPassword'
        $output | Should -Not -Match 'geheimnis42'
        Get-Content -Raw (Join-Path $TestDrive transcript.txt) | Should -Not -Match 'geheimnis42'
        Set-XlinkExternalSystemConfiguration -Path $folder ACD -Setting @{ ConnectionString = '' }
        foreach ($encoding in 'UTF8', 'Unicode') {
            Get-ChildItem $folder -Recurse -File -Force | Where-Object { [IO.File]::ReadAllText($_.FullName, [Text.Encoding]::$encoding).Contains('geheimnis42') } |
                Should -BeNullOrEmpty
        }
    }
}

Describe 'Set-XlinkExternalSystemConfiguration' {
    BeforeEach { Reset-TestFile }

    It 'adds a section with the documented keys, and changes no other byte' {
        $folder = Join-Path $TestDrive acd
        $source = Set-TestInterface $path $folder -Parameter @{
            Destination = Join-Path $folder done; DeleteImportFiles = 'Move'; TimeZone = '-08:00'; Protocol = $true; LogFile = 'x'
            SubGroupColumn = 0; SubGroups = @(); TimeStampColumn = 2; AhtWeightColumn = 5
        } -WarningAction SilentlyContinue
        $text = Get-TestByte $ini
        $text.StartsWith($oldIni) | Should -BeTrue
        $lines = $text.Substring($oldIni.Length).Trim() -split '\r?\n'
        $lines[0] | Should -Be '[CSV]'
        $lines[1..99] | Sort-Object | Should -Be (@(
                "Source=$source", "Destination=$(Join-Path $folder done)", 'DeleteImportFiles=1', 'SeparatorCharacter=3', 'TimeZone=-08:00', 'Protocol=1',
                'LogFile=x', 'HeaderLines=1', 'GroupColumn=1', 'Groups=UHD_DE_IN;UHD_EN_IN', 'SubGroupColumn=0', 'SubGroups=', 'DateColumn=2', 'TimeColumn=3',
                'TimeStampColumn=2', 'DateOrder=dmy', 'Interval=15', 'AHTColumn=6', 'AHTWeightColumn=5',
                'ColumnNames=Queue;Date;Time;CallsOffered;CallsHandled;AHT') | Sort-Object)
    }

    It 'takes names of time zones, completes them, and warns of one that is none' {
        $source = Set-TestInterface $path (Join-Path $TestDrive acd) -Parameter @{ TimeZone = 'W. Europe Standard Time' } -WarningVariable warning
        $warning | Should -BeNullOrEmpty
        Get-TestByte $ini | Should -Match 'TimeZone=W\. Europe Standard Time\r?\n'
        Set-XlinkExternalSystemConfiguration -Path $path CSV -TimeZone Europe/Berlni -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match 'line \d+: In section \[CSV\], TimeZone cannot be ''Europe/Berlni''.*Europe/Berlin'
        $line = 'Set-XlinkExternalSystemConfiguration -TimeZone '
        function Complete([string] $Word) { (TabExpansion2 ($line + $Word) ($line + $Word).Length).CompletionMatches.CompletionText }
        Complete Europe/Berl | Should -Be "'Europe/Berlin'"
        Complete 'w.' | Should -Contain "'W. Europe Standard Time'"
    }

    It 'changes one key of a section, whatever its case, and no other byte' {
        Set-XlinkExternalSystemConfiguration -Path $path 'acd 1' -Groups A, B, C
        Get-TestByte $ini | Should -BeExactly $oldIni.Replace('Groups=A;B', 'Groups=A;B;C')
    }

    It 'writes other keys with -Setting: numbers, texts, lists and switches, in the order given' {
        Set-XlinkExternalSystemConfiguration -Path $path New -Setting ([ordered]@{ Source = 'DSN1'; QueueNameType = 0; WriteAll = $true; ValueTypes = 'COUNT(*)', 'SUM(x)' })
        Get-TestByte $ini | Should -Match '\[New\]\r?\nSource=DSN1\r?\nQueueNameType=0\r?\nWriteAll=1\r?\nValueTypes=COUNT\(\*\);SUM\(x\)'
    }

    It 'hides a password, gives it back as a secure string and takes that again' {
        Set-XlinkExternalSystemConfiguration -Path $path New -Setting @{ Password = New-TestSecret nortel }
        $line = [regex]::Match((Get-TestByte $ini), 'Password=(\$\$\$:\w{3}\S+)').Groups[1].Value
        [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($line.Substring(7))) | Should -Be ($line.Substring(4, 3) + 'nortel')
        $settings = (Get-XlinkExternalSystemConfiguration -Path $path New).Settings
        $settings.Password | Should -BeOfType ([securestring])
        Set-XlinkExternalSystemConfiguration -Path $path Copy -Setting $settings
        Get-TestByte $ini | Should -Match "\[Copy\]\r?\nPassword=$([regex]::Escape($line))"
        Set-XlinkExternalSystemConfiguration -Path $path New -Setting @{ Password = '$$$:4cdNGNkbm9ydGVs' }
        Get-TestByte $ini | Should -Match '\[New\]\r?\nPassword=\$\$\$:4cdNGNkbm9ydGVs'
    }

    It 'refuses <Name>, and changes nothing' -ForEach @(
        @{ Name = 'a semicolon in a list'; Parameters = @{ Name = 'CSV'; Groups = 'A', 'B;C' }; ErrorId = 'ListItemInvalid' }
        @{ Name = 'the section DB'; Parameters = @{ Name = 'DB'; HeaderLines = 1 }; ErrorId = 'ExternalSystemNameInvalid' }
        @{ Name = 'the section General'; Parameters = @{ Name = 'GENERAL'; HeaderLines = 1 }; ErrorId = 'ExternalSystemNameInvalid' }
        @{ Name = 'a bracket in the name'; Parameters = @{ Name = 'A]B'; HeaderLines = 1 }; ErrorId = 'SectionNameInvalid' }
        @{ Name = 'a line break in a value'; Parameters = @{ Name = 'CSV'; LogFile = "a`n[DB]" }; ErrorId = 'TextHasLineBreak' }
        @{ Name = 'a line break in a list'; Parameters = @{ Name = 'CSV'; Groups = "a`nSource=x" }; ErrorId = 'TextHasLineBreak' }
        @{ Name = 'a key that is none'; Parameters = @{ Name = 'CSV'; Setting = @{ 'a=b' = 1 } }; ErrorId = 'KeyNameInvalid' }
        @{ Name = 'a password in plain text'; Parameters = @{ Name = 'CSV'; Setting = @{ pwd = 'nortel' } }; ErrorId = 'SettingPlainPassword' }
        @{ Name = 'an interval of 20 minutes'; Parameters = @{ Name = 'CSV'; Interval = 20 }; ErrorId = 'ParameterArgumentValidationError' }
        @{ Name = 'column 0'; Parameters = @{ Name = 'CSV'; GroupColumn = 0 }; ErrorId = 'ParameterArgumentValidationError' }
        @{ Name = 'an unknown date order'; Parameters = @{ Name = 'CSV'; DateOrder = 'dym' }; ErrorId = 'CannotConvertArgumentNoMessage' }
    ) {
        (Get-TestError { Set-XlinkExternalSystemConfiguration -Path $path @Parameters -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match "^$ErrorId,"
        Get-TestByte $ini | Should -BeExactly $oldIni
    }

    It 'says what would not work: <Expected>' -ForEach @(
        @{ Parameters = @{ GroupColumn = 7 }; Expected = 'GroupColumn is 7, but ColumnNames has only 6 names' }
        @{ Parameters = @{ Destination = 'x'; DeleteImportFiles = 'Move'; Source = 'x' }; Expected = 'Destination cannot be' }
        @{ Parameters = @{ Source = 'no-such-folder' }; Expected = 'no-such-folder does not exist yet' }
        @{ Parameters = @{ Setting = @{ DateOrder = 'dym' } }; Expected = 'DateOrder cannot be ''dym''' }
    ) {
        $null = Set-TestInterface $path (Join-Path $TestDrive acd)
        Set-XlinkExternalSystemConfiguration -Path $path -Name CSV @Parameters -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match $Expected
    }

    It 'changes nothing with -WhatIf, and writes the section with -PassThru' {
        Set-XlinkExternalSystemConfiguration -Path $path CSV -HeaderLines 1 -PassThru -WhatIf | Should -BeNullOrEmpty
        Get-TestByte $ini | Should -BeExactly $oldIni
        $section = Set-XlinkExternalSystemConfiguration -Path $path CSV -HeaderLines 1 -PassThru
        $section.Name | Should -Be 'CSV'
        $section.Settings.HeaderLines | Should -Be '1'
    }
}

Describe 'Get-XlinkExternalSystemConfiguration and Get-XlinkSourceTree' {
    BeforeEach { Reset-TestFile }

    It 'show the sections of the external systems, by wildcard too' {
        (Get-XlinkExternalSystemConfiguration -Path $path).Name | Should -Be 'ACD 1', 'Other'
        (Get-Xlink $path | Get-XlinkExternalSystemConfiguration -Name acd*).Settings.Source | Should -Be 'C:\ACD'
        Get-XlinkExternalSystemConfiguration -Path $path nothing* | Should -BeNullOrEmpty
        (Get-TestError { Get-XlinkExternalSystemConfiguration -Path $path nothing -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^ExternalSystemNotConfigured,'
        (Get-TestError { Get-XlinkExternalSystemConfiguration -Path $path General -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^ExternalSystemNotConfigured,'
    }

    It 'copy a section to another name' {
        Get-XlinkExternalSystemConfiguration -Path $path 'ACD 1' | ForEach-Object { Set-XlinkExternalSystemConfiguration -Path $path Copy -Setting $_.Settings }
        (Get-XlinkExternalSystemConfiguration -Path $path Copy).Settings.Groups | Should -Be 'A;B'
    }

    It 'show what can be mapped: group, sub-group, value column' {
        $null = Set-TestInterface $path (Join-Path $TestDrive acd)
        $tree = Get-XlinkSourceTree -Path $path CSV
        $tree.Source | Should -Be ('UHD_DE_IN', 'UHD_EN_IN' | ForEach-Object { "CSV:${_}:CallsOffered", "CSV:${_}:CallsHandled", "CSV:${_}:AHT" })
        $tree[0].Group | Should -Be 'UHD_DE_IN'
        $tree[0].Metric | Should -Be 'CallsOffered'
        Set-XlinkExternalSystemConfiguration -Path $path CSV -SubGroupColumn 5 -SubGroups x, y
        (Get-XlinkSourceTree -Path $path CSV).Source | Should -Contain 'CSV:UHD_EN_IN:y:AHT'
    }

    It 'say what an external system lacks, and show the others' {
        $null = Set-TestInterface $path (Join-Path $TestDrive acd)
        $tree = Get-XlinkSourceTree -Path $path -ErrorVariable failure -ErrorAction SilentlyContinue
        $tree.ExternalSystem | Select-Object -Unique | Should -Be 'CSV'
        $failure.FullyQualifiedErrorId | Should -Be 'SourceKeyMissing,XlinkPS.ExternalSystems.GetXlinkSourceTreeCommand', 'SourceKeyMissing,XlinkPS.ExternalSystems.GetXlinkSourceTreeCommand'
        $failure.TargetObject | Should -Be 'ACD 1', 'Other'
        (Get-TestError { Get-XlinkSourceTree -Path $path nothing -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^ExternalSystemNotConfigured,'
    }
}
