<#
.SYNOPSIS
    Builds, tests, packages or tries out XlinkPS.
.DESCRIPTION
    Needs the .NET SDK 10. Works in Windows PowerShell 5.1 and PowerShell 7, on Windows and Linux.
.PARAMETER Task
    Build       compiles everything.
    Test        runs the .NET tests, then the Pester tests against the packaged module.
    Package     writes artifacts/XlinkPS (the module, importable by path) and the suite ZIPs beside it.
    Help        brings the pages in docs/en-US and docs/de-DE into line with the cmdlets and compiles them; needs
                Microsoft.PowerShell.PlatyPS and PowerShell 7.
    Quickstart  shows the whole path once with the cmdlets: server, installation, import, the imported day.
    Clean       removes everything that a build has written.
.PARAMETER Configuration
    Release (default) or Debug.
.PARAMETER Keep
    Quickstart: keeps the folder it has worked in.
.EXAMPLE
    ./build.ps1 -Task Package
    Import-Module ./artifacts/XlinkPS
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Package', 'Help', 'Quickstart', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release',

    [switch] $Keep
)
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$root = $PSScriptRoot
$module = Join-Path $root 'artifacts/XlinkPS/XlinkPS.psd1'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args -join ' ') failed with exit code $LASTEXITCODE." }
}

# A process of its own: a module that is loaded in this session cannot be built again.
function Invoke-InNewSession([string] $Script, [string[]] $Argument) {
    $shell = (Get-Process -Id $PID).Path
    & $shell -NoProfile -NonInteractive -File $Script @Argument
    if ($LASTEXITCODE -ne 0) { throw "$Script failed with exit code $LASTEXITCODE." }
}

function Invoke-BuildTask { Invoke-DotNet build (Join-Path $root 'XlinkPS.sln') -c $Configuration }

function Invoke-PackageTask { Invoke-DotNet build (Join-Path $root 'src/Package/Package.csproj') -c $Configuration }

function Invoke-TestTask {
    Invoke-DotNet test (Join-Path $root 'XlinkPS.sln') -c $Configuration
    Invoke-PackageTask
    Invoke-InNewSession (Join-Path $root 'tests/XlinkPS.Tests/Invoke-ModuleTest.ps1') @('-Module', $module)
}

function Invoke-HelpTask {
    Invoke-PackageTask
    Invoke-InNewSession (Join-Path $root 'src/Help/Build-Help.ps1') @('-Module', $module)
}

function Invoke-QuickstartTask {
    Invoke-PackageTask
    $arguments = @('-Module', $module)
    if ($Keep) { $arguments += '-Keep' }
    Invoke-InNewSession (Join-Path $root 'examples/Quickstart.ps1') $arguments
}

function Invoke-CleanTask {
    Remove-Item -Recurse -Force -ErrorAction SilentlyContinue -Path (Join-Path $root 'artifacts')
    Get-ChildItem -Path (Join-Path $root 'src'), (Join-Path $root 'tests'), (Join-Path $root 'examples') -Recurse -Directory |
        Where-Object { $_.Name -eq 'bin' -or $_.Name -eq 'obj' } |
        Remove-Item -Recurse -Force -ErrorAction SilentlyContinue
}

Push-Location $root
try {
    foreach ($name in $Task) {
        switch ($name) {
            'Build' { Invoke-BuildTask }
            'Test' { Invoke-TestTask }
            'Package' { Invoke-PackageTask }
            'Help' { Invoke-HelpTask }
            'Quickstart' { Invoke-QuickstartTask }
            'Clean' { Invoke-CleanTask }
        }
    }
}
finally {
    Pop-Location
}
