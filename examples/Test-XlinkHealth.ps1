#Requires -Version 5.1

<#
.SYNOPSIS
    A check for Nagios, Icinga, Zabbix and the like: one line with performance data, exit code 0 (OK), 1 (WARNING), 2 (CRITICAL) or 3 (UNKNOWN).
.DESCRIPTION
    Looks at the service, the age of the last automatic import, errors in the logs, the configuration and the connection to the server. The worst of them
    counts. It asks nothing, changes nothing, and never ends with another exit code.
.PARAMETER Path
    Folder of the installation.
.PARAMETER Module
    The module: a name, or the path of its manifest.
.PARAMETER WarningMinutes
    Age of the last import that is a warning; so is that there was none yet. 0: not looked at.
.PARAMETER CriticalMinutes
    Age of the last import that is critical. 0: not looked at.
.PARAMETER WarningErrors
    So many errors in the logs are a warning.
.PARAMETER CriticalErrors
    So many errors in the logs are critical.
.PARAMETER Hours
    How many hours of the logs are looked at.
.PARAMETER SkipService
    The service is not looked at, for example where imports are started by hand.
.PARAMETER SkipConnection
    The server is not connected to.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File Test-XlinkHealth.ps1 -Path C:\Xlink -WarningMinutes 30 -CriticalMinutes 120
.EXAMPLE
    UserParameter=xlink.health[*],pwsh -NoProfile -NonInteractive -File /opt/xlink/Test-XlinkHealth.ps1 -Path "$1"
    The line for a Zabbix agent's configuration.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [string] $Module = 'XlinkPS',
    [int] $WarningMinutes = 60,
    [int] $CriticalMinutes = 240,
    [int] $WarningErrors = 1,
    [int] $CriticalErrors = 10,
    [int] $Hours = 24,
    [switch] $SkipService,
    [switch] $SkipConnection
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$names = 'OK', 'WARNING', 'CRITICAL', 'UNKNOWN'
$script:status = 0
$problem = New-Object Collections.Generic.List[string]
$data = New-Object Collections.Generic.List[string]

# What is wrong, and how much it matters: the worst counts.
function Add-Problem([int] $Severity, [string] $Text) {
    $script:status = [Math]::Max($script:status, $Severity)
    $problem.Add($Text)
}

# 'label'=value[unit];warning;critical;minimum - with a point, whatever the culture.
function Add-Data([string] $Label, [double] $Value, [string] $Unit, $Warning, $Critical) {
    $number = $Value.ToString('0.###', [cultureinfo]::InvariantCulture)
    $data.Add("'$Label'=$number$Unit;$Warning;$Critical;0")
}

try {
    Import-Module $Module
    $installation = Get-Xlink -Path $Path
    if (-not $SkipService) {
        $service = $installation | Get-XlinkService
        $isRunning = "$($service.State)" -eq 'Running'
        Add-Data -Label 'running' -Value ([int] $isRunning) -Unit '' -Warning '' -Critical ''
        if (-not $isRunning) { Add-Problem 2 "the service is $($service.State)" }
        if ($service.LastError) { Add-Problem 1 "last import: $($service.LastError)" }
        if ($service.LastRun) {
            $age = [Math]::Max(0, ((Get-Date) - $service.LastRun).TotalMinutes)
            Add-Data -Label 'last_import' -Value ($age * 60) -Unit 's' -Warning ($WarningMinutes * 60) -Critical ($CriticalMinutes * 60)
            if ($CriticalMinutes -gt 0 -and $age -ge $CriticalMinutes) { Add-Problem 2 ('the last import was {0:0} minutes ago' -f $age) }
            elseif ($WarningMinutes -gt 0 -and $age -ge $WarningMinutes) { Add-Problem 1 ('the last import was {0:0} minutes ago' -f $age) }
        }
        elseif ($WarningMinutes + $CriticalMinutes -gt 0 -and "$($service.State)" -ne 'NotInstalled') { Add-Problem 1 'there was no automatic import yet' }
    }
    $errors = 0
    # There are no logs before the first import.
    $entry = @($installation | Get-XlinkLog -Since (Get-Date).AddHours(-$Hours) -Level Error -ErrorAction SilentlyContinue)
    $errors = $entry.Count
    Add-Data -Label 'errors' -Value $errors -Unit '' -Warning $WarningErrors -Critical $CriticalErrors
    if ($errors -ge $CriticalErrors) { Add-Problem 2 "$errors errors in $Hours h, last: $($entry[-1].Text)" }
    elseif ($errors -ge $WarningErrors) { Add-Problem 1 "$errors errors in $Hours h, last: $($entry[-1].Text)" }

    $finding = @($installation | Test-XlinkConfiguration)
    $wrong = @($finding | Where-Object { "$($_.Severity)" -eq 'Error' })
    Add-Data -Label 'findings' -Value $finding.Count -Unit '' -Warning '' -Critical ''
    if ($wrong.Count -gt 0) { Add-Problem 2 "configuration: $($wrong[0])" }

    if (-not $SkipConnection) {
        $test = $installation | Test-XlinkConnection
        $took = ($test.Steps | ForEach-Object { $_.Duration.TotalSeconds } | Measure-Object -Sum).Sum
        Add-Data -Label 'connect' -Value $took -Unit 's' -Warning '' -Critical ''
        if (-not $test.Success) { Add-Problem 2 "connection: $(($test.Steps | Select-Object -Last 1).Message)" }
    }
    $text = if ($problem.Count -eq 0) { "Xlink $($installation.Version) in $($installation.Path)" } else { $problem -join '; ' }
}
catch {
    $script:status = 3
    $text = $_.Exception.Message
}
# One line; what stands behind a bar is data.
$line = "XLINK $($names[$script:status]) - $($text -replace '[\r\n|]+', ' ')"
if ($data.Count -gt 0) { $line += ' | ' + ($data -join ' ') }
Write-Output $line
exit $script:status
