#Requires -Version 7.2

<#
.SYNOPSIS
    What DSC v3 runs for the resource XlinkPS/Installation; XlinkPS.dsc.resource.json says how.
.DESCRIPTION
    Reads a desired state from the standard input and writes what DSC expects to the standard output, one JSON value per line: the state, and after
    set, whatIf and test the names of the properties that differ. Errors go to the error stream as DSC reads them: { "error": "..." }.
.PARAMETER Operation
    What to do.
.EXAMPLE
    '{ "path": "C:\\Xlink", "language": "german" }' | pwsh -NoProfile -File XlinkPS.dsc.ps1 test
#>
param(
    [Parameter(Mandatory, Position = 0)]
    [ValidateSet('get', 'set', 'whatIf', 'test', 'export', 'schema')]
    [string] $Operation
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$InformationPreference = 'SilentlyContinue'
[Console]::OutputEncoding = [Console]::InputEncoding = [Text.UTF8Encoding]::new($false)

# DSC reads the error stream line by line; each is a message of its own.
function Write-DscMessage([string] $Level, [string] $Message) {
    [Console]::Error.WriteLine((@{ $Level = $Message } | ConvertTo-Json -Compress))
}

function Write-DscLine([string] $Json) { [Console]::Out.WriteLine($Json) }

# What the installation is, and whether that is as it is to be. Where there is none, DSC is told so.
function Get-DscState([string] $Path, [Nullable[bool]] $InDesiredState) {
    $exists = Test-XlinkPath $Path
    $json = if ($exists) { (Get-XlinkDesiredState -Path $Path).ToJson() } else { ConvertTo-Json @{ path = $Path } }
    $state = [Text.Json.Nodes.JsonNode]::Parse($json).AsObject()
    $state.Add('_exist', [Text.Json.Nodes.JsonNode]::Parse("$exists".ToLowerInvariant()))
    if ($null -ne $InDesiredState) { $state.Add('_inDesiredState', [Text.Json.Nodes.JsonNode]::Parse("$InDesiredState".ToLowerInvariant())) }
    $state.ToJsonString()
}

function Test-XlinkPath([string] $Path) {
    try { $null = Get-Xlink -Path $Path; $true }
    catch { if ($_.FullyQualifiedErrorId -like 'InstallationNotFound*') { $false } else { throw } }
}

# The properties of the desired state that a list of differences is about.
function ConvertTo-DscDifference([object[]] $Difference) {
    $names = @{
        Installation = '_exist'; Language = 'language'; Server = 'servers'; General = 'general'; Schedule = 'schedule'
        ExternalSystem = 'externalSystems'; Mapping = 'mappings'; Service = 'service'
    }
    ConvertTo-Json -Compress -InputObject @($Difference | ForEach-Object { $names["$($_.Part)"] } | Select-Object -Unique)
}

# The published schema with what DSC itself adds.
function Get-DscSchema {
    $file = Join-Path $PSScriptRoot 'schema/xlink-desired-state.schema.json'
    $schema = [Text.Json.Nodes.JsonNode]::Parse([IO.File]::ReadAllText($file)).AsObject()
    $properties = $schema['properties'].AsObject()
    foreach ($name in '_exist', '_inDesiredState') {
        $properties.Add($name, [Text.Json.Nodes.JsonNode]::Parse('{ "type": ["boolean", "null"] }'))
    }
    $schema.Add('required', [Text.Json.Nodes.JsonNode]::Parse('["path"]'))
    $schema.ToJsonString()
}

$folder = $null
try {
    if ($Operation -eq 'schema') {
        Write-DscLine (Get-DscSchema)
        exit 0
    }
    Import-Module (Join-Path $PSScriptRoot 'XlinkPS.psd1')
    $text = if ([Console]::IsInputRedirected) { [Console]::In.ReadToEnd() } else { '' }
    # A JSON object is enumerable: assigned from a block it would come apart.
    $path = $desired = $null
    try {
        $desired = [Text.Json.Nodes.JsonNode]::Parse($text).AsObject()
        $path = $desired['path'].GetValue[string]()
    }
    catch { Write-DscMessage debug $_.Exception.Message }
    if ($Operation -eq 'export') {
        # An installation is known by its service or by its registered library; of others nobody knows but who has made them.
        $known = @(
            if ($path) { $path }
            try { (Get-Xlink).Path } catch { Write-DscMessage debug $_.Exception.Message }
            try { (Get-XlinkService).InstallationPath } catch { Write-DscMessage debug $_.Exception.Message }
        )
        $known | Where-Object { $_ -and (-not $path -or $_ -eq $path) } | Select-Object -Unique | ForEach-Object { Write-DscLine (Get-DscState $_) }
        exit 0
    }

    if (-not $path) {
        Write-DscMessage error 'The input is no JSON object with a path.'
        exit 2
    }
    if ($desired.ContainsKey('_exist') -and "$($desired['_exist'])" -eq 'false' -and $Operation -ne 'get') {
        throw 'This resource removes no installation. Use Uninstall-Xlink.'
    }
    if ($Operation -eq 'get') {
        Write-DscLine (Get-DscState $path)
        exit 0
    }

    foreach ($name in '_exist', '_inDesiredState') { $null = $desired.AsObject().Remove($name) }
    $folder = (New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) "xlink-dsc-$([guid]::NewGuid())")).FullName
    $file = Join-Path $folder 'input.json'
    [IO.File]::WriteAllText($file, $desired.ToJsonString())
    $difference = @(
        if ($Operation -eq 'set') { Set-XlinkDesiredState -FilePath $file -Confirm:$false } else { Test-XlinkDesiredState -FilePath $file }
    )
    switch ($Operation) {
        'set' { Write-DscLine (Get-DscState $path) }
        'test' { Write-DscLine (Get-DscState $path ($difference.Count -eq 0)) }
        'whatIf' { Write-DscLine ($desired.ToJsonString()) }
    }
    Write-DscLine (ConvertTo-DscDifference $difference)
}
catch {
    $remedy = if ($_.ErrorDetails) { $_.ErrorDetails.RecommendedAction }
    Write-DscMessage error ("$($_.Exception.Message) $remedy".Trim())
    exit 1
}
finally {
    if ($folder) { Remove-Item -LiteralPath $folder -Recurse -Force }
}
