param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module

    function Complete([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.Where{ $_.ResultType -eq 'ParameterValue' } }

    # Parameters whose values exist somewhere, and those of the same name whose values are new or a person's own.
    $completed = 'ExternalSystem', 'Queue', 'Parent', 'ValueType', 'ServerEntry', 'Language', 'Section', 'Key', 'TimeZone', 'ActivityTimeZone', 'BackupPath', 'DataSourceName',
        'QueueId', 'ParentQueueId', 'ValueTypeId', 'Date', 'StartDate', 'Group', 'Id', 'Employee', 'EmailAddress', 'UserName', 'ExternalId', 'File', 'Name', 'Path', 'Source', 'User', 'Url',
        'ReferenceServer', 'Vault'
    $new = 'New-XlinkUser EmailAddress', 'New-XlinkUser UserName', 'New-XlinkQueue Name', 'New-XlinkExternalSystem Name', 'New-XlinkEmployee Name', 'New-XlinkEmployee ExternalId',
        'New-XlinkActivity Name', 'New-XlinkActivity ExternalId', 'Set-XlinkCredential UserName', 'Install-Xlink Path', 'Set-XlinkExternalSystemConfiguration Source',
        'Set-XlinkExternalSystemConfiguration User', 'Get-XlinkToken User', 'Revoke-XlinkToken User', 'Test-XlinkScript Path', 'Update-Xlink BackupPath', 'Backup-XlinkServer Path', 'Restore-XlinkServer Path'
}

Describe 'Completion' {
    AfterAll { Stop-TestServer }

    It 'exists for every parameter whose values exist somewhere' {
        $without = foreach ($command in Get-Command -Module XlinkPS) {
            foreach ($parameter in $command.Parameters.Values | Where-Object Name -In $completed) {
                $has = $parameter.Attributes.Where{ $_ -is [ArgumentCompleter] -or $_ -is [ValidateSet] } -or $parameter.ParameterType.IsEnum
                if (-not $has -and "$($command.Name) $($parameter.Name)" -notin $new) { "$($command.Name) -$($parameter.Name)" }
            }
        }
        $without | Should -BeNullOrEmpty
    }

    It 'offers sections, keys with their meaning, and values of isps_ul.ini' {
        $path = (Install-Xlink (Join-Path $TestDrive Xlink)).Path
        $null = Set-TestInterface $path (Join-Path $TestDrive csv)
        (Complete "Get-XlinkSetting -Path '$path' -Section ").CompletionText | Should -Be 'CSV', 'General'
        $key = Complete "Set-XlinkSetting -Path '$path' CSV Gro"
        $key.CompletionText | Should -Be 'GroupColumn', 'Groups'
        $key[1].ToolTip | Should -Be 'All queue names in the files, case-sensitive, with semicolons between them.'
        (Complete "Set-XlinkSetting -Path '$path' CSV ConnectionS") | Should -BeNullOrEmpty -Because 'files have no connection string'
        (Complete "Set-XlinkSetting -Path '$path' NewOne ConnectionS").CompletionText | Should -Be 'ConnectionString'
        (Complete "Set-XlinkSetting -Path '$path' General WriteAlways ").CompletionText | Should -Be '0', '1'
        (Complete "Set-XlinkSetting -Path '$path' CSV TimeZone Europe/Berl").CompletionText | Should -Be "'Europe/Berlin'"
    }

    It 'offers registered installations, and their backups with the newest first' {
        $register = $env:XLINKPS_REGISTER
        $env:XLINKPS_REGISTER = Join-Path $TestDrive register
        try {
            $path = (Install-Xlink (Join-Path $TestDrive Registered) | Register-XlinkLibrary).Path
            (Complete 'Get-Xlink -Path ').CompletionText | Should -Be "'$path'"
            $null = Set-XlinkServer -Url iwfm://127.0.0.1:45053 -Path $path
            foreach ($line in 'Get-XlinkServerStatus -Url ', 'Set-XlinkServer -Url ', 'Compare-XlinkInterval -ReferenceServer ') {
                (Complete $line).CompletionText | Should -Be "'iwfm://127.0.0.1:45053'" -Because $line
            }
            $backup = (Backup-Xlink), (Backup-Xlink)
            (Get-Item $backup[0].BackupPath).LastWriteTime = [datetime]::Now.AddDays(-1)
            (Complete 'Restore-Xlink ').ListItemText | Should -Be $backup[1].BackupPath, $backup[0].BackupPath
            (Complete 'Set-XlinkLanguage ').CompletionText | Should -Contain 'german'
        }
        finally { $env:XLINKPS_REGISTER = $register }
    }

    It 'offers IDs with their names, days with data, and groups of the connected server' {
        $server = Start-TestServer (Join-Path $TestDrive ids)
        $queue = New-XlinkQueue Hotline -ValueType Calls
        $null = New-XlinkExternalSystem CSV -Type Csv -PhoneLink -TimeLink
        $null = New-XlinkEmployee Eva CSV 1
        $id = Complete 'Remove-XlinkMapping -QueueId '
        $id.CompletionText | Should -Be "$($queue.Id)"
        $id.ToolTip | Should -Be 'Hotline'
        (Complete "Remove-XlinkMapping -QueueId $($queue.Id) -ValueTypeId ").ToolTip | Should -Be 'Calls'
        (Complete 'Set-XlinkUser -EmailAddress x -Group ').CompletionText | Should -Be 'System'
        (Complete 'Get-XlinkAuditLog ').CompletionText | Should -Be 'admin'
        (Complete 'Remove-XlinkEmployeeId Eva CSV ').CompletionText | Should -Be '1'
        (Complete 'New-XlinkQueue Other -ValueType ').CompletionText | Should -Be 'Calls'
        $day = [datetime]::Today.AddDays(-2).ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)
        Send-TestAgentStatus $server $day "1 Break ${day}T10:00:00+01:00 ${day}T11:00:00+01:00" -ExternalSystem CSV
        (Complete 'Get-XlinkAgentStatus Eva ').CompletionText | Should -Be $day
        (Complete 'Get-XlinkInterval Hotline Calls ') | Should -BeNullOrEmpty -Because 'the queue has no values'
        (Complete 'Invoke-XlinkImport -CallData -StartDate ')[0].CompletionText | Should -Be ([datetime]::Today.AddDays(-1).ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture))
    }

    It 'offers vaults where SecretManagement is installed' {
        function global:Get-SecretVault { [pscustomobject] @{ Name = 'Company' } }
        try { (Complete 'Get-XlinkDesiredState -Vault ').CompletionText | Should -Be 'Company' }
        finally { Remove-Item Function:\Get-SecretVault }
    }

    It 'is silent where there is nothing, and never throws or asks' {
        $text = Invoke-TestProcess @'
Import-Module $Module
$env:XLINKPS_REGISTER = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid())
foreach ($command in Get-Command -Module XlinkPS) {
    foreach ($parameter in $command.Parameters.Values) {
        $completer = $parameter.Attributes.Where{ $_ -is [ArgumentCompleter] }
        if (-not $completer) { continue }
        foreach ($bound in @{}, @{ Path = '/no/such/folder' }, @{ Path = '::'; Queue = ''; Section = ']'; Key = '=' }) {
            $null = @($completer[0].Type::new().CompleteArgument($command.Name, $parameter.Name, "'", $null, $bound))
        }
    }
}
"errors: $($Error.Count)"
'@
        $text | Should -Be 'errors: 0'
    }
}
