param([Parameter(Mandatory)] [string] $Module)

BeforeDiscovery {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $hasSqlite = try { [bool] (Get-XlinkOdbcDataSource SQLite3 -Type Driver) } catch { $false }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module

    # This file is ASCII, as Windows PowerShell 5.1 needs it.
    $zurich = "Z$([char] 0xFC)rich"

    # A database in memory, whose tables are the queries themselves.
    $universal = @{
        ConnectionString = New-TestSecret 'Driver=SQLite3;Database=:memory:'
        QueueSql = "select 'Hotline' as name union select '$zurich'"
        CallDataTable = "(select 'Hotline' as queue, '2026-11-16 08:01:00' as started, 7 as talk union all select 'Hotline', '2026-11-16 08:10:00', 5) calls"
        QueueNameColumn = 'queue'
        ValueTypes = 'talk', 'case when talk > 5 then 1 else 0 end'
        TimeStampExpression = 'started'
        TimeStampType = 'Text'
        Interval = 15
    }
}

Describe 'Set-XlinkExternalSystemConfiguration for a database' {
    BeforeAll { $path = (Install-Xlink -Path (Join-Path $TestDrive set)).Path }

    It 'writes the documented keys, and the password hidden' {
        Set-XlinkExternalSystemConfiguration -Path $path ACD -DataSourceName 'My DSN' -User reader -Password (New-TestSecret 'n0t shown') -QueueSql 'select name from "Queues"' `
            -CallDataTable calls -QueueNameColumn queue -QueueNameType 1 -UseQueueId $true -QueueMappingSql 'select name, id from queues' -ValueTypes '"Offered"', '"Handled"' `
            -ValueTypeFunctions COUNT, SUM -TimeStampExpression started -TimeStampType UnixSeconds -Interval 30 -QueryTimeout 60
        $text = Get-TestByte (Join-Path $path isps_ul.ini)
        $text | Should -Match '(?m)^Source=My DSN\r?$'
        $text | Should -Match '(?m)^Password=\$\$\$:'
        $text | Should -Not -Match 'n0t shown'
        $text | Should -Match '(?m)^TimeStampType="?1"?\r?$'
        $text | Should -Match '(?m)^RetrieveValueTypesUsing=1\r?$'
    }

    It 'keeps the quotes of names' {
        $settings = (Get-XlinkExternalSystemConfiguration -Path $path ACD).Settings
        $settings['ValueTypes'] | Should -Be '"Offered";"Handled"'
        $settings['QueueSQL'] | Should -Be 'select name from "Queues"'
    }

    It 'changes nothing with -WhatIf' {
        $before = Get-TestSnapshot $path
        Set-XlinkExternalSystemConfiguration -Path $path ACD -CallDataTable other -WhatIf
        Get-TestSnapshot $path | Should -Be $before
    }

    It 'warns of what is missing or wrong' {
        Set-XlinkExternalSystemConfiguration -Path $path Broken -CallDataTable 'a; b' -WarningVariable warning -WarningAction SilentlyContinue
        $warning | Should -Not -BeNullOrEmpty
    }
}

Describe 'The help of the universal interface' {
    It 'comes with the module' {
        Join-Path (Split-Path $Module) 'en-US/about_XlinkPS_Databases.help.txt' | Should -FileContentMatch 'TROUBLESHOOTING'
    }
}

Describe 'Get-XlinkOdbcDataSource' {
    It 'gets drivers, and says when there is none of a name' -Skip:(-not $hasSqlite) {
        $driver = Get-XlinkOdbcDataSource sqlite3 -Type Driver
        "$($driver.Name) $($driver.Type)" | Should -Be 'SQLite3 Driver'
        (Get-TestError { Get-XlinkOdbcDataSource 'no such thing' }).FullyQualifiedErrorId | Should -Match '^OdbcDataSourceNotFound,'
    }

    It 'gets data sources of the user and the system' -Skip:(-not $hasSqlite -or $PSEdition -ne 'Core') {
        $ini = Join-Path $TestDrive odbc.ini
        Set-Content $ini "[ACD calls]`nDriver=SQLite3`nDatabase=:memory:"
        $env:ODBCINI = $ini
        try {
            Invoke-TestProcess 'Import-Module $Module; Get-XlinkOdbcDataSource "ACD*" | ForEach-Object { $_.Name + "=" + $_.Driver + "=" + $_.Type }' |
                Should -Contain 'ACD calls=SQLite3=User'
        }
        finally {
            $env:ODBCINI = $null
        }
    }
}

Describe 'Test-XlinkExternalSystem' {
    BeforeAll {
        $installation = Install-Xlink -Path (Join-Path $TestDrive test)
        $path = $installation.Path
    }

    It 'shows the columns and first rows of each query' -Skip:(-not $hasSqlite) {
        Set-XlinkExternalSystemConfiguration -Path $path ACD @universal
        $result = $installation | Test-XlinkExternalSystem -Name ACD -MaximumRows 1
        $result.Success | Should -BeTrue
        $result.Steps.Name | Should -Be 'Configuration', 'Connection', 'QueueSQL', 'CallDataTable'
        $result.Steps[3].Columns | Should -HaveCount 4
        $result.Steps[3].Rows | Should -HaveCount 1
        $result.Steps[3].Rows[0][1] | Should -Be 'Hotline'
        Test-XlinkExternalSystem -Path $path ACD -Quiet | Should -BeTrue
        ($result | Out-String) | Should -Match 'Hotline'
    }

    It 'explains what the database refuses, and goes on with the other queries' -Skip:(-not $hasSqlite) {
        Set-XlinkExternalSystemConfiguration -Path $path Wrong @universal
        Set-XlinkExternalSystemConfiguration -Path $path Wrong -QueueSql 'select name from nowhere'
        $result = Test-XlinkExternalSystem -Path $path Wrong
        $result.Success | Should -BeFalse
        $failed = $result.Steps | Where-Object { -not $_.Success }
        $failed.Name | Should -Be 'QueueSQL'
        $failed.Message | Should -Match 'nowhere'
        $failed.Remedy | Should -Match 'QueueSQL'
        ($result.Steps | Where-Object Name -eq CallDataTable).Success | Should -BeTrue
    }

    It 'shows the files of a CSV interface and what they would be imported as' {
        $folder = Set-TestInterface $path (Join-Path $TestDrive csv)
        Set-TestCallFile (Join-Path $folder calls.csv)
        $result = Test-XlinkExternalSystem -Path $path CSV
        $result.Success | Should -BeTrue
        ($result.Steps | Where-Object Name -eq Values).Rows[0] | Should -Be 'UHD_DE_IN:CallsOffered', '2014-12-23 08:00', '1'
    }

    It 'says that an external system is not configured' {
        (Get-TestError { Test-XlinkExternalSystem -Path $path Missing }).FullyQualifiedErrorId | Should -Match '^ExternalSystemNotConfigured,'
    }
}

Describe 'An import from a database' {
    AfterAll { Stop-TestServer }

    It 'goes from the query to the server' -Skip:(-not $hasSqlite) {
        $server = Start-TestServer (Join-Path $TestDrive server)
        $null = New-XlinkQueue Hotline -ValueType Talk
        $null = New-XlinkExternalSystem ACD -Type Universal -PhoneLink
        $path = (Install-Xlink -Path (Join-Path $TestDrive import) | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential $server.AdministratorCredential).Path
        Set-XlinkExternalSystemConfiguration -Path $path ACD @universal -Protocol $true
        (Get-XlinkSourceTree -Path $path ACD).Source | Should -Contain "ACD:${zurich}:talk"
        $null = New-XlinkMapping $path -Queue Hotline -ValueType Talk -Source ACD:Hotline:talk
        $result = Invoke-XlinkImport $path -CallData -StartDate 2026-11-16
        "$($result.RowsRead) $($result.ValuesWritten) $($result.Targets[0].Sum)" | Should -Be '2 1 12'
        Join-Path $path ACD_Hotline.log | Should -FileContentMatch 'talk=12'
    }
}
