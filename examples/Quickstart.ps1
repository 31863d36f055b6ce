#Requires -Version 5.1

<#
.SYNOPSIS
    The whole path once, with the cmdlets: a server, the manual's set-up, the import of a day, and the day read back.
.DESCRIPTION
    Works in a temporary folder, shows every command before it runs, and leaves nothing behind.
.PARAMETER Module
    The module: a name, or the path of its manifest. Default: what ./build.ps1 -Task Package has written.
.PARAMETER Keep
    Keeps the folder.
.EXAMPLE
    ./examples/Quickstart.ps1 -Keep
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingWriteHost', '', Justification = 'All of it is for the eyes.')]
param(
    [string] $Module = (Join-Path $PSScriptRoot '../artifacts/XlinkPS/XlinkPS.psd1'),
    [switch] $Keep
)
$ErrorActionPreference = 'Stop'
$watch = [Diagnostics.Stopwatch]::StartNew()

# Shows a title and the commands, runs them, shows what they write, and gives that back.
function Invoke-Step([string] $Title, [scriptblock] $Command) {
    Write-Host "`n== $Title"
    $lines = "$Command".Trim() -split '\r?\n' | ForEach-Object { $_ -replace '^ {8}' }
    Write-Host ('   PS> ' + ($lines -join "`n       "))
    $result = @(& $Command)
    $result | Out-String -Stream -Width 120 | Where-Object { $_.Trim() } | ForEach-Object { Write-Host "   $_" }
    $result
}

function Get-RandomPassword {
    $bytes = New-Object byte[] 18
    [Security.Cryptography.RandomNumberGenerator]::Create().GetBytes($bytes)
    $password = New-Object securestring
    [Convert]::ToBase64String($bytes).ToCharArray() | ForEach-Object { $password.AppendChar($_) }
    $password
}

# The values as a curve of block characters, one column per interval, with the scale at its left and the hours below.
function Show-Curve([object[]] $Value) {
    $height = 6
    $highest = [Math]::Max(1, ($Value | Measure-Object Value -Maximum).Maximum)
    for ($row = $height - 1; $row -ge 0; $row--) {
        $scale = if ($row -eq $height - 1) { '{0,6:0} |' -f $highest } elseif ($row -eq 0) { '     0 |' } else { '       |' }
        $blocks = foreach ($item in $Value) {
            $eighths = [Math]::Max(0, [Math]::Min(8, [Math]::Round($item.Value / $highest * $height * 8) - $row * 8))
            if ($eighths -eq 0) { ' ' } else { [char] (0x2580 + $eighths) }
        }
        Write-Host ('   ' + $scale + (-join $blocks))
    }
    Write-Host ('   ' + '       +' + '-' * $Value.Count)
    $hours = for ($i = 0; $i -lt $Value.Count; $i += 4) { $Value[$i].Start.ToString('HH').PadRight(4) }
    Write-Host ('           ' + (-join $hours).TrimEnd())
}

# A queue's day: a table of hours, and the calls as a curve.
function Show-Day([string] $Queue, [datetime] $Day) {
    $values = Get-XlinkInterval -Queue $Queue -Date $Day
    $calls = @($values | Where-Object ValueType -EQ 'Calls')
    Write-Host ("`n   {0}: {1:0} calls in {2} intervals" -f $Queue, ($calls | Measure-Object Value -Sum).Sum, $calls.Count)
    Write-Host '   hour     calls    lost   AHT [s]'
    foreach ($hour in $values | Group-Object { $_.Start.ToString('HH') }) {
        # An average of averages is weighted by what they are averages of.
        $sum = 0; $lost = 0; $time = 0
        foreach ($interval in $hour.Group | Group-Object Start) {
            $of = @{}
            foreach ($value in $interval.Group) { $of[$value.ValueType] = $value.Value }
            $sum += $of.Calls; $lost += $of.Lost; $time += $of.Calls * $of.AHT
        }
        Write-Host ('   {0}:00  {1,8:0}  {2,6:0}  {3,8:0}' -f $hour.Name, $sum, $lost, ($time / [Math]::Max(1, $sum)))
    }
    Show-Curve $calls
}

Import-Module (Resolve-Path $Module).ProviderPath
try { [Console]::OutputEncoding = New-Object Text.UTF8Encoding } catch { Write-Verbose 'There is no console.' }
$folder = Join-Path ([IO.Path]::GetTempPath()) "xlink-quickstart-$([guid]::NewGuid())"
$xlink = Join-Path $folder 'Xlink'
$acd = New-Item -ItemType Directory -Path (Join-Path $folder 'acd')
$sample = Get-ChildItem (Join-Path $PSScriptRoot 'sample-data') -Filter *.csv | Select-Object -First 1
$script = Join-Path $PSScriptRoot 'sample-data/lost-calls.bas'
$day = [datetime] '2026-11-16'
$server = $null
try {
    $server = Invoke-Step 'A WFM server, on a free port of this computer' {
        Start-XlinkServer -DataPath "$folder/server" -Port 0 -Wait
    }
    $null = Invoke-Step 'Connect as its administrator; two queues' {
        $server | Connect-XlinkServer
        New-XlinkQueue 'Hotline German' -ValueType Calls, AHT, Lost
        New-XlinkQueue 'Hotline English' -ValueType Calls, AHT, Lost
    }
    $password = Get-RandomPassword
    $credential = New-Object pscredential 'xlink@company.example', $password
    $null = Invoke-Step 'The telephone system, and the user that Xlink logs in with' {
        New-XlinkExternalSystem CSV -Type Csv -PhoneLink | Out-Null
        New-XlinkUser xlink@company.example -Password $password
    }
    $test = Invoke-Step 'The manual in one line: install, point it at the server, encode the password, does it connect?' {
        Install-Xlink -Path $xlink |
            Set-XlinkServer -Url $server.Url |
            Set-XlinkCredential -Credential $credential |
            Test-XlinkConnection
    }
    if (-not $test.Success) { throw 'The installation does not reach its server.' }
    $null = Invoke-Step 'The CSV interface, and what can be mapped' {
        Set-XlinkExternalSystemConfiguration -Path $xlink CSV -Source $acd -Separator Semicolon -HeaderLines 1 `
            -GroupColumn 1 -DateColumn 2 -TimeColumn 3 -DateOrder dmy -Interval 15 -AhtColumn 6 `
            -ColumnNames Queue, Date, Time, CallsOffered, CallsHandled, AHT -Groups UHD_DE_IN, UHD_EN_IN
        Get-XlinkSourceTree -Path $xlink
    }
    $null = Invoke-Step 'Map the telephone system''s metrics to the queues' {
        New-XlinkMapping $xlink -Queue 'Hotline German' -ValueType Calls -Source CSV:UHD_DE_IN:CallsOffered
        New-XlinkMapping $xlink -Queue 'Hotline German' -ValueType AHT -Source CSV:UHD_DE_IN:AHT
        New-XlinkMapping $xlink -Queue 'Hotline English' -ValueType Calls -Source CSV:UHD_EN_IN:CallsOffered
        New-XlinkMapping $xlink -Queue 'Hotline English' -ValueType AHT -Source CSV:UHD_EN_IN:AHT
        New-XlinkMapping $xlink -Queue 'Hotline German' -ValueType Lost -ScriptPath $script `
            -Source CSV:UHD_DE_IN:CallsOffered, CSV:UHD_DE_IN:CallsHandled
        New-XlinkMapping $xlink -Queue 'Hotline English' -ValueType Lost -ScriptPath $script `
            -Source CSV:UHD_EN_IN:CallsOffered, CSV:UHD_EN_IN:CallsHandled
    }
    $null = Invoke-Step 'Import a day from a CSV file' {
        Copy-Item $sample.FullName $acd
        Invoke-XlinkImport $xlink -CallData -StartDate $day
    }
    $null = Invoke-Step 'The day, read back from the server' {
        Get-XlinkInterval 'Hotline German' Calls $day | Select-Object -First 4
    }
    Show-Day 'Hotline German' $day
    Show-Day 'Hotline English' $day
    Write-Host ("`n   Done in {0:0.0} s. Where to go next:" -f $watch.Elapsed.TotalSeconds)
    Write-Host '     Get-Command -Module XlinkPS       all cmdlets'
    Write-Host '     docs/architecture.md              the parts and how they fit'
}
finally {
    if ($server) { $server | Stop-XlinkServer }
    if ($Keep) { Write-Host "   The folder was kept: $folder" } else { Remove-Item -Recurse -Force -LiteralPath $folder }
}
