param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $server = Start-TestServer $TestDrive
    $service = New-XlinkQueue Service
    $hotline = New-XlinkQueue Hotline -Parent Service -ValueType Calls, AHT
    $null = New-XlinkQueue Sales
    $null = New-XlinkQueue Hotline -Parent Sales -ValueType Calls
    $calls, $aht = $hotline.ValueTypes.Id
    $path = Join-Path $TestDrive Xlink
    $null = Install-Xlink $path | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential (New-TestUser)
    $null = Set-TestInterface $path (Join-Path $TestDrive acd)
    $map = Join-Path $path acd_map.ini

    # A map with a comment, a mapping of a name with umlaut and blanks, lines that are none, and no final line end.
    $oldMap = "; M$([char] 0xFC)ller`r`niWFM R4 S$([char] 0xFC)d:1:1002:1003=InvisionAcd1:Service 1:Calls`n`r`nnonsense`r`n" +
        "iWFM R4 S$([char] 0xFC)d : 1 : 1002 : 1003 = InvisionAcd2:Service 2:Calls`r`nWFM:1:x:3=A:B:C`r`niWFM R4 S$([char] 0xFC)d:1:1002:1003=`$1.BAS"
    function Reset-TestFile {
        Set-TestByte $map $oldMap
        Get-ChildItem $path -Filter *.BAS | Remove-Item
    }

    $script = Join-Path $TestDrive script.bas
    Set-Content $script "Dim Result As Long`nDim Para1 As Long`nDim Para2 As Long`n`nSub Main()`n  Result = (Para1 + Para2) * 100`nEnd Sub"
    $line = "`r`nWFM:$($service.Id):$($hotline.Id)"
}

AfterAll { Stop-TestServer }

Describe 'New-XlinkMapping' {
    BeforeEach { Reset-TestFile }

    It 'maps by the names that the server knows, and changes no other byte' {
        $mapping = New-XlinkMapping $path -Queue Service/Hotline -ValueType calls -Source CSV:UHD_DE_IN:CallsOffered, CSV:UHD_EN_IN:CallsOffered
        $mapping.Queue | Should -Be 'Service/Hotline'
        $mapping.ValueType | Should -Be 'Calls'
        $mapping.ServerEntry | Should -Be 'WFM'
        $mapping.Source | Should -Be 'CSV:UHD_DE_IN:CallsOffered', 'CSV:UHD_EN_IN:CallsOffered'
        $mapping.Script | Should -BeNullOrEmpty
        Get-TestByte $map | Should -BeExactly ($oldMap + "${line}:$calls=CSV:UHD_DE_IN:CallsOffered${line}:$calls=CSV:UHD_EN_IN:CallsOffered")
    }

    It 'keeps the order of the sources, which is the order of Para1, Para2' {
        $mapping = New-XlinkMapping $path -Queue Service/Hotline -ValueType Calls -Source CSV:UHD_EN_IN:CallsHandled, CSV:UHD_DE_IN:CallsOffered, CSV:UHD_DE_IN:AHT
        $mapping.Source | Should -Be 'CSV:UHD_EN_IN:CallsHandled', 'CSV:UHD_DE_IN:CallsOffered', 'CSV:UHD_DE_IN:AHT'
        (Get-XlinkMapping -Path $path -Queue Service/Hotline -WarningAction SilentlyContinue).Source | Should -Be $mapping.Source
    }

    It 'maps by IDs without asking any server' {
        Disconnect-XlinkServer
        try {
            $offline = Join-Path $TestDrive offline
            $mapping = Install-Xlink $offline | New-XlinkMapping -QueueId 1002 -ParentQueueId 7 -ValueTypeId 1003 -Source A:B:C -WarningAction SilentlyContinue
            $mapping.Queue | Should -BeNullOrEmpty
            Get-Content (Join-Path $offline acd_map.ini) | Select-Object -Last 1 | Should -Be 'WFM:7:1002:1003=A:B:C'
            $null = New-XlinkMapping $offline -QueueId 1005 -ValueTypeId 1003 -ServerEntry 'iWFM R4 Hamburg' -Source A:B:C -WarningAction SilentlyContinue
            Get-Content (Join-Path $offline acd_map.ini) | Select-Object -Last 1 | Should -Be 'iWFM R4 Hamburg:1:1005:1003=A:B:C'
        }
        finally {
            $server | Connect-XlinkServer -Credential $server.AdministratorCredential
        }
    }

    It 'copies the script under the next free number' {
        Set-Content (Join-Path $path '$2.bas') 'somebody else''s'
        $mapping = New-XlinkMapping $path -Queue Service/Hotline -ValueType AHT -Source CSV:UHD_DE_IN:AHT, CSV:UHD_EN_IN:AHT -ScriptPath $script
        $mapping.Script | Should -Be '$3.BAS'
        (Get-FileHash -LiteralPath (Join-Path $path '$3.BAS')).Hash | Should -Be (Get-FileHash $script).Hash
        (Get-TestByte $map).EndsWith("${line}:$aht=`$3.BAS") | Should -BeTrue
    }

    It 'refuses a script that <Name>, and changes nothing' -ForEach @(
        @{ Name = 'has an error'; Text = "Sub Main()`n  Result = (Para1`nEnd Sub"; ErrorId = 'ScriptSyntaxError'; Place = 'wrong\.bas, line 2' }
        @{ Name = 'uses a metric too many'; Text = "Sub Main()`n  Result = Para1 + Para3`nEnd Sub"; ErrorId = 'ScriptParameterMissing'; Place = 'wrong\.bas' }
        @{ Name = 'reaches for a file'; Text = "Sub Main()`n  Open `"x`" For Input As #1`nEnd Sub"; ErrorId = 'Script'; Place = 'wrong\.bas, line 2' }
        @{ Name = 'is not there'; Text = $null; ErrorId = 'FileNotFound,'; Place = 'wrong\.bas' }
    ) {
        $wrong = Join-Path $TestDrive wrong.bas
        if ($Text) { Set-Content $wrong $Text } else { Remove-Item $wrong -ErrorAction SilentlyContinue }
        $before = Get-TestSnapshot $path
        $failure = Get-TestError { New-XlinkMapping $path -Queue Service/Hotline -ValueType Calls -Source CSV:UHD_DE_IN:AHT -ScriptPath $wrong -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match "^$ErrorId"
        "$failure" | Should -Match $Place
        Get-TestSnapshot $path | Should -Be $before
    }

    It 'warns of what is odd in a script' {
        Set-Content $script "Sub Main()`n  If Para1 > 0`n    Result = 100 * Para1`n  End If`nEnd Sub"
        $null = New-XlinkMapping $path -Queue Service/Hotline -ValueType Calls -Source CSV:UHD_DE_IN:AHT -ScriptPath $script -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match 'line 2.*Then'
    }

    It 'adds to a target only with -Append' {
        $null = New-XlinkMapping $path -Queue Service/Hotline -ValueType Calls -Source CSV:UHD_DE_IN:CallsOffered
        $before = Get-TestByte $map
        $failure = Get-TestError { New-XlinkMapping $path -Queue Service/Hotline -ValueType Calls -Source CSV:UHD_EN_IN:CallsOffered -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^TargetMapped,'
        $failure.ErrorDetails.RecommendedAction | Should -Match '-Append'
        Get-TestByte $map | Should -BeExactly $before
        $mapping = New-XlinkMapping $path -Queue Service/Hotline -ValueType Calls -Source CSV:UHD_EN_IN:CallsOffered -Append
        $mapping.Source | Should -Be 'CSV:UHD_DE_IN:CallsOffered', 'CSV:UHD_EN_IN:CallsOffered'
        (Get-TestError { New-XlinkMapping $path -Queue Service/Hotline -ValueType Calls -Source CSV:UHD_EN_IN:CallsOffered -Append -ErrorAction Stop }).FullyQualifiedErrorId |
            Should -Match '^MappingExists,'
    }

    It 'refuses <Name>, and changes nothing' -ForEach @(
        @{ Name = 'a queue that is not there'; Parameters = @{ Queue = 'Nowhere'; ValueType = 'Calls'; Source = 'A:B:C' }; ErrorId = 'QueueNotFound' }
        @{ Name = 'a queue that is there twice'; Parameters = @{ Queue = 'Hotline'; ValueType = 'Calls'; Source = 'A:B:C' }; ErrorId = 'QueueAmbiguous' }
        @{ Name = 'a value type that the queue does not have'; Parameters = @{ Queue = 'Sales/Hotline'; ValueType = 'AHT'; Source = 'A:B:C' }; ErrorId = 'ValueTypeNotFound' }
        @{ Name = 'a source that is no path'; Parameters = @{ Queue = 'Sales/Hotline'; ValueType = 'Calls'; Source = 'Calls' }; ErrorId = 'SourcePathInvalid' }
        @{ Name = 'a line break in a source'; Parameters = @{ QueueId = 2; ValueTypeId = 3; Source = "A:B:C`nWFM:1:2:3=X:Y:Z" }; ErrorId = 'TextHasLineBreak' }
        @{ Name = 'an entry that is not there'; Parameters = @{ Queue = 'Hotline'; ValueType = 'Calls'; Source = 'A:B:C'; ServerEntry = 'Nowhere' }; ErrorId = 'ServerEntryNotFound' }
    ) {
        (Get-TestError { New-XlinkMapping $path @Parameters -ErrorAction Stop -WarningAction SilentlyContinue }).FullyQualifiedErrorId | Should -Match "^$ErrorId,"
        Get-TestByte $map | Should -BeExactly $oldMap
    }

    It 'warns of a source that the external system does not have' {
        $null = New-XlinkMapping $path -QueueId 5 -ValueTypeId 6 -Source CSV:uhd_de_in:AHT, None:A:B -WarningVariable warning -WarningAction SilentlyContinue
        $warning | Should -HaveCount 2
        "$warning" | Should -Match 'CSV:uhd_de_in:AHT'
        "$warning" | Should -Match '''None'''
    }

    It 'writes nothing with -WhatIf, not even the script' {
        $before = Get-TestSnapshot $path
        New-XlinkMapping $path -Queue Service/Hotline -ValueType Calls -Source CSV:UHD_DE_IN:AHT, CSV:UHD_EN_IN:AHT -ScriptPath $script -WhatIf -WarningAction SilentlyContinue |
            Should -BeNullOrEmpty
        Get-TestSnapshot $path | Should -Be $before
    }

    It 'shows names although the server that the session is connected to is gone' {
        $other = Start-TestServer (Join-Path $TestDrive other)
        $other | Stop-XlinkServer
        try {
            (New-XlinkMapping $path -Queue Service/Hotline -ValueType Calls -Source CSV:UHD_DE_IN:AHT).Queue | Should -Be 'Service/Hotline'
            (Get-XlinkMapping -Path $path -WarningAction SilentlyContinue).QueueId | Should -Be 1002, $hotline.Id
        }
        finally {
            Connect-XlinkServer $server.Url $server.AdministratorCredential
        }
    }
}

Describe 'Get-XlinkMapping' {
    BeforeEach { Reset-TestFile }

    It 'reports lines that are no mapping, and keeps them' {
        $mappings = Get-XlinkMapping -Path $path -WarningVariable warning -WarningAction SilentlyContinue
        $mappings | Should -HaveCount 1
        $mappings.Source | Should -Be 'InvisionAcd1:Service 1:Calls', 'InvisionAcd2:Service 2:Calls'
        $mappings.Script | Should -Be '$1.BAS'
        $mappings.ServerEntry | Should -Be "iWFM R4 S$([char] 0xFC)d"
        $warning | Should -HaveCount 2
        $warning[0] | Should -Match 'acd_map\.ini, line 4 '
        $warning[1] | Should -Match 'acd_map\.ini, line 6 '
        $null = New-XlinkMapping $path -QueueId 5 -ValueTypeId 6 -Source A:B:C -WarningAction SilentlyContinue
        Get-TestByte $map | Should -Match '\r\nnonsense\r\n'
    }

    It 'finds by queue and by external system' {
        Set-TestByte $map ''
        $null = New-XlinkMapping $path -Queue Service/Hotline -ValueType Calls -Source CSV:UHD_DE_IN:AHT
        $null = New-XlinkMapping $path -Queue Sales/Hotline -ValueType Calls -Source A:B:C -WarningAction SilentlyContinue
        Get-XlinkMapping -Path $path | Should -HaveCount 2
        (Get-XlinkMapping -Path $path -Queue service/hotline).Queue | Should -Be 'Service/Hotline'
        Get-XlinkMapping -Path $path -Queue hotline | Should -HaveCount 2
        (Get-XlinkMapping -Path $path -Queue Sales/*).Source | Should -Be 'A:B:C'
        (Get-XlinkMapping -Path $path -ExternalSystem c*).Source | Should -Be 'CSV:UHD_DE_IN:AHT'
        Get-XlinkMapping -Path $path -Queue none* | Should -BeNullOrEmpty
        (Get-TestError { Get-XlinkMapping -Path $path -Queue none -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^QueueNotFound,'
    }
}

Describe 'Remove-XlinkMapping' {
    BeforeEach { Reset-TestFile }

    It 'removes a target with all its lines, and nothing else' {
        Get-Xlink $path | Get-XlinkMapping -WarningAction SilentlyContinue | Remove-XlinkMapping
        Get-TestByte $map | Should -BeExactly "; M$([char] 0xFC)ller`r`n`r`nnonsense`r`nWFM:1:x:3=A:B:C" -Because 'the file had no line break at its end before'
    }

    It 'removes nothing with -WhatIf' {
        Get-Xlink $path | Get-XlinkMapping -WarningAction SilentlyContinue | Remove-XlinkMapping -WhatIf
        Get-TestByte $map | Should -BeExactly $oldMap
    }

    It 'removes by name, and says what is not mapped' {
        $null = New-XlinkMapping $path -Queue Service/Hotline -ValueType Calls -Source CSV:UHD_DE_IN:AHT
        Remove-XlinkMapping $path -Queue Service/Hotline -ValueType Calls
        Get-XlinkMapping -Path $path -Queue Service/Hotline -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $failure = Get-TestError { Remove-XlinkMapping $path -Queue Service/Hotline -ValueType Calls -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^MappingNotFound,'
        "$failure" | Should -Match 'Service/Hotline / Calls'
    }

    It 'removes a mapping whose parent is queue 0' {
        Set-TestByte $map 'WFM:0:2:3=A:B:C'
        Get-XlinkMapping -Path $path | Remove-XlinkMapping
        Get-TestByte $map | Should -Be ''
    }
}
