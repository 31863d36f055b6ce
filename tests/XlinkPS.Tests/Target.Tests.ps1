param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $server = Start-TestServer $TestDrive
    $hotline = New-XlinkQueue Hotline -ValueType Calls, Erledigt, AHT
    $null = New-XlinkExternalSystem CSV -Type Csv -PhoneLink
    $path = Join-Path $TestDrive Xlink
    $null = Install-Xlink $path | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential (New-TestUser)
    $acd = Join-Path $TestDrive acd
    $out = (New-Item -ItemType Directory (Join-Path $TestDrive out)).FullName
    $null = Set-TestInterface $path $acd -WarningAction SilentlyContinue
    $i = 0
    foreach ($column in 'CallsOffered', 'CallsHandled', 'AHT') {
        $null = New-XlinkMapping $path -QueueId $hotline.Id -ValueTypeId $hotline.ValueTypes[$i++].Id -Source CSV:UHD_DE_IN:$column -WarningAction SilentlyContinue
    }
    Set-TestCallFile (Join-Path $acd calls.csv) -Row 'UHD_DE_IN;01.12.2014;08:00;3;2;180', 'UHD_DE_IN;02.12.2014;08:15;1;1;60'
    $ini = Join-Path $path isps_ul.ini
    $fresh = Get-TestByte $ini
}

AfterAll { Stop-TestServer }

Describe 'Set-XlinkTarget and Get-XlinkTarget' {
    BeforeEach { Set-TestByte $ini $fresh }

    It 'sets what is given for the installation and for one external system, and shows what holds' {
        $installation = Get-Xlink $path | Set-XlinkTarget Both -Directory $out -TimeZone UTC -Channel SocialMedia
        $installation.Path | Should -Be $path
        $null = Set-XlinkTarget CloudLink -ExternalSystem CSV -QueueIdentifier Path -Path $path
        $target = Get-XlinkTarget -Path $path
        $target.ExternalSystem | Should -Be $null, 'CSV'
        $target.Target | Should -Be 'Both', 'CloudLink'
        $target.Directory | Should -Be $out, $out
        $target.QueueIdentifier | Should -Be 'Id', 'Path'
        $target[1].TimeZone | Should -Be 'UTC'
        $target[1].Channel | Should -Be 'SocialMedia'
        Join-Path $path isps_wfm.json | Should -Exist
    }

    It 'changes nothing with -WhatIf, and refuses a zone that is none' {
        $null = Set-XlinkTarget CloudLink -Path $path -WhatIf
        (Get-TestError { Set-XlinkTarget -TimeZone Europe/Nowhere -Path $path -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^SourceKeyInvalid'
        Get-TestByte $ini | Should -BeExactly $fresh
    }
}

Describe 'Roles, imports and history' {
    BeforeEach {
        Set-TestByte $ini $fresh
        Get-ChildItem $out | Remove-Item
    }

    It 'guesses, tells what is missing, and takes what is set' {
        $role = Get-XlinkTargetRole Hot* -Path $path
        $role.Role | Should -Be 'Offered', 'None', 'AverageHandlingTime'
        $role.IsWritten | Should -Be $false, $false, $false
        $role[0].Reason | Should -Match 'Answered'
        $set = Set-XlinkTargetRole Erledigt Answered -Path $path -PassThru
        $set.Role, $set.IsGuessed, $set.IsWritten | Should -Be 'Answered', $false, $true
        Set-XlinkTargetRole -Queue Hotline -Channel Chats -Path $path
        (Get-XlinkTargetRole -Path $path).Channel | Select-Object -Unique | Should -Be 'Chats'
        Get-XlinkTargetRole -Path $path | Set-XlinkTargetRole -Guess -Path $path
        Set-XlinkTargetRole Erledigt -Guess -Path $path
        (Get-XlinkTargetRole -Path $path).IsGuessed | Select-Object -Unique | Should -Be $true
    }

    It 'imports to both, and exports the same' {
        Set-XlinkTargetRole Erledigt Answered -Path $path
        $null = Set-XlinkTarget Both -Directory $out -Path $path
        $result = Invoke-XlinkImport $path -CallData -StartDate 2014-12-01 -Days 2
        $result.CloudLinkFiles | Should -HaveCount 2
        $imported = Get-ChildItem $out | Sort-Object Name | ForEach-Object { Import-Csv $_.FullName }
        $imported.timestamp | Should -Be '2014-12-01 08:00:00', '2014-12-02 08:15:00'
        $imported.handlingtime | Should -Be '360', '60'
        (Get-XlinkInterval Hotline Calls 2014-12-01).Value | Should -Be 3

        Get-ChildItem $out | Remove-Item
        $export = Export-XlinkCloudLinkData -StartDate 2014-12-01 -Days 2 -Path $path -WhatIf
        $export.ValuesWritten, $export.Files.Count | Should -Be 6, 0
        $export = Export-XlinkCloudLinkData -StartDate 2014-12-01 -Days 2 -Path $path
        $export.Files | Should -HaveCount 2
        (Get-ChildItem $out | Sort-Object Name | ForEach-Object { Import-Csv $_.FullName } | ConvertTo-Json) | Should -Be ($imported | ConvertTo-Json)
    }

    It 'reports a folder that is not there, and imports into the server all the same' {
        Set-XlinkTargetRole Erledigt Answered -Path $path
        $null = Set-XlinkTarget Both -Directory (Join-Path $TestDrive missing) -Path $path
        $result = Invoke-XlinkImport $path -CallData -StartDate 2014-12-02 -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -Match '^CloudLinkFolderMissing'
        $result.ValuesWritten | Should -Be 3
    }

    It 'shows targets, roles and exports as tables' {
        (Get-XlinkTarget -Path $path | Format-Table | Out-String -Width 200) | Should -Match 'ExternalSystem +Target +Form +Directory'
        (Get-XlinkTargetRole -Path $path | Format-Table | Out-String -Width 200) | Should -Match 'Queue +ValueType +Role'
    }
}
