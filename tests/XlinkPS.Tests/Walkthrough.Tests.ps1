param([Parameter(Mandatory)] [string] $Module)

# A stranger's first session, from set-up to the imported day, in the order that a person would take.
BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module

    function Assert($Condition, [string] $What) {
        [bool] $Condition | Should -BeTrue -Because $What
    }
}

Describe 'A first session' {
    It 'goes from nothing to an imported day, and survives what goes wrong' {
        $xlink = Join-Path $TestDrive 'Xlink'
        $acd = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'acd')

        # --- The WFM side: an embedded server, on a free port, with its one-time administrator.
        $server = Start-XlinkServer -DataPath (Join-Path $TestDrive 'server') -Port 0 -Wait
        try {
            Assert ($server.Url -match '^iwfm://(127\.0\.0\.1|localhost):\d+$') "server runs at $($server.Url)"
            Connect-XlinkServer -Url $server.Url -Credential $server.AdministratorCredential
            $hotline = New-XlinkQueue -Name 'Hotline' -ValueType 'Calls', 'AHT'
            $null = New-XlinkExternalSystem -Name 'CSV' -Type Csv -PhoneLink
            Assert ($hotline.Id -gt 0) 'queue has an ID'

            # --- The manual: user, installation, server, credentials, test.
            $password = ConvertTo-SecureString ('S3cret, with comma; and ' + [char]0xFC) -AsPlainText -Force
            $user = New-XlinkUser -EmailAddress 'xlink@company.example' -Password $password
            Assert $user.IsAdmin 'cloud user is an administrator'
            $credential = New-Object pscredential 'xlink@company.example', $password

            $test = Install-Xlink -Path $xlink |
                Set-XlinkServer -Url $server.Url |
                Set-XlinkCredential -Credential $credential |
                Test-XlinkConnection
            Assert $test.Success 'one-line set-up connects'
            Assert (@($test.Steps).Count -ge 5) 'every step is reported'
            Assert ($test.Queues.Name -contains 'Hotline') 'the queue tree is shown'
            Assert (Test-XlinkConnection -Path $xlink -Quiet) '-Quiet is a Boolean'
            $ini = Get-Content -Raw (Join-Path $xlink 'isps_ul.ini')
            Assert ($ini -match '(?m)^1=WFM,0,xlink@company\.example,[0-9A-F]+\s*$') 'password is encoded'
            Assert ($ini -notmatch 'S3cret') 'password is not in the file'

            # --- A CSV interface, as the manual has it, with the manual's file.
            Set-XlinkExternalSystemConfiguration -Path $xlink -Name 'CSV' -Source $acd.FullName -Separator Semicolon `
                -HeaderLines 1 -GroupColumn 1 -DateColumn 2 -TimeColumn 3 -DateOrder dmy -Interval 15 -AhtColumn 6 `
                -ColumnNames 'Queue', 'Date', 'Time', 'CallsOffered', 'CallsHandled', 'AHT' -Groups 'UHD_DE_IN', 'UHD_EN_IN'
            $tree = Get-XlinkSourceTree -Path $xlink -ExternalSystem 'CSV'
            Assert ($tree.Path -contains 'CSV:UHD_DE_IN:CallsOffered') 'source tree comes from the configuration'
            $null = New-XlinkMapping -Path $xlink -Queue 'Hotline' -ValueType 'Calls' -Source 'CSV:UHD_DE_IN:CallsOffered', 'CSV:UHD_EN_IN:CallsOffered'
            $null = New-XlinkMapping -Path $xlink -Queue 'Hotline' -ValueType 'AHT' -Source 'CSV:UHD_DE_IN:AHT'
            Assert (@(Get-XlinkMapping -Path $xlink).Count -eq 2) 'two targets are mapped'
            @'
Queue;Date;Time;CallsOffered;CallsHandled;AHT
UHD_DE_IN;23.12.2014;08:00;1;0;0
UHD_DE_IN;23.12.2014;08:15;1;1;180
UHD_EN_IN;23.12.2014;08:30;1;1;150
UHD_EN_IN;23.12.2014;08:45;1;1;160
UHD_EN_IN;23.12.2014;25:99;1;1;160
'@ | Set-Content -Path (Join-Path $acd 'calls.csv')

            # --- Import: first a dry run, then for real, then again.
            $dry = Invoke-XlinkImport -Path $xlink -CallData -StartDate 2014-12-23 -WhatIf
            Assert (-not @(Get-XlinkInterval -Queue 'Hotline' -ValueType 'Calls' -Date 2014-12-23)) '-WhatIf stores nothing'
            $run = Invoke-XlinkImport -Path $xlink -CallData -StartDate 2014-12-23 -Days 1 -WarningVariable warning -WarningAction SilentlyContinue
            Assert ($run.RowsRead -eq 4 -and $run.RowsSkipped -eq 1) 'four rows read, the broken one counted'
            Assert ("$warning" -match 'calls\.csv' -and "$warning" -match '6') 'the warning names file and line'
            $again = Invoke-XlinkImport -Path $xlink -CallData -StartDate 2014-12-23 -Days 1 -WarningAction SilentlyContinue
            $calls = Get-XlinkInterval -Queue 'Hotline' -ValueType 'Calls' -Date 2014-12-23
            Assert (($calls | Measure-Object Value -Sum).Sum -eq 4) 'importing twice does not double'
            Assert (($calls | Where-Object { $_.Start.ToString('HH:mm') -eq '08:30' }).Value -eq 1) 'the interval is where it belongs'
            $aht = Get-XlinkInterval -Queue 'Hotline' -ValueType 'AHT' -Date 2014-12-23
            Assert (($aht | Where-Object { $_.Start.ToString('HH:mm') -eq '08:15' }).Value -eq 180) 'AHT is 180'

            # --- Things go wrong.
            $wrong = New-Object pscredential 'xlink@company.example', (ConvertTo-SecureString 'wrong' -AsPlainText -Force)
            1..6 | ForEach-Object { try { Connect-XlinkServer -Url $server.Url -Credential $wrong } catch { $failure = $_ } }
            Assert ($failure.FullyQualifiedErrorId -match '^[A-Z]\w+,') 'a refused login has a stable error ID'
            Assert (Get-XlinkUser -EmailAddress 'xlink@company.example').IsLocked 'the user is locked'
            $test = Test-XlinkConnection -Path $xlink
            Assert (-not $test.Success -and ($test.Steps | Where-Object { -not $_.Success }).Remedy -match 'Unlock') 'the test says what to do'
            Unlock-XlinkUser -EmailAddress 'xlink@company.example'
            Assert (Test-XlinkConnection -Path $xlink -Quiet) 'unlocked, it connects again'
        }
        finally {
            $server | Stop-XlinkServer
        }
    }
}
