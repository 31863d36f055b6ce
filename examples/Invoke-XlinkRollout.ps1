#Requires -Version 7.2

<#
.SYNOPSIS
    Brings Xlink to many computers, or up to date there, unattended, over PowerShell remoting.
.DESCRIPTION
    On each computer: the module is copied and installed where this version is missing, an older Xlink is updated, the desired state is applied, and the
    connection to the server is tested. Each of these is complete or undone, and all can be repeated: a computer that is as it is to be is left alone.

    With -WhatIf nothing is installed: a computer that lacks this version of the module has it in a temporary folder while it says what would be done.

    Only so many computers are worked on at once, and when too many have failed, no further ones are begun. Each computer gives one result.
.PARAMETER ComputerName
    Computers to connect to over WinRM.
.PARAMETER HostName
    Computers to connect to over SSH, also as user@computer.
.PARAMETER Session
    Sessions that are open already; they stay open.
.PARAMETER Credential
    Whom to log in as over WinRM. Default: yourself.
.PARAMETER Module
    The module: its folder, or its ZIP.
.PARAMETER DesiredState
    The desired state, .psd1 or .json, the same for all computers. Without it only module and Xlink are brought up to date.
.PARAMETER Path
    Folder of the installation on each computer. Default: the path in the desired state.
.PARAMETER Secret
    Names of environment variables that the desired state refers to, with secure strings: they are set for the time of the work, in its session only.
.PARAMETER Update
    Updates an installation whose version is not the module's.
.PARAMETER SkipConnectionTest
    Does not test the connection at the end.
.PARAMETER ThrottleLimit
    How many computers are worked on at once.
.PARAMETER MaximumErrors
    No further computers are begun after so many failures; those not begun are Skipped.
.PARAMETER TimeoutMinutes
    Longest time for one computer.
.EXAMPLE
    $secret = @{ XLINK_PASSWORD_WFM = (Get-Secret Xlink) }
    ./Invoke-XlinkRollout.ps1 -ComputerName (Get-Content sites.txt) -Module ./XlinkPS.zip -DesiredState ./site.psd1 -Secret $secret | Export-Csv rollout.csv
.EXAMPLE
    ./Invoke-XlinkRollout.ps1 -HostName acd1, acd2 -Module ./XlinkPS.zip -Path /opt/xlink -Update -WhatIf
.OUTPUTS
    One object per computer: ComputerName, Status (Changed, Unchanged, WhatIf, Failed, Skipped), Version, Differences, Connected, Seconds, Error.
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'The functions below use them.')]
[CmdletBinding(SupportsShouldProcess)]
param(
    [string[]] $ComputerName,
    [string[]] $HostName,
    [Management.Automation.Runspaces.PSSession[]] $Session,
    [pscredential] $Credential,
    [Parameter(Mandatory)] [string] $Module,
    [string] $DesiredState,
    [string] $Path,
    [hashtable] $Secret = @{},
    [switch] $Update,
    [switch] $SkipConnectionTest,
    [ValidateRange(1, 500)] [int] $ThrottleLimit = 8,
    [ValidateRange(1, [int]::MaxValue)] [int] $MaximumErrors = 1,
    [ValidateRange(1, 1440)] [int] $TimeoutMinutes = 30
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 2.0

# Runs on each computer. It has only what it is given, and gives back what can go through a session.
$work = {
    param($Installer, $Zip, $Sha256, $ModuleVersion, $StateName, $StateText, $Path, $Secret, $Update, $TestsConnection, $IsWhatIf)
    $ErrorActionPreference = 'Stop'
    $ProgressPreference = 'SilentlyContinue'
    $result = @{ Version = $null; Differences = @(); Connected = $null; IsChanged = $false; Error = $null }
    $folder = Join-Path ([IO.Path]::GetTempPath()) "xlink-rollout-$([guid]::NewGuid())"
    try {
        $null = New-Item -ItemType Directory -Path $folder
        foreach ($name in $Secret.Keys) {
            [Environment]::SetEnvironmentVariable($name, (New-Object Net.NetworkCredential '', $Secret[$name]).Password)
        }
        if ($Zip) {
            $result.Differences += "Install the module XlinkPS $ModuleVersion"
            $destination = if ($IsWhatIf) { @{ Destination = "$Zip.modules" } } else { @{} }
            $installed = & ([scriptblock]::Create($Installer)) -Source $Zip -Sha256 $Sha256 @destination
            Import-Module (Join-Path $installed.Path 'XlinkPS.psd1')
        }
        else { Import-Module XlinkPS -RequiredVersion $ModuleVersion }
        $state = $null
        if ($StateName) {
            $state = Join-Path $folder $StateName
            [IO.File]::WriteAllText($state, $StateText)
        }
        $where = @{}
        if ($Path) { $where.Path = $Path }
        $here = if ($Path) { $Path } elseif ($state) {
            if ($state -like '*.psd1') { (Import-PowerShellDataFile -LiteralPath $state)['Path'] } else { (ConvertFrom-Json $StateText).path }
        }
        $existing = if ($here) { try { Get-Xlink -Path $here } catch { $null } }
        if ($Update -and $existing -and $existing.Version -ne $ModuleVersion) {
            if (-not $IsWhatIf) { $null = Update-Xlink -Path $here -SkipConnection -Confirm:$false }
            $result.Differences += "Update $($existing.Version) to $ModuleVersion"
        }
        if ($state) {
            $difference = if ($IsWhatIf) { Test-XlinkDesiredState -FilePath $state @where } else { Set-XlinkDesiredState -FilePath $state @where -Confirm:$false }
            $result.Differences += @($difference | ForEach-Object { $_.Action })
        }
        $result.IsChanged = $result.Differences.Count -gt 0
        if (-not $IsWhatIf) {
            $installation = Get-Xlink -Path $here
            $result.Version = $installation.Version
            if ($TestsConnection) {
                $test = $installation | Test-XlinkConnection
                $result.Connected = $test.Success
                if (-not $test.Success) {
                    $step = $test.Steps | Select-Object -Last 1
                    $result.Error = "$($step.Message) $($step.Remedy)".Trim()
                }
            }
        }
    }
    catch {
        $remedy = if ($_.ErrorDetails) { $_.ErrorDetails.RecommendedAction }
        $result.Error = "$($_.Exception.Message) $remedy".Trim()
    }
    finally {
        foreach ($name in $Secret.Keys) { [Environment]::SetEnvironmentVariable($name, [NullString]::Value) }
        Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction SilentlyContinue
        if ($Zip) { Remove-Item -LiteralPath $Zip -Force -ErrorAction SilentlyContinue }
    }
    $result
}

# Runs the work in a process of its own, which leaves nothing loaded, and removes the module that it has used.
$aside = {
    param($Work, $Argument, $Zip)
    try { Start-Job -ScriptBlock ([scriptblock]::Create($Work)) -ArgumentList $Argument | Receive-Job -Wait -AutoRemoveJob }
    finally { Remove-Item -LiteralPath $Zip, "$Zip.modules" -Recurse -Force -ErrorAction SilentlyContinue }
}

function ConvertTo-Result([string] $Computer, [string] $Status, $Answer, [double] $Seconds, [string] $Problem) {
    [pscustomobject] @{
        PSTypeName = 'Xlink.RolloutResult'
        ComputerName = $Computer; Status = $Status
        Version = if ($Answer) { $Answer.Version }; Differences = @(if ($Answer) { $Answer.Differences }); Connected = if ($Answer) { $Answer.Connected }
        Seconds = [Math]::Round($Seconds, 1); Error = if ($Problem) { $Problem }
    }
}

# Connects, copies the ZIP where this version is missing, and begins the work as a job.
function Invoke-Work($Target) {
    $session = if ($Target.Session) { $Target.Session }
    elseif ($Target.Ssh) { New-PSSession -HostName $Target.Name }
    elseif ($Credential) { New-PSSession -ComputerName $Target.Name -Credential $Credential }
    else { New-PSSession -ComputerName $Target.Name }
    $Target.Open = $session
    $remoteZip = Invoke-Command -Session $session -ScriptBlock {
        $wanted = $using:version
        if (-not (Get-Module -ListAvailable XlinkPS | Where-Object { "$($_.Version)" -eq $wanted })) {
            Join-Path ([IO.Path]::GetTempPath()) "xlinkps-$([guid]::NewGuid()).zip"
        }
    }
    if ($remoteZip) { Copy-Item -LiteralPath $zip -Destination $remoteZip -ToSession $session }
    $argument = $installer, $remoteZip, $hash, $version, $stateName, $stateText, $Path, $Secret, [bool] $Update, (-not $SkipConnectionTest), $isWhatIf
    if ($isWhatIf -and $remoteZip) { Invoke-Command -Session $session -ScriptBlock $aside -ArgumentList "$work", $argument, $remoteZip -AsJob }
    else { Invoke-Command -Session $session -ScriptBlock $work -ArgumentList $argument -AsJob }
}

function Clear-Work($Target) {
    if ($Target.Job) { Remove-Job $Target.Job -Force }
    if ($Target.Open -and -not $Target.Session) { Remove-PSSession $Target.Open }
}

# The version of the module in a ZIP.
function Get-ZipVersion([string] $Path) {
    $archive = [IO.Compression.ZipFile]::OpenRead($Path)
    try {
        $entry = $archive.Entries | Where-Object Name -EQ 'XlinkPS.psd1' | Sort-Object { $_.FullName.Length } | Select-Object -First 1
        if (-not $entry) { throw "There is no XlinkPS.psd1 in '$Path'." }
        $reader = [IO.StreamReader]::new($entry.Open())
        try { $text = $reader.ReadToEnd() } finally { $reader.Dispose() }
    }
    finally { $archive.Dispose() }
    [regex]::Match($text, "ModuleVersion\s*=\s*'([0-9.]+)'").Groups[1].Value
}

# The result of a computer whose job has ended, or whose time is up.
function Receive-Work($Target) {
    $seconds = $Target.Watch.Elapsed.TotalSeconds
    if ($Target.Job.State -eq 'Running') { return ConvertTo-Result -Computer $Target.Name -Status 'Failed' -Seconds $seconds -Problem "Not done after $TimeoutMinutes minutes." }
    $problem = $null
    $answer = Receive-Job $Target.Job -ErrorAction SilentlyContinue -ErrorVariable problem | Where-Object { $_ -is [hashtable] } | Select-Object -Last 1
    if (-not $answer) { return ConvertTo-Result -Computer $Target.Name -Status 'Failed' -Seconds $seconds -Problem "The session was lost. $problem" }
    $status = if ($answer.Error) { 'Failed' } elseif ($isWhatIf) { 'WhatIf' } elseif ($answer.IsChanged) { 'Changed' } else { 'Unchanged' }
    ConvertTo-Result -Computer $Target.Name -Status $status -Answer $answer -Seconds $seconds -Problem $answer.Error
}

$isWhatIf = [bool] $WhatIfPreference
$WhatIfPreference = $false
$installer = [IO.File]::ReadAllText((Join-Path $PSScriptRoot 'Install-XlinkPS.ps1'))
$stateName = if ($DesiredState) { Split-Path $DesiredState -Leaf }
$stateText = if ($DesiredState) { [IO.File]::ReadAllText((Resolve-Path -LiteralPath $DesiredState).ProviderPath) }
if (-not $DesiredState -and -not $Path) { throw 'Give -DesiredState, or the -Path of the installations.' }
$source = (Resolve-Path -LiteralPath $Module).ProviderPath
$temporary = $null
$waiting = [Collections.Generic.Queue[object]]::new()
foreach ($name in $ComputerName) { $waiting.Enqueue([pscustomobject] @{ Name = $name; Ssh = $false; Session = $null; Open = $null; Job = $null; Watch = $null }) }
foreach ($name in $HostName) { $waiting.Enqueue([pscustomobject] @{ Name = $name; Ssh = $true; Session = $null; Open = $null; Job = $null; Watch = $null }) }
foreach ($one in $Session) { $waiting.Enqueue([pscustomobject] @{ Name = $one.Name; Ssh = $false; Session = $one; Open = $null; Job = $null; Watch = $null }) }
if ($waiting.Count -eq 0) { throw 'Give -ComputerName, -HostName or -Session.' }

$running = [Collections.Generic.List[object]]::new()
$failed = 0
$done = 0
$total = $waiting.Count
try {
    $zip = $source
    if (Test-Path -LiteralPath $source -PathType Container) {
        $temporary = $zip = Join-Path ([IO.Path]::GetTempPath()) "xlinkps-$([guid]::NewGuid()).zip"
        [IO.Compression.ZipFile]::CreateFromDirectory($source, $zip)
    }
    $version = Get-ZipVersion $zip
    $hash = (Get-FileHash -LiteralPath $zip -Algorithm SHA256).Hash
    while ($waiting.Count -gt 0 -or $running.Count -gt 0) {
        while ($waiting.Count -gt 0 -and $running.Count -lt $ThrottleLimit) {
            $target = $waiting.Dequeue()
            if ($failed -ge $MaximumErrors) {
                $done++
                ConvertTo-Result -Computer $target.Name -Status 'Skipped' -Problem "Not begun: $failed computers have failed."
                continue
            }
            $target.Watch = [Diagnostics.Stopwatch]::StartNew()
            try {
                $target.Job = Invoke-Work $target
                $running.Add($target)
            }
            catch {
                $failed++
                $done++
                ConvertTo-Result -Computer $target.Name -Status 'Failed' -Seconds $target.Watch.Elapsed.TotalSeconds -Problem $_.Exception.Message
                Clear-Work $target
            }
        }
        if ($running.Count -eq 0) { continue }
        Write-Progress -Activity 'Xlink' -Status ($running.Name -join ', ') -PercentComplete (100 * $done / $total)
        $null = Wait-Job -Job $running.Job -Any -Timeout 1
        foreach ($target in @($running | Where-Object { $_.Job.State -ne 'Running' -or $_.Watch.Elapsed.TotalMinutes -ge $TimeoutMinutes })) {
            $null = $running.Remove($target)
            $done++
            $result = Receive-Work $target
            Clear-Work $target
            if ($result.Status -eq 'Failed') { $failed++ }
            $result
        }
    }
}
finally {
    # After Ctrl+C too: what is complete on a computer stays, what is not is undone there.
    foreach ($target in $running) { Clear-Work $target }
    Write-Progress -Activity 'Xlink' -Completed
    if ($temporary) { Remove-Item -LiteralPath $temporary -Force -ErrorAction SilentlyContinue }
}
