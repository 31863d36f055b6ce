#Requires -Version 5.1

<#
.SYNOPSIS
    Leaves Xlink for Cloud Link, step by step: report, roles, parallel run, comparison, history, Cloud Link alone, the end of the server entry.
.DESCRIPTION
    Each run goes as far as it is allowed to and can be repeated: what is done stays done. Without switches the installation is only looked at, and the report
    is written. -ParallelRun feeds both targets, imports the days once more and compares them. -Switch makes Cloud Link the only target, but only if the days
    were compared and are equal; -Force switches in spite of differences. -RemoveServer then removes the server entry with its user and password.

    The tutorial docs/leaving-xlink.md explains the steps.
.PARAMETER Path
    Folder of the installation.
.PARAMETER Directory
    The importDirectory of Cloud Link for contact data.
.PARAMETER AgentDirectory
    The importDirectory of another Cloud Link for agent status. Default: agent data stay where they are configured to go.
.PARAMETER ReportPath
    The page to write. Default: xlink-migration.html in the current folder.
.PARAMETER Role
    Roles to correct, by the names of value types: @{ 'Contacts in' = 'Offered' }.
.PARAMETER ParallelRun
    Feeds both targets, and compares them.
.PARAMETER Date
    The first day of the comparison. Default: yesterday.
.PARAMETER Days
    How many days are compared.
.PARAMETER Tolerance
    By how much values may differ and still count as equal.
.PARAMETER HistoryDate
    The first day of the history to export.
.PARAMETER HistoryDays
    How many days of history.
.PARAMETER HistoryPath
    Folder for the history. Default: -Directory.
.PARAMETER HistorySource
    Folder that old CSV files are read from, for example the one that imports have moved them to.
.PARAMETER Switch
    Makes Cloud Link the only target, if the compared days are equal.
.PARAMETER Force
    Switches although intervals differ.
.PARAMETER RemoveServer
    Removes the server entry after -Switch.
.PARAMETER Module
    The module: a name, or the path of its manifest.
.EXAMPLE
    ./Move-XlinkToCloudLink.ps1 -Path C:\Xlink -Directory C:\CloudLink\import -ReportPath report.html
.EXAMPLE
    ./Move-XlinkToCloudLink.ps1 -Path C:\Xlink -Directory C:\CloudLink\import -ParallelRun -Date 2026-11-16 -Days 7
.EXAMPLE
    ./Move-XlinkToCloudLink.ps1 -Path C:\Xlink -Directory C:\CloudLink\import -ParallelRun -Date 2026-11-16 -Days 7 -HistoryDate 2024-01-01 -HistoryDays 1050 -HistorySource C:\ACD\Done -Switch -RemoveServer
.OUTPUTS
    What was found and done: Path, Report, Verdicts, NotWritten (values that do not get to Cloud Link, with the reason), Differences, History, Target and NextSteps.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Directory,
    [string] $AgentDirectory,
    [string] $ReportPath = 'xlink-migration.html',
    [hashtable] $Role = @{},
    [switch] $ParallelRun,
    [datetime] $Date = [datetime]::Today.AddDays(-1),
    [ValidateRange(1, 366)] [int] $Days = 1,
    [ValidateRange(0, 1000000)] [double] $Tolerance = 0,
    [datetime] $HistoryDate,
    [ValidateRange(1, 3660)] [int] $HistoryDays = 1,
    [string] $HistoryPath,
    [string] $HistorySource,
    [switch] $Switch,
    [switch] $Force,
    [switch] $RemoveServer,
    [string] $Module = 'XlinkPS'
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 2.0
Import-Module $Module

$installation = Get-Xlink -Path $Path
$folder = $installation.Path
$page = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($ReportPath)
$done = [ordered] @{ Path = $folder; Report = $page; Verdicts = @{}; NotWritten = @(); Differences = $null; History = @(); Target = ''; NextSteps = @() }

# 1. What is there, and what becomes of it.
$report = Get-XlinkMigrationReport -Path $folder -Online -OutFile $page
foreach ($group in $report.Mappings | Group-Object Verdict) { $done.Verdicts[$group.Name] = $group.Count }

# 2. Both targets at once, and which value is what.
if ($ParallelRun -and $PSCmdlet.ShouldProcess($folder, 'Feed the WFM server and Cloud Link')) {
    if (-not (Test-Path -LiteralPath $Directory)) { throw "The folder '$Directory' does not exist. Create it, or name the importDirectory of Cloud Link." }
    $target = @{ Directory = $Directory }
    if ($AgentDirectory) { $target.AgentDirectory = $AgentDirectory }
    if ("$((Get-XlinkTarget -Path $folder | Where-Object { -not $_.ExternalSystem }).Target)" -ne 'CloudLink') { $target.Target = 'Both' }
    $null = Set-XlinkTarget -Path $folder @target
    foreach ($name in $Role.Keys) { Set-XlinkTargetRole -Path $folder -ValueType $name -Role $Role[$name] }

    # 3. The days once more, for both. The service does that every day.
    $null = Invoke-XlinkImport -Path $folder -CallData -StartDate $Date -Days $Days
    $comparison = @{ CloudLink = $true; InstallationPath = $folder; Date = $Date; Days = $Days; Tolerance = $Tolerance; IncludeEqual = $true }
    # A value type without a place in the files is in NotWritten, and no difference.
    $written = @(Get-XlinkTargetRole -Path $folder | Where-Object IsWritten)
    $compared = 0
    $differences = @(foreach ($queue in $written | Group-Object Queue) {
            Compare-XlinkInterval @comparison -Queue $queue.Name -ValueType @($queue.Group.ValueType) |
                ForEach-Object { $compared++; if ("$($_.State)" -ne 'Equal') { $_ } }
        })
    # Without a single interval nothing is known to be equal.
    if ($compared) { $done.Differences = $differences }
    $null = Get-XlinkMigrationReport -Path $folder -Online -Date $Date -Days $Days -OutFile $page
}
$done.NotWritten = @(Get-XlinkTargetRole -Path $folder -ErrorAction SilentlyContinue | Where-Object { -not $_.IsWritten } |
        Select-Object Queue, ValueType, Reason)

# 4. What was before.
if ($PSBoundParameters.ContainsKey('HistoryDate') -and $PSCmdlet.ShouldProcess($folder, "Export $HistoryDays days of history")) {
    $export = @{ StartDate = $HistoryDate; Days = $HistoryDays; DestinationPath = if ($HistoryPath) { $HistoryPath } else { $Directory } }
    if ($HistorySource) { $export.SourcePath = $HistorySource }
    $done.History = @(Export-XlinkCloudLinkData -Path $folder -CallData @export -Confirm:$false)
}

# 5. Cloud Link alone, and the end of the old entry.
if ($Switch) {
    if ($null -eq $done.Differences -and -not $Force -and -not $WhatIfPreference) { throw 'Nothing was compared: -Switch needs -ParallelRun with days that have values in the files, or -Force.' }
    if ($done.Differences -and -not $Force) { throw "$(@($done.Differences).Count) intervals differ: see $page, or switch with -Force." }
    if ($PSCmdlet.ShouldProcess($folder, 'Make Cloud Link the only target')) {
        $null = Set-XlinkTarget -Path $folder -Target CloudLink -Directory $Directory
        foreach ($own in Get-XlinkTarget -Path $folder | Where-Object { $_.ExternalSystem -and "$($_.Target)" -ne 'CloudLink' }) {
            $null = Set-XlinkTarget -Path $folder -ExternalSystem $own.ExternalSystem -Target CloudLink
        }
        # Where there is no service manager, there is no service.
        $service = Get-XlinkService -Path $folder -ErrorAction SilentlyContinue
        if ($service -and "$($service.State)" -eq 'Running') { $null = Restart-XlinkService -Path $folder }
        if ($RemoveServer) { Get-XlinkServer -Path $folder | ForEach-Object { Remove-XlinkServer -Path $folder -ServerEntry $_.ServerEntry -Confirm:$false } }
    }
}
$done.Target = "$((Get-XlinkTarget -Path $folder | Where-Object { -not $_.ExternalSystem }).Target)"
$done.NextSteps = @(
    if ($done.NotWritten) { 'Set-XlinkTargetRole for the values in NotWritten that Cloud Link is to have, or decide to do without them.' }
    if ($done.Differences) { 'Find the reason of each difference.' }
    if ($done.Target -eq 'Wfm') { 'Go on with -ParallelRun.' }
    if ($done.Target -eq 'Both') { 'Watch both for at least a week, then go on with -Switch.' }
    if ($done.Target -eq 'CloudLink' -and @(Get-XlinkServer -Path $folder).Count) { 'Remove the server entry with Remove-XlinkServer, and the user on the server.' }
)
[pscustomobject] $done
