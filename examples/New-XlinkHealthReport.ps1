#Requires -Version 5.1

<#
.SYNOPSIS
    A report of all installations as one HTML page: what runs, what was imported when, what is wrong, with curves of the logs and of imported values.
.DESCRIPTION
    The page needs nothing else: styles and curves (SVG) are in it, and it follows the reader's light or dark setting. Installations of other computers are
    looked at through PowerShell remoting; the module has to be there. One that cannot be looked at is in the report too, with the reason.
.PARAMETER Path
    Folders of the installations, on each computer the same. Default: the registered installation.
.PARAMETER ComputerName
    Other computers to look at, over WinRM.
.PARAMETER Session
    Sessions to other computers that are open already.
.PARAMETER FilePath
    The page to write.
.PARAMETER Module
    The module: a name, or the path of its manifest.
.PARAMETER Days
    How many days of the logs are shown.
.PARAMETER Queue
    Queues of the connected server (Connect-XlinkServer) whose values of the last day are shown as curves.
.PARAMETER Date
    The day of these values. Default: yesterday.
.PARAMETER ThrottleLimit
    How many computers are looked at at once.
.PARAMETER SkipConnection
    The servers are not connected to.
.EXAMPLE
    ./New-XlinkHealthReport.ps1 -Path C:\Xlink -ComputerName acd1, acd2 -FilePath report.html
.EXAMPLE
    Connect-XlinkServer -Url iwfms://wfm:45054 -Credential (Get-Credential admin)
    ./New-XlinkHealthReport.ps1 -Path C:\Xlink -Queue Hotline, Sales -FilePath report.html
.OUTPUTS
    The file.
#>
[CmdletBinding()]
param(
    [string[]] $Path = @(''),
    [string[]] $ComputerName,
    [Management.Automation.Runspaces.PSSession[]] $Session,
    [Parameter(Mandatory)] [string] $FilePath,
    [string] $Module = 'XlinkPS',
    [ValidateRange(1, 90)] [int] $Days = 14,
    [string[]] $Queue,
    [datetime] $Date = [datetime]::Today.AddDays(-1),
    [ValidateRange(1, 500)] [int] $ThrottleLimit = 16,
    [switch] $SkipConnection
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 2.0

# Runs where the installation is, and gives back what can go through a session.
$look = {
    param([string[]] $Path, $Module, $Days, $SkipConnection)
    $ProgressPreference = 'SilentlyContinue'
    foreach ($one in $Path) {
        $found = @{ Computer = [Environment]::MachineName; Path = $one; Version = ''; Kind = ''; Service = ''; LastRun = $null; NextRun = $null; Problem = @(); Log = @(); Status = 'good' }
        try {
            Import-Module $Module -ErrorAction Stop
            $installation = if ($one) { Get-Xlink -Path $one -ErrorAction Stop } else { Get-Xlink -ErrorAction Stop }
            $found.Path = $installation.Path
            $found.Version = "$($installation.Version)"
            $found.Kind = "$($installation.Kind)"
            try {
                $service = $installation | Get-XlinkService -ErrorAction Stop
                $found.Service = "$($service.State)"
                $found.LastRun = $service.LastRun
                $found.NextRun = $service.NextRun
                if ($service.LastError) { $found.Problem += "$($service.LastError)" }
                if ("$($service.State)" -ne 'Running') { $found.Status = 'warn' }
            }
            catch {
                $found.Service = 'Unknown'
                $found.Problem += $_.Exception.Message
                $found.Status = 'warn'
            }
            foreach ($finding in $installation | Test-XlinkConfiguration -ErrorAction Stop) {
                $found.Problem += "$finding $($finding.Remedy)".Trim()
                if ("$($finding.Severity)" -eq 'Error') { $found.Status = 'bad' } elseif ($found.Status -eq 'good') { $found.Status = 'warn' }
            }
            if (-not $SkipConnection) {
                $test = $installation | Test-XlinkConnection -ErrorAction Stop
                if (-not $test.Success) {
                    $step = $test.Steps | Select-Object -Last 1
                    $found.Problem += "$($step.Message) $($step.Remedy)".Trim()
                    $found.Status = 'bad'
                }
            }
            $first = (Get-Date).Date.AddDays(1 - $Days)
            $count = @{}
            # There are no logs before the first import.
            foreach ($entry in $installation | Get-XlinkLog -Since $first -ErrorAction SilentlyContinue) {
                $key = $entry.Time.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)
                if (-not $count.ContainsKey($key)) { $count[$key] = @{ All = 0; Error = 0 } }
                $count[$key].All++
                if ("$($entry.Level)" -eq 'Error') { $count[$key].Error++ }
            }
            $found.Log = @(for ($i = 0; $i -lt $Days; $i++) {
                    $key = $first.AddDays($i).ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)
                    if ($count.ContainsKey($key)) { @{ Day = $key; All = $count[$key].All; Error = $count[$key].Error } } else { @{ Day = $key; All = 0; Error = 0 } }
                })
        }
        catch {
            $found.Problem += $_.Exception.Message
            $found.Status = 'bad'
        }
        $found
    }
}

function ConvertTo-HtmlText([string] $Text) { [Net.WebUtility]::HtmlEncode($Text) }

function Format-Number([double] $Value) { $Value.ToString('0.##', [cultureinfo]::InvariantCulture) }

# One curve: points from left to right, a filled area below, the highest value and the ends of the axis as text.
function ConvertTo-Curve([string] $Title, [double[]] $Value, [string] $First, [string] $Last, [string] $Class) {
    $width = 320; $height = 64
    $highest = [Math]::Max(1, ($Value | Measure-Object -Maximum).Maximum)
    $step = $width / [Math]::Max(1, $Value.Count - 1)
    $point = for ($i = 0; $i -lt $Value.Count; $i++) { '{0},{1}' -f (Format-Number ($i * $step)), (Format-Number ($height - $Value[$i] / $highest * $height)) }
    $line = $point -join ' '
    $text = "$Title, $First - $Last, " + (Format-Number $highest)
    @"
<figure><figcaption>$(ConvertTo-HtmlText $Title) <small>max $(Format-Number $highest)</small></figcaption>
<svg class="$Class" viewBox="0 -4 $width $($height + 22)" role="img" aria-label="$(ConvertTo-HtmlText $text)"><polygon points="0,$height $line $width,$height"/><polyline points="$line"/><text x="0" y="$($height + 14)">$(ConvertTo-HtmlText $First)</text><text x="$width" y="$($height + 14)" text-anchor="end">$(ConvertTo-HtmlText $Last)</text></svg></figure>
"@
}

function ConvertTo-Card($Found) {
    $log = @($Found.Log)
    $curve = if ($log.Count -gt 0) {
        ConvertTo-Curve 'Log entries per day' ($log | ForEach-Object { $_.All }) $log[0].Day $log[-1].Day 'all'
        ConvertTo-Curve 'Errors per day' ($log | ForEach-Object { $_.Error }) $log[0].Day $log[-1].Day 'error'
    }
    $problem = @($Found.Problem | ForEach-Object { "<li>$(ConvertTo-HtmlText $_)</li>" })
    $row = foreach ($name in 'Version', 'Kind', 'Service', 'LastRun', 'NextRun') {
        $value = if ($Found[$name] -is [datetime]) { $Found[$name].ToString('yyyy-MM-dd HH:mm', [cultureinfo]::InvariantCulture) } else { "$($Found[$name])" }
        "<dt>$name</dt><dd>$(ConvertTo-HtmlText $value)</dd>"
    }
    @"
<section class="$($Found.Status)">
<h2>$(ConvertTo-HtmlText $Found.Computer) <code>$(ConvertTo-HtmlText $Found.Path)</code></h2>
<dl>$($row -join '')</dl>
$(if ($problem) { "<ul>$($problem -join '')</ul>" } else { '<p>Nothing is wrong.</p>' })
$($curve -join "`n")
</section>
"@
}

$argument = $Path, $Module, $Days, [bool] $SkipConnection
$all = New-Object Collections.Generic.List[object]
if (-not $ComputerName -and -not $Session) { foreach ($found in & $look @argument) { $all.Add($found) } }
foreach ($target in @(if ($ComputerName) { @{ ComputerName = $ComputerName } }) + @(if ($Session) { @{ Session = $Session } })) {
    $failure = $null
    $answer = Invoke-Command @target -ScriptBlock $look -ArgumentList $argument -ThrottleLimit $ThrottleLimit -ErrorAction SilentlyContinue -ErrorVariable failure
    foreach ($found in @($answer | Where-Object { $_ -is [hashtable] })) { $all.Add($found) }
    foreach ($one in $failure) {
        $all.Add(@{
                Computer = "$(if ($one.TargetObject) { $one.TargetObject } else { 'unknown' })"; Path = ''; Version = ''; Kind = ''; Service = ''
                LastRun = $null; NextRun = $null; Problem = @($one.Exception.Message); Log = @(); Status = 'bad'
            })
    }
}

$values = foreach ($name in $Queue) {
    foreach ($series in Get-XlinkInterval -Queue $name -Date $Date | Group-Object ValueType) {
        $first = $series.Group[0].Start; $last = $series.Group[-1].Start
        ConvertTo-Curve "$name, $($series.Name)" ($series.Group | ForEach-Object { $_.Value }) $first.ToString('HH:mm') $last.ToString('HH:mm') 'all'
    }
}
$count = @{ good = 0; warn = 0; bad = 0 }
foreach ($found in $all) { $count[$found.Status]++ }
$order = @{ bad = 0; warn = 1; good = 2 }
$cards = $all | Sort-Object { $order[$_.Status] }, { $_.Computer }, { $_.Path } | ForEach-Object { ConvertTo-Card $_ }
$when = (Get-Date).ToString('yyyy-MM-dd HH:mm', [cultureinfo]::InvariantCulture)
$html = @"
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>Xlink: $($all.Count) installations</title>
<style>
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --soft: #57606a; --card: #f6f8fa; --good: #1a7f37; --warn: #9a6700; --bad: #cf222e; --line: #0969da; }
@media (prefers-color-scheme: dark) { :root { --paper: #0d1117; --ink: #e6edf3; --soft: #9198a1; --card: #161b22; --good: #3fb950; --warn: #d29922; --bad: #f85149; --line: #4493f8; } }
body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 0 0 .5rem; } code, small, dt { color: var(--soft); }
section { background: var(--card); border-left: .4rem solid var(--good); border-radius: .4rem; margin: 1rem 0; padding: 1rem; }
section.warn { border-color: var(--warn); } section.bad { border-color: var(--bad); }
dl { display: flex; flex-wrap: wrap; gap: .2rem 1.5rem; margin: 0; } dl > * { display: inline; margin: 0; } dt { margin-right: -1rem; }
figure { display: inline-block; margin: .5rem 1.5rem 0 0; width: 20rem; max-width: 100%; } svg { width: 100%; height: auto; }
polyline { fill: none; stroke: var(--line); stroke-width: 1.5; vector-effect: non-scaling-stroke; } polygon { fill: var(--line); opacity: .15; }
.error polyline { stroke: var(--bad); } .error polygon { fill: var(--bad); } text { fill: var(--soft); font-size: 10px; } ul { margin: .5rem 0; }
</style>
</head>
<body>
<h1>Xlink: $($all.Count) installations</h1>
<p>$when - $($count.bad) with errors, $($count.warn) with warnings, $($count.good) in order.</p>
$(if ($values) { "<section><h2>Imported values of $($Date.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture))</h2>$($values -join "`n")</section>" })
$($cards -join "`n")
</body>
</html>
"@
$file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($FilePath)
[IO.File]::WriteAllText($file, $html, (New-Object Text.UTF8Encoding $false))
Get-Item -LiteralPath $file
