#Requires -Version 5.1
<#
.SYNOPSIS
    Compares the import of the packaged module with that of a trivial binary module, in one run.
.DESCRIPTION
    Each import takes place in a PowerShell of its own, in turns, so that whatever else the computer does meets all. Measured is Import-Module alone, without
    the start of PowerShell: the elapsed time, and the processor time of the process, which is still of use on a busy computer. The least times are
    compared: everything above them is somebody else's work. The trivial module is one cmdlet with a manifest; it is imported a second time with one view
    and one type beside it, which PowerShell reads in whole before it loads a cmdlet.
.PARAMETER Module
    The packaged module's manifest.
.PARAMETER Count
    How often each is imported.
.OUTPUTS
    An object per module with both times in milliseconds and their ratios to those of the trivial module.
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
    Set-Content (Join-Path $folder Trivial.Format.ps1xml) ('<Configuration><ViewDefinitions><View><Name>Trivial</Name><ViewSelectedBy><TypeName>Trivial</TypeName></ViewSelectedBy>' +
        '<TableControl><TableRowEntries><TableRowEntry><TableColumnItems><TableColumnItem><PropertyName>Name</PropertyName></TableColumnItem></TableColumnItems>' +
        '</TableRowEntry></TableRowEntries></TableControl></View></ViewDefinitions></Configuration>')
    Set-Content (Join-Path $folder Trivial.Types.ps1xml) ('<Types><Type><Name>Trivial</Name><Members><AliasProperty><Name>Id</Name>' +
        '<ReferencedMemberName>Name</ReferencedMemberName></AliasProperty></Members></Type></Types>')
    New-ModuleManifest -Path (Join-Path $folder TrivialWithView.psd1) -RootModule Trivial.dll -CmdletsToExport Get-Trivial `
        -TypesToProcess Trivial.Types.ps1xml -FormatsToProcess Trivial.Format.ps1xml
    $manifest = [ordered] @{
        XlinkPS         = (Resolve-Path $Module).ProviderPath
        Trivial         = Join-Path $folder Trivial.psd1
        TrivialWithView = Join-Path $folder TrivialWithView.psd1
    }
    $least = @{}
    foreach ($name in $manifest.Keys) { $least[$name] = [double]::MaxValue, [double]::MaxValue }
    # The first of each warms the disk's cache up and does not count.
    foreach ($run in 0..$Count) {
        foreach ($name in $manifest.Keys) {
            $text = & $shell -NoProfile -NonInteractive -Command ('$process = [Diagnostics.Process]::GetCurrentProcess();' +
                '$watch = [Diagnostics.Stopwatch]::StartNew(); $before = $process.TotalProcessorTime.Ticks;' +
                "Import-Module '$($manifest[$name])';" +
                '$elapsed = $watch.Elapsed.Ticks; $process.Refresh(); "$elapsed $($process.TotalProcessorTime.Ticks - $before)"')
            if ($run -eq 0) { continue }
            $elapsed, $processor = -split $text | ForEach-Object { [long] $_ / [timespan]::TicksPerMillisecond }
            $least[$name] = [math]::Min($least[$name][0], $elapsed), [math]::Min($least[$name][1], $processor)
        }
    }
    foreach ($name in $manifest.Keys) {
        [pscustomobject]@{
            Module         = $name
            Elapsed        = [math]::Round($least[$name][0], 1)
            Processor      = [math]::Round($least[$name][1], 1)
            ElapsedRatio   = [math]::Round($least[$name][0] / $least.Trivial[0], 2)
            ProcessorRatio = [math]::Round($least[$name][1] / $least.Trivial[1], 2)
        }
    }
}
finally {
    Remove-Item -Recurse -Force $folder
}
