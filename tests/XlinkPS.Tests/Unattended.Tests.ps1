param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $server = Start-TestServer $TestDrive
    $null = New-XlinkQueue Hotline -ValueType Calls
    $null = New-XlinkExternalSystem CSV -Type Csv -PhoneLink
    $path = Join-Path $TestDrive Xlink
    $null = Install-Xlink $path | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential (New-TestUser)
    $acd = Set-TestInterface $path (Join-Path $TestDrive acd)
    Set-TestCallFile (Join-Path $acd calls.csv)
    $null = New-XlinkMapping $path -Queue Hotline -ValueType Calls -Source CSV:UHD_DE_IN:CallsOffered
    $shell = (Get-Process -Id $PID).Path
}

AfterAll { Stop-TestServer }

Describe 'Unattended' {
    It 'asks nobody: a missing value or a confirmation that nobody can give is an error' {
        $text = Invoke-TestProcess @"
Import-Module `$Module
foreach (`$script in { New-XlinkQueue }, { Uninstall-Xlink '$path' }) {
    try { `$null = & `$script; 'asked nobody and went on' } catch { (`$_.FullyQualifiedErrorId -split ',')[0] }
}
"@
        $text -split '\s+' | Should -Be 'MissingMandatoryParameter', 'InvalidOperation'
        Test-Path (Join-Path $path isps_ul.ini) | Should -BeTrue
    }

    It 'removes what it is told to with -Confirm:$false, and where nothing is to be confirmed' {
        Invoke-TestProcess @"
Import-Module `$Module
`$null = Install-Xlink '$TestDrive/gone'
`$null = Uninstall-Xlink '$TestDrive/gone' -IncludeConfiguration -Confirm:`$false
`$null = Install-Xlink '$TestDrive/gone'
`$ConfirmPreference = 'None'
`$null = Uninstall-Xlink '$TestDrive/gone' -IncludeConfiguration
Test-Path '$TestDrive/gone/isps_ul.ini'
"@ | Should -Be 'False'
    }

    It 'works as a scheduled task: no home folder, no terminal, standard input closed' -Skip:($PSEdition -ne 'Core' -or $IsWindows) {
        $script = Join-Path $TestDrive task.ps1
        Set-Content $script "
            `$ErrorActionPreference = 'Stop'
            Import-Module '$Module'
            (Invoke-XlinkImport '$path' -CallData -StartDate 2014-12-23 -Verbose).ValuesWritten
            Install-Xlink '$TestDrive/task' | Get-XlinkServer | ForEach-Object ServerEntry
            Get-Xlink '$TestDrive/nothing'"
        $log = Join-Path $TestDrive task.log
        $runtime = if ($env:DOTNET_ROOT) { "DOTNET_ROOT='$env:DOTNET_ROOT'" }
        & /bin/sh -c "env -i NO_COLOR=1 PATH='$env:PATH' $runtime '$shell' -NoProfile -NonInteractive -File '$script' > '$log' 2>&1 <&-"
        $LASTEXITCODE | Should -Be 1 -Because 'the last command fails'
        $text = Get-Content $log -Raw
        $text | Should -Match '(?m)^2\s*$'
        $text | Should -Match '(?m)^WFM\s*$'
        $text | Should -Match 'VERBOSE: .*4 rows read'
        $text | Should -Match 'nothing'
        $text | Should -Not -Match "$([char] 27)\[|Progress|\[ +\]" -Because 'a log has no progress bars and no colours'
    }

    It 'works in a job, and what it returns goes on through the pipeline' {
        $job = Start-Job -ArgumentList $Module, $path -ScriptBlock {
            Import-Module $args[0]
            Get-Xlink $args[1]
            try { Get-Xlink "$($args[1])/nothing" -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
        }
        try {
            $found = $job | Wait-Job -Timeout 60 | Receive-Job
            ($found[0] | Get-XlinkServer).Url | Should -Be $server.Url
            $found[1] | Should -Be 'InstallationNotFound,XlinkPS.Installations.GetXlinkCommand'
        }
        finally { $job | Remove-Job -Force }
    }

    It 'works in runspaces that have nothing but the module' {
        $state = [Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
        $state.ImportPSModule($Module)
        $runspace = [runspacefactory]::CreateRunspace($state)
        $runspace.Open()
        try {
            $powershell = [powershell]::Create()
            $powershell.Runspace = $runspace
            $null = $powershell.AddCommand('Get-XlinkMapping').AddParameter('Path', $path)
            $powershell.Invoke().Source | Should -Be 'CSV:UHD_DE_IN:CallsOffered'
            $powershell.HadErrors | Should -BeFalse
        }
        finally { $runspace.Dispose() }
    }

    It 'works in parallel' -Skip:($PSEdition -ne 'Core') {
        $result = 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:Module
            $installation = Install-Xlink (Join-Path $using:TestDrive "parallel$_")
            1..5 | ForEach-Object { Set-XlinkSetting General LogMaxFileSize (1000 + $_) $installation.Path }
            (Get-XlinkSetting General LogMaxFileSize $installation.Path).Value
        }
        $result | Should -Be (@('1005') * 4)
    }

    It 'reports progress that grows, ends, and stays out of the other streams' {
        $powershell = [powershell]::Create()
        try {
            $script = 'param($Module, $Path) Import-Module $Module; Invoke-XlinkImport $Path -CallData -StartDate 2014-12-23 -Verbose'
            $null = $powershell.AddScript($script).AddArgument($Module).AddArgument($path)
            $powershell.Invoke().ValuesWritten | Should -Be 2
            $progress = $powershell.Streams.Progress
            $progress[-1].RecordType | Should -Be 'Completed'
            $progress.Activity | Select-Object -Unique | Should -HaveCount 1
            $percent = $progress.Where{ $_.RecordType -eq 'Processing' }.PercentComplete
            $percent | Should -Be ($percent | Sort-Object)
            $percent | Where-Object { $_ -lt -1 -or $_ -gt 100 } | Should -BeNullOrEmpty
            $powershell.Streams.Verbose.Message -join "`n" | Should -Match '4 rows read'
        }
        finally { $powershell.Dispose() }
    }

    It 'names every error with an ID that stays, and the cmdlet' {
        $missing = Join-Path $TestDrive nothing
        $failure = {
            Get-Xlink $missing -ErrorAction Stop
        }, { Restore-Xlink "$missing.zip" $path -ErrorAction Stop }, { Get-XlinkQueue nothing -ErrorAction Stop }, { Set-XlinkLanguage klingon $path -ErrorAction Stop }
        $failure | ForEach-Object { (Get-TestError $_).FullyQualifiedErrorId -replace ',.*' } |
            Should -Be 'InstallationNotFound', 'BackupNotFound', 'QueueNotFound', 'LanguageUnknown'
    }
}

Describe 'Importing and removing the module' {
    It 'leaves no process, connection or handle behind' -Skip:(-not (Test-Path /proc/self/fd)) {
        $text = Invoke-TestProcess @"
`$count = foreach (`$i in 1..4) {
    Import-Module `$Module
    Connect-XlinkServer '$($server.Url)' ([pscredential]::new('admin', (ConvertTo-SecureString '$($server.AdministratorCredential.GetNetworkCredential().Password)' -AsPlainText -Force)))
    `$null = Get-XlinkQueue
    Remove-Module XlinkPS
    [GC]::Collect(); [GC]::WaitForPendingFinalizers(); [GC]::Collect()
    (Get-ChildItem /proc/self/fd -ErrorAction Ignore | ForEach-Object { `$_.Target } | Where-Object { `$_ -match 'socket|Xlink' -and `$_ -notmatch '\.dll' }).Count
}
"`$(`$count[-1] - `$count[0])"
"children: " + @(Get-Process | Where-Object { `$_.Parent.Id -eq `$PID }).Count
"@
        $text -split '\r?\n' | Should -Be '0', 'children: 0'
    }
}
