#Requires -Version 7.2

<#
.SYNOPSIS
    Makes the pictures of PowerShell in the README: what the real cmdlets write to a terminal, as SVG.
.DESCRIPTION
    Starts a server on a free port, works in a temporary folder, and leaves nothing behind but the pictures. Colours are those of the terminal's sequences.
.PARAMETER Module
    The packaged module's manifest.
.PARAMETER Destination
    Folder for the pictures. Default: the folder of this script.
.EXAMPLE
    ./build.ps1 -Task Package; ./docs/images/New-PowerShellImage.ps1
.OUTPUTS
    The files.
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingConvertToSecureStringWithPlainText', '', Justification = 'A password of a server that lives for seconds.')]
[CmdletBinding()]
param(
    [string] $Module = (Join-Path $PSScriptRoot '../../artifacts/XlinkPS/XlinkPS.psd1'),
    [string] $Destination = $PSScriptRoot
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$width = 104

# Runs of characters of one colour, from a line with terminal sequences.
function Split-TerminalLine([string] $Line) {
    $class = ''
    foreach ($part in [regex]::Split($Line, '(\e\[[0-9;]*m)')) {
        if ($part -match '^\e\[(?<code>[0-9;]*)m$') {
            foreach ($code in $Matches.code -split ';') {
                $class = switch -Regex ($code) {
                    '^0?$' { '' }
                    '^1$' { "$class b".Trim() }
                    '^(3|9)[0-7]$' { "c$($code[-1])" }
                    default { $class }
                }
            }
        }
        elseif ($part) { [pscustomobject] @{ Class = $class; Text = $part } }
    }
}

# Lines of a terminal as a picture that is dark in any surroundings, as terminals are.
function ConvertTo-TerminalImage([string[]] $Line, [string] $Title) {
    $column = 8.4; $row = 19; $left = 18; $top = 56
    $text = for ($i = 0; $i -lt $Line.Count; $i++) {
        $x = 0
        foreach ($run in Split-TerminalLine $Line[$i]) {
            $plain = $run.Text
            if ($plain.Trim()) {
                $skip = $plain.Length - $plain.TrimStart().Length
                $shown = $plain.Trim()
                '<text x="{0}" y="{1}" textLength="{2}"{3}>{4}</text>' -f @(
                    ($left + ($x + $skip) * $column).ToString('0.#', [cultureinfo]::InvariantCulture)
                    ($top + $i * $row)
                    ($shown.Length * $column).ToString('0.#', [cultureinfo]::InvariantCulture)
                    [string] $(if ($run.Class) { ' class="' + $run.Class + '"' })
                    [Security.SecurityElement]::Escape($shown)
                )
            }
            $x += $plain.Length
        }
    }
    $w = [int] ($left * 2 + $width * $column)
    $h = $top + $Line.Count * $row
    @"
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 $w $h" width="$w" height="$h" role="img" aria-label="$([Security.SecurityElement]::Escape($Title))">
<style>text { font: 14px 'Cascadia Mono', Consolas, 'DejaVu Sans Mono', Menlo, monospace; fill: #d6deeb; white-space: pre; } .b { font-weight: 700; } .c1 { fill: #ef6b73; } .c2 { fill: #7fd88f; } .c3 { fill: #e6c07b; } .c4 { fill: #6cb6ff; } .c5 { fill: #c792ea; } .c6 { fill: #5ccfe6; } .t { fill: #8b98a9; }</style>
<rect width="$w" height="$h" rx="9" fill="#12171f"/><circle cx="20" cy="19" r="6" fill="#ef6b73"/><circle cx="40" cy="19" r="6" fill="#e6c07b"/><circle cx="60" cy="19" r="6" fill="#7fd88f"/><text x="$([int] ($w / 2))" y="24" text-anchor="middle" class="t">PowerShell</text>
$($text -join "`n")
</svg>
"@
}

# The command as somebody would type it, and what it writes.
function Invoke-Shown([scriptblock] $Command) {
    $lines = @("$Command".Trim() -split '\r?\n' | ForEach-Object { $_ -replace '^ {12}' })
    "`e[32mPS>`e[0m `e[33m$($lines[0])`e[0m"
    $lines | Select-Object -Skip 1 | ForEach-Object { "    `e[33m$_`e[0m" }
    # In the terminal only what fits is shown.
    & $Command | Out-String -Stream -Width $width | Where-Object { ($_ -replace '\e\[[0-9;]*m').Trim() }
    ''
}

$before = $env:NO_COLOR
$env:NO_COLOR = $null
$PSStyle.OutputRendering = 'Ansi'
Import-Module (Resolve-Path $Module).ProviderPath
$folder = (New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) "xl-$(Get-Random -Maximum 999)")).FullName
$server = Start-XlinkServer -DataPath "$folder/server" -Port 0 -Wait
try {
    $server | Connect-XlinkServer
    $password = ConvertTo-SecureString "$([guid]::NewGuid())" -AsPlainText -Force
    $xlink = [pscredential]::new('xlink@company.com', $password)
    $null = New-XlinkUser xlink@company.com -Password $password
    $null = New-XlinkQueue Hotline -ValueType Calls, AHT
    $null = New-XlinkExternalSystem CSV -Type Csv -PhoneLink
    $acd = (New-Item -ItemType Directory "$folder/acd").FullName
    Copy-Item (Join-Path $PSScriptRoot '../../examples/sample-data/*.csv') $acd
    Set-Location $folder
    $setup = @(
        Invoke-Shown {
            Install-Xlink ./Xlink | Set-XlinkServer -Url $server.Url | Set-XlinkCredential $xlink |
              Test-XlinkConnection
        }
        Set-XlinkExternalSystemConfiguration -Path ./Xlink -Name CSV -Source $acd -Separator Semicolon -HeaderLines 1 -GroupColumn 1 -DateColumn 2 -TimeColumn 3 `
            -DateOrder dmy -Interval 15 -AhtColumn 6 -ColumnNames Queue, Date, Time, CallsOffered, CallsHandled, AHT -Groups UHD_DE_IN, UHD_EN_IN
        Invoke-Shown { New-XlinkMapping -Path ./Xlink -Queue Hotline -ValueType Calls -Source CSV:UHD_DE_IN:CallsOffered }
        Invoke-Shown { Invoke-XlinkImport -Path ./Xlink -CallData -StartDate 2026-11-16 }
        Invoke-Shown { Get-XlinkInterval Hotline Calls 2026-11-16 | Select-Object -First 4 }
    )
    [IO.File]::WriteAllText((Join-Path $Destination 'powershell.svg'), (ConvertTo-TerminalImage $setup 'One line installs, configures and tests; a mapping, an import, the imported values'))

    $null = Get-XlinkDesiredState -Path ./Xlink -FilePath ./site.psd1
    $env:XLINK_PASSWORD_WFM = [Net.NetworkCredential]::new('', $password).Password
    $text = [IO.File]::ReadAllText("$folder/site.psd1")
    [IO.File]::WriteAllText("$folder/site.psd1", $text.Replace("Mode = 'none'", "Mode = 'interval'").Replace("'german'", "'english'").Replace("'WriteAlways' = '0'", "'WriteAlways' = '1'"))
    $state = @(
        Invoke-Shown { Set-XlinkDesiredState ./site.psd1 -WhatIf | Format-Table Kind, Part, Name, Key, Actual, Desired }
        Invoke-Shown { (Set-XlinkDesiredState ./site.psd1).Count }
        Invoke-Shown { Test-XlinkDesiredState ./site.psd1 -Quiet }
    )
    [IO.File]::WriteAllText((Join-Path $Destination 'desired-state.svg'), (ConvertTo-TerminalImage $state 'A desired state: the differences, applied, and nothing left to do'))
}
finally {
    $server | Stop-XlinkServer
    Set-Location $PSScriptRoot
    Remove-Item -LiteralPath $folder -Recurse -Force
    $env:XLINK_PASSWORD_WFM = $null
    $env:NO_COLOR = $before
}
Get-Item (Join-Path $Destination 'powershell.svg'), (Join-Path $Destination 'desired-state.svg')
