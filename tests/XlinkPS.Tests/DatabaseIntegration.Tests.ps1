param([Parameter(Mandatory)] [string] $Module)

BeforeDiscovery {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $hasSqlite = try { [bool] (Get-XlinkOdbcDataSource SQLite3 -Type Driver) } catch { $false }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $installation = Install-Xlink -Path (Join-Path $TestDrive Xlink)
    $path = $installation.Path

    # A database in memory, whose table is the query itself.
    $universal = @{
        Path = $path
        ConnectionString = New-TestSecret 'Driver=SQLite3;Database=:memory:'
        QueueSql = "select 'Hotline'"
        CallDataTable = "(select 'Hotline' as queue, '2026-11-16 08:01:00' as started, 3 as offered, 2 as answered, 90 as seconds union all " +
            "select 'Hotline', '2026-11-16 08:10:00', 4, 3, 60 union all select 'Other', '2026-11-16 08:10:00', 9, 9, 9) calls"
        QueueNameColumn = 'queue'
        ValueTypes = 'offered', 'answered', 'seconds'
        TimeStampExpression = 'started'
        Interval = 15
    }
    Set-XlinkExternalSystemConfiguration ACD @universal
    $map = 'WFM:1:7:1=ACD:Hotline:offered', 'WFM:1:7:2=ACD:Hotline:answered', 'WFM:1:7:3=ACD:Hotline:seconds', 'WFM:1:7:3=$1.BAS', 'WFM:1:8:4=ACD:Hotline:offered', 'WFM:1:8:4=$2.BAS'
    Set-Content (Join-Path $path acd_map.ini) $map
    Set-Content (Join-Path $path '$1.BAS') 'Sub Main()', 'Result = Para1 * 100', 'End Sub'
    Set-Content (Join-Path $path '$2.BAS') 'Sub Main()', 'If Weekday = 1 Then Result = 0 Else Result = Para1 * 100', 'End Sub'
    Set-XlinkSetting -Path $path General CloudLinkHandlingTime 3
    Set-XlinkSetting -Path $path General CloudLinkOffered '1;4'
}

Describe 'ConvertTo-XlinkDatabaseIntegration' {
    It 'writes a query that has the rows with the columns of the successor' -Skip:(-not $hasSqlite) {
        $query = $installation | ConvertTo-XlinkDatabaseIntegration -ExternalSystem ACD -From 2026-11-16 -To 2026-11-17
        "$($query.Kind) $($query.Dialect) $($query.From)$($query.To)" | Should -Be 'ContactInterval Sqlite '

        # The query as the table of another interface shows its rows.
        $other = $universal.Clone()
        $other.CallDataTable = "($($query.Query -replace '\n', ' ')) successor"
        $other.QueueNameColumn = 'queuename'
        $other.TimeStampExpression = 'timestamp'
        $other.ValueTypes = 'queueidentifier', 'offered', 'answered', 'handlingtime'
        Set-XlinkExternalSystemConfiguration Successor @other
        $rows = (Test-XlinkExternalSystem -Path $path Successor).Steps | Where-Object Name -eq CallDataTable | ForEach-Object Rows
        $rows -join ' ' | Should -Be '2026-11-16 08:00:00 Hotline 7 7 5 150'
    }

    It 'tells what the query cannot carry, and what to do' {
        $query = ConvertTo-XlinkDatabaseIntegration ACD -Path $path -Dialect SqlServer -Kind ContactInterval
        $query.Mappings | Should -Be 'WFM:1:7:1', 'WFM:1:7:2', 'WFM:1:7:3'
        $limitation = $query.Limitations | Where-Object Mapping
        "$($limitation.Mapping) $($limitation.Code)" | Should -Be 'WFM:1:8:4 IntegrationScriptNotSum'
        $limitation.Remedy | Should -Not -BeNullOrEmpty
        "$($query.From) $($query.To)" | Should -Be ':from :to'
        $query.Query | Should -BeLike '*`[queueidentifier`]*CAST(:from AS DATETIME2(0))*CAST(:to AS DATETIME2(0))*'
        ($query | Out-String) | Should -Match 'ACD\s+ContactInterval\s+SqlServer'
        ($query.Limitations | Format-List | Out-String) | Should -Match 'Remedy'
    }

    It 'takes the placeholders of whoever runs it' {
        $query = ConvertTo-XlinkDatabaseIntegration ACD $path -FromPlaceholder '?' -ToPlaceholder '?'
        ([regex]::Matches($query.Query, '\?')).Count | Should -Be 2
    }

    It 'says that an external system has no database, or is not there' {
        Set-XlinkExternalSystemConfiguration -Path $path Files -HeaderLines 1 -WarningAction SilentlyContinue
        (Get-TestError { ConvertTo-XlinkDatabaseIntegration Files -Path $path }).FullyQualifiedErrorId | Should -Match '^IntegrationNotUniversal,'
        (Get-TestError { ConvertTo-XlinkDatabaseIntegration Missing -Path $path }).FullyQualifiedErrorId | Should -Match '^ExternalSystemNotConfigured,'
        (Get-TestError { ConvertTo-XlinkDatabaseIntegration ACD -Path $path -TimeZone Europe/Berlim }).FullyQualifiedErrorId | Should -Match '^IntegrationZoneInvalid,'
        ConvertTo-XlinkDatabaseIntegration File* -Path $path | Should -BeNullOrEmpty
    }
}
