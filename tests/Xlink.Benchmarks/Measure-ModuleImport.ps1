#Requires -Version 5.1
<#
.SYNOPSIS
    Compares the import of the packaged module with that of a trivial binary module, in one run.
.DESCRIPTION
    Each import takes place in a PowerShell of its own, in turns, so that whatever else the computer does meets both. The least times are compared:
    everything above them is somebody else's work. The trivial module is one cmdlet with a manifest.
.PARAMETER Module
    The packaged module's manifest.
.PARAMETER Count
    How often each is imported.
.OUTPUTS
    An object with both times in milliseconds and their ratio.
.EXAMPLE
    tests/Xlink.Benchmarks/Measure-ModuleImport.ps1
#>
[CmdletBinding()]
param(
    [string] $Module = (Join-Path $PSScriptRoot '../../artifacts/XlinkPS/XlinkPS.psd1'),
    [ValidateRange(1, 1000)] [int] $Count = 10
)
$ErrorActionPreference = 'Stop'
$shell = (Get-Process -Id $PID).Path
$folder = New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()))
try {
    $source = '[System.Management.Automation.Cmdlet("Get", "Trivial")] public class GetTrivial : System.Management.Automation.PSCmdlet { }'
    Add-Type -TypeDefinition $source -OutputAssembly (Join-Path $folder Trivial.dll) -OutputType Library
    New-ModuleManifest -Path (Join-Path $folder Trivial.psd1) -RootModule Trivial.dll -CmdletsToExport Get-Trivial
    $manifest = @{ Trivial = Join-Path $folder Trivial.psd1; XlinkPS = (Resolve-Path $Module).ProviderPath }
    $time = @{ Trivial = @(); XlinkPS = @() }
    # The first of each warms the disk's cache up and does not count.
    foreach ($run in 0..$Count) {
        foreach ($name in @($manifest.Keys)) {
            $text = & $shell -NoProfile -NonInteractive -Command "`$watch = [Diagnostics.Stopwatch]::StartNew(); Import-Module '$($manifest[$name])'; `$watch.Elapsed.Ticks"
            if ($run -gt 0) { $time[$name] += [long] $text / [timespan]::TicksPerMillisecond }
        }
    }
    $least = @{}
    foreach ($name in @($time.Keys)) { $least[$name] = ($time[$name] | Measure-Object -Minimum).Minimum }
    [pscustomobject]@{
        XlinkPS = [math]::Round($least.XlinkPS, 1)
        Trivial = [math]::Round($least.Trivial, 1)
        Ratio   = [math]::Round($least.XlinkPS / $least.Trivial, 2)
    }
}
finally {
    Remove-Item -Recurse -Force $folder
}
