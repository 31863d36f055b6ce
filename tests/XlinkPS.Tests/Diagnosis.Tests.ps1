param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $server = Start-TestServer $TestDrive
    $service = New-XlinkQueue Service
    $hotline = New-XlinkQueue Hotline -Parent Service -ValueType Calls, AHT
    $calls, $aht = $hotline.ValueTypes.Id
    $null = New-XlinkExternalSystem CSV -Type Csv -PhoneLink
    $path = Join-Path $TestDrive Xlink
    $null = Install-Xlink $path | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential (New-TestUser)
    $acd = Set-TestInterface $path (Join-Path $TestDrive acd)
    Set-TestCallFile (Join-Path $acd calls.csv)
    $ini = Join-Path $path isps_ul.ini
    $map = Join-Path $path acd_map.ini
    $rightIni = Get-TestByte $ini
    $right = "WFM:$($service.Id):$($hotline.Id):$calls=CSV:UHD_DE_IN:CallsOffered`r`n"

    function Reset-TestFile {
        Set-TestByte $ini $rightIni
        Set-TestByte $map $right
        Get-TestBackup | Remove-Item
    }
    function Get-TestBackup { Get-ChildItem $path | Where-Object Name -CMatch '^Acd_map\d' }
    function Edit-TestFile([string] $From, [string] $To) {
        $rightIni.Contains($From) | Should -BeTrue
        Set-TestByte $ini $rightIni.Replace($From, $To)
    }
    # What is right but for two lists and a group's case, a plain password and a mapping.
    function Set-TestMistake {
        Edit-TestFile "`nGroups=UHD_DE_IN;UHD_EN_IN" "`nGroups=uhd_de_in;UHD_EN_IN;"
        Set-TestByte $ini "$(Get-TestByte $ini)`r`n[ACD]`r`nHost=acd`r`nPwd=geheim"
        Set-TestByte $map "$right$($right.Replace('UHD_DE_IN', 'uhd_de_in').Replace(":$calls=", ":$aht="))"
    }
}

AfterAll { Stop-TestServer }

Describe 'Test-XlinkConfiguration' {
    BeforeEach { Reset-TestFile }

    It 'finds nothing where nothing is wrong, also with the server' {
        Test-XlinkConfiguration $path | Where-Object Id -NE CheckDiskSpace | Should -BeNullOrEmpty
        Test-XlinkConfiguration $path -Online | Where-Object Id -NE CheckDiskSpace | Should -BeNullOrEmpty
    }

    It 'says what is wrong, where, how it shows and how to mend it, and changes nothing' {
        Set-TestMistake
        $before = Get-TestSnapshot $TestDrive/Xlink
        $finding = Test-XlinkConfiguration $path | Where-Object Id -EQ CheckGroupCase
        $finding.Severity | Should -Be Error
        $finding.File | Should -Be $ini
        $finding.Section | Should -Be CSV
        $finding.Key | Should -Be Groups
        (Get-Content $ini)[$finding.Line - 1] | Should -BeLike 'Groups=*'
        $finding.Message | Should -Match "'uhd_de_in'.*'UHD_DE_IN'"
        $finding.Symptom | Should -Match 'nothing is imported'
        $finding.Remedy | Should -Match 'UHD_DE_IN'
        $finding.CanFix | Should -BeTrue
        $finding.IsFixed | Should -BeFalse
        Get-TestSnapshot $TestDrive/Xlink | Should -Be $before
    }

    It 'takes installations from the pipeline' {
        Set-TestMistake
        (Get-Xlink $path | Test-XlinkConfiguration).Id | Should -Contain CheckGroupCase
    }

    It 'tells with -Quiet whether there is an error' {
        Test-XlinkConfiguration $path -Quiet | Should -BeTrue
        Set-TestMistake
        Test-XlinkConfiguration $path -Quiet | Should -BeFalse
        Edit-TestFile "`nGroups=UHD_DE_IN;UHD_EN_IN" "`nGroups=UHD_DE_IN;UHD_EN_IN;"
        Set-TestByte $map $right
        Test-XlinkConfiguration $path -Quiet | Should -BeTrue -Because 'a semicolon at the end is a warning'
    }

    It 'compares the mappings with the server only with -Online' {
        Set-TestByte $map "${right}WFM:1:4711:$calls=CSV:UHD_DE_IN:AHT`r`n"
        (Test-XlinkConfiguration $path).Id | Should -Not -Contain CheckMappingQueueGone
        $finding = Test-XlinkConfiguration $path -Online | Where-Object Id -EQ CheckMappingQueueGone
        $finding.File | Should -Be $map
        $finding.Line | Should -Be 2
    }

    It 'reports a server that cannot be asked as a finding' {
        Edit-TestFile 'xlink@company.example' 'nobody@company.example'
        (Test-XlinkConfiguration $path -Online).Id | Should -Contain LoginRefused
    }

    It 'mends what is unambiguous, and says what' {
        Set-TestMistake
        $mended = Test-XlinkConfiguration $path -Fix
        $mended.Id | Sort-Object | Should -Be 'CheckGroupCase', 'CheckPlainPassword', 'CheckTrailingSemicolon'
        $mended.IsFixed | Select-Object -Unique | Should -BeTrue
        (Test-XlinkConfiguration $path | Where-Object { $_.CanFix }) | Should -BeNullOrEmpty
        $text = Get-TestByte $ini
        $text -replace 'Pwd=\$\$\$:\S+', 'Pwd=geheim' | Should -BeExactly "$rightIni`r`n[ACD]`r`nHost=acd`r`nPwd=geheim"
        $text | Should -Match 'Pwd=\$\$\$:'
        Get-TestByte $map | Should -BeExactly "$right$($right.Replace(":$calls=", ":$aht="))"
        Test-XlinkConfiguration $path -Fix | Should -BeNullOrEmpty
    }

    It 'changes nothing with -Fix -WhatIf' {
        Set-TestMistake
        $before = Get-TestSnapshot $path
        Test-XlinkConfiguration $path -Fix -WhatIf | Should -BeNullOrEmpty
        Get-TestSnapshot $path | Should -Be $before
    }

    It 'says what it would mend with -WhatIf, without the password' {
        Set-TestMistake
        $text = Invoke-TestProcess "Import-Module `$Module; Test-XlinkConfiguration '$path' -Fix -WhatIf"
        ([regex]::Matches($text, 'What if:')).Count | Should -Be 3
        $text | Should -Match 'Remove the semicolon'
        $text | Should -Not -Match 'geheim'
    }

    It 'fails where there is no installation' {
        (Get-TestError { Test-XlinkConfiguration $TestDrive/nowhere -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^InstallationNotFound,'
    }

    It 'is shown file by file' {
        Set-TestMistake
        $text = Test-XlinkConfiguration $path | Out-String -Width 200
        $text | Should -Match 'File: .*isps_ul\.ini'
        $text | Should -Match 'Severity +Line +Key +Message'
        $text | Should -Match '(?m)^\W*Error\S* +\d+ +\[CSV\] Groups '
        (Test-XlinkConfiguration $path -Fix | Out-String -Width 200) | Should -Match '(?m)^\W*Fixed'
    }
}

Describe 'Repair-XlinkMapping' {
    BeforeEach {
        Reset-TestFile
        $wrong = "; note`r`nWFM:99:$($hotline.Id):$calls=CSV:UHD_DE_IN:CallsOffered`n${right}WFM:98:$($hotline.Id):$aht=CSV:UHD_DE_IN:AHT`r`nWFM:1:4711:$calls=CSV:UHD_EN_IN:AHT"
        Set-TestByte $map $wrong
    }

    It 'puts parent queues right, removes what exists twice, reports what is gone, and keeps the file as it was' {
        $change = Repair-XlinkMapping $path
        $change.Line | Should -Be 2, 4, 5
        $change.Kind | Should -Be Removed, Updated, Unknown
        $change.IsDone | Should -Be $true, $true, $false
        $change[1].Old | Should -Be "WFM:98:$($hotline.Id):$aht=CSV:UHD_DE_IN:AHT"
        $change[1].New | Should -Be "WFM:$($service.Id):$($hotline.Id):$aht=CSV:UHD_DE_IN:AHT"
        $change.Reason | ForEach-Object { $_ | Should -Not -BeNullOrEmpty }
        Get-TestByte $map | Should -BeExactly "; note`r`n${right}$($change[1].New)`r`nWFM:1:4711:$calls=CSV:UHD_EN_IN:AHT"
        $kept = Get-TestBackup
        $kept.Name | Should -Match '^Acd_map\d{12}\.ini$'
        Get-TestByte $kept.FullName | Should -BeExactly $wrong
        (Repair-XlinkMapping $path).Kind | Should -Be Unknown
        @(Get-TestBackup).Count | Should -Be 1
    }

    It 'changes nothing with -WhatIf, and shows each change' {
        $before = Get-TestSnapshot $path
        (Repair-XlinkMapping $path -WhatIf).IsDone | Should -Be $false, $false, $false
        Get-TestSnapshot $path | Should -Be $before
        $text = Invoke-TestProcess "Import-Module `$Module; Repair-XlinkMapping '$path' -WhatIf"
        ([regex]::Matches($text, 'What if:')).Count | Should -Be 2
        $text | Should -Match "Correct the mapping of WFM:98:$($hotline.Id):$aht to WFM:$($service.Id):$($hotline.Id):$aht"
    }

    It 'takes installations from the pipeline, and only the entries that are asked for' {
        Get-Xlink $path | Repair-XlinkMapping -ServerEntry Other | Should -BeNullOrEmpty
        Get-TestByte $map | Should -BeExactly $wrong
        (Get-Xlink $path | Repair-XlinkMapping -ServerEntry wfm).Count | Should -Be 3
    }

    It 'leaves the mappings of a server alone that cannot be asked' {
        Edit-TestFile 'xlink@company.example' 'nobody@company.example'
        Repair-XlinkMapping $path -ErrorVariable failure -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$($failure.FullyQualifiedErrorId)" | Should -Match 'LoginRefused'
        Get-TestByte $map | Should -BeExactly $wrong
    }

    It 'is shown line by line' {
        Repair-XlinkMapping $path -WhatIf | Out-String -Width 250 | Should -Match 'Line Kind +Done +Old +New +Reason'
    }
}
