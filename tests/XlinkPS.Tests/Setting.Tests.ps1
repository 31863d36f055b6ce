param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $path = (Install-Xlink (Join-Path $TestDrive Xlink)).Path
    $file = Join-Path $path isps_ul.ini
    Set-TestByte $file "[DB]`r`n1=WFM,0,xlink@company.example,4A6F`r`n[GENERAL] ; switches`r`n protocol = `"1`"`r`nProtocol=0`r`n; sizes`r`nLogMaxFileSize=10240`r`n[ACD]`r`nGroupColumn=1`r`nGroups=A;B`r`nPassword=`$`$`$:4cdNGNkbm9ydGVs`r`nOwn=x`r`n"
    $before = Get-TestByte $file
}

Describe 'The settings' {
    AfterEach { Set-TestByte $file $before }

    It 'are shown with line, value and meaning, servers and secrets not' {
        $setting = Get-XlinkSetting -Path $path
        $setting | ForEach-Object { "$($_.Section)/$($_.Key)" } |
            Should -Be 'GENERAL/protocol', 'GENERAL/LogMaxFileSize', 'ACD/GroupColumn', 'ACD/Groups', 'ACD/Password', 'ACD/Own'
        $setting[0].Value | Should -Be '0' -Because 'the last of two lines counts'
        $setting[0].Line | Should -Be 5
        $setting[2].Explanation | Should -Match 'Column of the queue'
        $setting[4].Value | Should -BeOfType securestring
        $setting[5].IsKnown | Should -BeFalse
        $setting[5].Explanation | Should -BeNullOrEmpty
        $setting | Format-Table | Out-String -Width 200 | Should -Not -Match 'NGNkbm9ydGVs|nortel'
        (Get-XlinkSetting ACD G* $path).Key | Should -Be 'GroupColumn', 'Groups'
        $unset = Get-XlinkSetting ACD HeaderLines $path -IncludeUnset
        $unset.Value, $unset.Line | Should -Be $null, $null
        $unset.Explanation | Should -Match 'Lines to skip'
    }

    It 'are explained in German too' {
        $ui = [cultureinfo]::CurrentUICulture
        try {
            [cultureinfo]::CurrentUICulture = 'de-DE'
            (Get-XlinkSetting ACD GroupColumn $path).Explanation | Should -Match 'Spalte mit dem Namen der Queue'
        }
        finally { [cultureinfo]::CurrentUICulture = $ui }
    }

    It 'are changed without a trace elsewhere in the file' {
        $changed = Set-XlinkSetting General LogMaxFileSize 5000 $path -PassThru
        $changed.Value | Should -Be '5000'
        Get-TestByte $file | Should -BeExactly $before.Replace('10240', '5000')
        Set-XlinkSetting ACD headerlines 1 $path
        (Get-XlinkSetting ACD HeaderLines $path).Value | Should -Be '1'
        Remove-XlinkSetting ACD HeaderLines $path
        Get-TestByte $file | Should -BeExactly $before.Replace('10240', '5000')
        Set-XlinkSetting General WriteAlways $true $path
        (Get-XlinkSetting General WriteAlways $path).Value | Should -Be '1'
        Set-XlinkSetting ACD Groups A, B, C $path
        (Get-XlinkSetting ACD Groups $path).Value | Should -Be 'A;B;C'
    }

    It 'change nothing with -WhatIf' {
        Set-XlinkSetting ACD HeaderLines 1 $path -WhatIf
        Remove-XlinkSetting ACD Groups $path -WhatIf
        Get-TestByte $file | Should -BeExactly $before
    }

    It 'take a password as a secure string only, and hide it' {
        (Get-TestError { Set-XlinkSetting ACD Password geheim $path -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^SettingPlainPassword,'
        Set-XlinkSetting ACD Password (New-TestSecret geheim) $path
        Get-TestByte $file | Should -Match 'Password=\$\$\$:'
        Get-TestByte $file | Should -Not -Match 'geheim'
    }

    It 'refuse what a documented key cannot be, and warn of a slip' {
        $failure = Get-TestError { Set-XlinkSetting ACD Interval 17 $path -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Be 'SourceKeyInvalid,XlinkPS.Settings.SetXlinkSettingCommand'
        $failure.ErrorDetails.RecommendedAction | Should -Match '15, 30 or 60'
        (Get-TestError { Set-XlinkSetting ACD TimeZone Europe/Berlni $path -ErrorAction Stop }).ErrorDetails.RecommendedAction | Should -Match 'Europe/Berlin'
        (Get-TestError { Set-XlinkSetting DB 1 x $path -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^SettingOfServer,'
        (Get-TestError { Remove-XlinkSetting ACD Nothing $path -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^SettingNotFound,'
        (Get-TestError { Get-XlinkSetting Nothing -Path $path -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^SettingSectionNotFound,'
        Get-TestByte $file | Should -BeExactly $before
        Set-XlinkSetting ACD GroupColum 1 $path -WarningVariable warning -WarningAction SilentlyContinue
        $warning | Should -Match "'GroupColumn' may be meant"
        Set-XlinkSetting Genral Protocol 1 $path -WhatIf -WarningVariable warning -WarningAction SilentlyContinue
        $warning | Should -Match '\[General\] may be meant'
        Set-XlinkSetting Avaya HeaderLines 1 $path -WhatIf -WarningVariable warning
        $warning | Should -BeNullOrEmpty -Because 'a new external system has a section of its own'
    }

    It 'go from one installation to another through the pipeline, secrets included' {
        $other = (Install-Xlink (Join-Path $TestDrive other)).Path
        Get-XlinkSetting ACD -Path $path | Select-Object Section, Key, Value | Set-XlinkSetting -Path $other
        $copy = Get-XlinkSetting ACD -Path $other
        $copy.Key | Should -Be 'GroupColumn', 'Groups', 'Password', 'Own'
        Get-TestByte (Join-Path $other isps_ul.ini) | Should -Match 'Password=\$\$\$:4cdNGNkbm9ydGVs'
        Get-XlinkSetting ACD Groups $path | Remove-XlinkSetting
        Get-TestByte $file | Should -BeExactly $before.Replace("Groups=A;B`r`n", '')
    }
}
