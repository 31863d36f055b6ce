param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $path = Join-Path $TestDrive Xlink
    $installation = Install-Xlink $path
    $logs = Join-Path $TestDrive logs
    Set-XlinkExternalSystemConfiguration -Path $path ACD -HeaderLines 1 -WarningAction SilentlyContinue
    $ini = Join-Path $path isps_ul.ini
    (Get-Content $ini) -replace '^;?\s*LogDir.*$' -replace '^\[General\].*', "[General]`nLogDir=`"$logs`"" | Set-Content $ini

    function Set-TestLog([string] $Name, [string[]] $Line, [string] $Folder = $path) {
        $null = New-Item -ItemType Directory -Force $Folder
        [IO.File]::WriteAllText((Join-Path $Folder $Name), ($Line -join "`n") + "`n")
    }
    function Reset-TestLog {
        Remove-Item (Join-Path $path '*.log*'), (Join-Path $logs '*.log*') -ErrorAction SilentlyContinue
        Set-TestLog isps_uls.log.1 '03/17/22 12:15:48 > Starting up ISPS Xlink.', '03/17/22 12:15:49 > Error: The server is away.', '  at once'
        Set-TestLog isps_uls.log '03/17/22 12:15:52 > Warning: last'
        Set-TestLog isps_ul.log '03/17/22 12:15:50 > manual'
        Set-TestLog ACD_Hotline.log '03/17/22 12:15:51 > 7 values' $logs
    }
}

Describe 'Get-XlinkLog' {
    BeforeAll { Reset-TestLog }

    It 'gets the entries of all logs in the order of time' {
        $entry = Get-XlinkLog -Path $path
        $entry.Text | Should -Be 'Starting up ISPS Xlink.', "The server is away.`n  at once", 'manual', '7 values', 'last'
        $entry.Level | Should -Be 'Info', 'Error', 'Info', 'Info', 'Warning'
        $entry.File | Should -Be 'isps_uls.log', 'isps_uls.log', 'isps_ul.log', 'ACD_Hotline.log', 'isps_uls.log'
        $entry[1].Time | Should -Be ([datetime] '2022-03-17T12:15:49')
        $entry[1].FilePath | Should -Be (Join-Path $path isps_uls.log.1)
        $entry[3].ExternalSystem, $entry[3].Queue | Should -Be 'ACD', 'Hotline'
    }

    It 'takes an installation from the pipeline and logs by name, with wildcards' {
        ($installation | Get-XlinkLog -Name isps_ul.log).Text | Should -Be 'manual'
        ($installation | Get-XlinkLog -Name ACD*, isps_ul.log).Text | Should -Be 'manual', '7 values'
        Get-XlinkLog -Path $path nothing* | Should -BeNullOrEmpty
    }

    It 'takes the last entries, those since a time, and those of a level' {
        (Get-XlinkLog -Path $path -Tail 2).Text | Should -Be '7 values', 'last'
        (Get-XlinkLog -Path $path -Since '2022-03-17T12:15:51').Text | Should -Be '7 values', 'last'
        (Get-XlinkLog -Path $path -Level Error, Warning).File | Should -Be 'isps_uls.log', 'isps_uls.log'
        (Get-XlinkLog -Path $path -Since ([datetime]::Now)) | Should -BeNullOrEmpty
    }

    It 'names a log that is not there' {
        $failure = Get-TestError { Get-XlinkLog -Path $path isps_usl.log -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Be 'LogNotFound,XlinkPS.Logs.GetXlinkLogCommand'
        $failure.Exception.Message | Should -Match 'isps_usl\.log'
        (Get-TestError { Get-XlinkLog -Path (Join-Path $TestDrive none) -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^InstallationNotFound,'
    }

    It 'completes the names of the logs' {
        $line = "Get-XlinkLog -Path '$path' isps"
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'isps_ul.log', 'isps_uls.log'
    }

    It 'follows a log with -Wait, also one that is rotated, until it is stopped' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($Module, $Path) Import-Module $Module; Get-XlinkLog -Path $Path isps_uls.log -Tail 1 -Wait').AddArgument($Module).AddArgument($path)
            $output = New-Object 'System.Management.Automation.PSDataCollection[psobject]'
            $noInput = New-Object 'System.Management.Automation.PSDataCollection[psobject]'
            $noInput.Complete()
            $running = $shell.BeginInvoke($noInput, $output)
            function Wait-TestOutput([int] $Count) {
                $limit = [datetime]::Now.AddSeconds(60)
                while ($output.Count -lt $Count) {
                    if ([datetime]::Now -gt $limit -or $running.IsCompleted) { throw "$($output.Count) of $Count entries; $($shell.Streams.Error)" }
                    Start-Sleep -Milliseconds 20
                }
            }
            Wait-TestOutput 1
            [IO.File]::AppendAllText((Join-Path $path isps_uls.log), "03/17/22 12:16:00 > added`n")
            Wait-TestOutput 2
            Move-Item (Join-Path $path isps_uls.log) (Join-Path $path isps_uls.log.1) -Force
            Set-TestLog isps_uls.log '03/17/22 12:16:01 > Error: new file'
            Wait-TestOutput 3
            $shell.Stop()
            $output.ReadAll().Text | Should -Be 'last', 'added', 'new file'
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        }
        finally {
            $shell.Dispose()
        }
    }
}

Describe 'Clear-XlinkLog' {
    BeforeEach { Reset-TestLog }

    It 'changes nothing with -WhatIf' {
        $before = Get-TestSnapshot $TestDrive
        Clear-XlinkLog -Path $path -WhatIf | Should -BeNullOrEmpty
        Get-TestSnapshot $TestDrive | Should -Be $before
    }

    It 'deletes full files, empties the others and lists them' {
        $removed = $installation | Clear-XlinkLog
        $removed.Path | Split-Path -Leaf | Should -Be 'ACD_Hotline.log', 'isps_ul.log', 'isps_uls.log.1', 'isps_uls.log'
        $removed.IsEmptied | Should -Be $true, $true, $false, $true
        $removed | ForEach-Object Length | Should -Not -Contain 0
        Get-XlinkLog -Path $path | Should -BeNullOrEmpty
        Test-Path (Join-Path $path isps_uls.log.1) | Should -BeFalse
    }

    It 'clears only the logs that are named' {
        (Clear-XlinkLog -Path $path isps_ul.log).Path | Should -Be (Join-Path $path isps_ul.log)
        (Get-XlinkLog -Path $path).File | Should -Not -Contain 'isps_ul.log'
        @(Get-XlinkLog -Path $path).Count | Should -Be 4
        (Get-TestError { Clear-XlinkLog -Path $path no.log -ErrorAction Stop }).FullyQualifiedErrorId | Should -Be 'LogNotFound,XlinkPS.Logs.ClearXlinkLogCommand'
    }
}

Describe 'The view of a log' {
    It 'shows time, level, file and text, coloured where PowerShell colours' {
        Reset-TestLog
        $text = Get-XlinkLog -Path $path isps_uls.log | Out-String -Width 120
        $plain = $text -replace "$([char] 27)\[[\d;]*m"
        $plain | Should -Match "Warning\s+isps_uls\.log\s+last"
        $plain | Should -Match "Error\s+isps_uls\.log\s+The server is away\."
        # The column has room for twenty-two characters, which not every culture's times are content with.
        $time = ([datetime] '2022-03-17T12:15:50').ToString('G')
        Get-XlinkLog -Path $path isps_ul.log | Out-String | Should -Match ([regex]::Escape($time.Substring(0, [math]::Min($time.Length, 18))))
        Clear-XlinkLog -Path $path isps_ul.log | Out-String -Width 200 | Should -Match 'isps_ul\.log\s+\d+ B True'
    }
}
