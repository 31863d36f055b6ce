#Requires -Version 5.1
<#
.SYNOPSIS
    Runs the Pester tests against a packaged module and ends with 1 if one has failed.
.PARAMETER Module
    The packaged module's manifest.
.PARAMETER Name
    Only the test files whose names match, for example Import*; several with commas between them.
.PARAMETER Exclude
    None of the test files whose names match, in the same form.
.PARAMETER Culture
    The culture that numbers and dates are shown in, for example ar-SA. Default: the computer's.
.PARAMETER CountFile
    Receives the numbers of passed, failed and skipped tests, for the continuous integration.
#>
param(
    [Parameter(Mandatory)] [string] $Module,
    [string] $Name = '*',
    [string] $Exclude,
    [string] $Culture,
    [string] $CountFile
)
$ErrorActionPreference = 'Stop'
if (-not (Get-Module -ListAvailable Pester | Where-Object { $_.Version -ge [version] '5.0' })) {
    throw 'Pester 5 is not installed. Install it with: Install-Module Pester -Scope CurrentUser'
}
Import-Module Pester -MinimumVersion 5.0

# Tests that compare texts mean the English ones, whatever the language of the computer is.
[cultureinfo]::CurrentUICulture = [cultureinfo]::DefaultThreadCurrentUICulture = [cultureinfo]::GetCultureInfo('en-US')
if ($Culture) { [cultureinfo]::CurrentCulture = [cultureinfo]::DefaultThreadCurrentCulture = [cultureinfo]::GetCultureInfo($Culture) }

function Test-Match([string] $File, [string] $Pattern) { [bool] $Pattern.Split(',').Where{ $File -like "$_.Tests.ps1" } }
$container = Get-ChildItem -Path $PSScriptRoot -Filter *.Tests.ps1 | Where-Object { (Test-Match $_.Name $Name) -and -not (Test-Match $_.Name $Exclude) } | ForEach-Object {
    New-PesterContainer -Path $_.FullName -Data @{ Module = (Resolve-Path $Module).ProviderPath }
}
$configuration = New-PesterConfiguration
$configuration.Run.Container = @($container)
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$result = Invoke-Pester -Configuration $configuration

# A test file that could not even be read counts as one failed test.
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
if ($CountFile) { "$($result.PassedCount) $failed $($result.SkippedCount + $result.NotRunCount)" | Set-Content $CountFile }
if ($failed -gt 0) { exit 1 }
