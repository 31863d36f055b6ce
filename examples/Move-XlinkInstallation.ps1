#Requires -Version 5.1

<#
.SYNOPSIS
    Brings an old installation - the vendor's, with plain passwords and an old server - into a new folder with the Xlink of this module.
.DESCRIPTION
    The old installation is only read. Its whole configuration becomes a desired state: server entries, external systems, mappings with their scripts,
    schedule, language. The server's address is exchanged, passwords of telephone systems and databases are taken over and hidden, and the password for the
    server, which nobody can get out of an original, is asked for by -Credential. The new installation is complete, or is not there.

    The old service goes on until -SwitchService: then the old one is removed, and the new one installed and started. If the new one does not start, the old one
    comes back.
.PARAMETER OldPath
    Folder of the old installation.
.PARAMETER Path
    Folder for the new one; missing or empty.
.PARAMETER Credential
    User and password for the server.
.PARAMETER Url
    The server's new address, for all server entries. Default: the old addresses.
.PARAMETER ServerEntry
    The server entry that user and password are for. Default: the first.
.PARAMETER SourcePath
    ZIP or folder of the suite. Default: the one that comes with the module.
.PARAMETER SwitchService
    Removes the old service, installs the new one and starts it.
.PARAMETER StatePath
    A file to keep the desired state in, for the next computer. It holds no password.
.PARAMETER Module
    The module: a name, or the path of its manifest.
.EXAMPLE
    ./Move-XlinkInstallation.ps1 -OldPath 'C:\Program Files\Xlink' -Path C:\Xlink -Url iwfms://wfm.company.example:45054 -Credential (Get-Credential xlink@company.example)
.EXAMPLE
    ./Move-XlinkInstallation.ps1 -OldPath C:\OldXlink -Path C:\Xlink -Credential $credential -WhatIf
.OUTPUTS
    What was done: OldPath, Path, Differences, Findings (what Test-XlinkConfiguration says about the new installation) and NextSteps.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $OldPath,
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [pscredential] $Credential,
    [string] $Url,
    [string] $ServerEntry,
    [string] $SourcePath,
    [switch] $SwitchService,
    [string] $StatePath,
    [string] $Module = 'XlinkPS'
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 2.0
Import-Module $Module

# Gives an object a property, or another value for it.
function Add-Property($Object, [string] $Name, $Value) { $Object | Add-Member -NotePropertyName $Name -NotePropertyValue $Value -Force }

$isWhatIf = [bool] $WhatIfPreference
$WhatIfPreference = $false
$old = Get-Xlink -Path $OldPath
$state = (Get-XlinkDesiredState -Path $old.Path).ToJson() | ConvertFrom-Json
$target = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
$folder = Join-Path ([IO.Path]::GetTempPath()) "xlink-move-$([guid]::NewGuid())"
$variable = New-Object Collections.Generic.List[string]
try {
    $entry = if ($ServerEntry) { $state.servers | Where-Object name -EQ $ServerEntry } else { $state.servers | Select-Object -First 1 }
    if (-not $entry) { throw "The old installation has no server entry '$ServerEntry'." }
    if ($Url) { $state.servers | ForEach-Object { Add-Property -Object $_ -Name 'url' -Value $Url } }
    # Of an original's other entries nobody knows the password: they keep their users.
    foreach ($server in $state.servers) { $server.PSObject.Properties.Remove('password') }
    $name = 'XLINK_MOVE_SERVER'
    $variable.Add($name)
    [Environment]::SetEnvironmentVariable($name, $Credential.GetNetworkCredential().Password)
    Add-Property -Object $entry -Name 'userName' -Value $Credential.UserName
    Add-Property -Object $entry -Name 'password' -Value @{ environment = $name }

    # Passwords of telephone systems and databases, plain or hidden, go from file to file; in between they are in this process only.
    foreach ($system in $state.externalSystems) {
        if ($system.PSObject.Properties.Name -notcontains 'secrets') { continue }
        $settings = (Get-XlinkExternalSystemConfiguration -Path $old.Path -Name $system.name).Settings
        foreach ($secret in $system.secrets.PSObject.Properties) {
            $value = $settings[$secret.Name]
            $text = if ($value -is [securestring]) { (New-Object Net.NetworkCredential '', $value).Password } else { "$value" }
            $secret.Value = @{ environment = "XLINK_MOVE_$($variable.Count)" }
            [Environment]::SetEnvironmentVariable($secret.Value.environment, $text)
            $variable.Add($secret.Value.environment)
        }
    }
    Add-Property -Object $state -Name 'path' -Value $target
    $state.PSObject.Properties.Remove('service')
    if ($SourcePath) { Add-Property -Object $state -Name 'source' -Value @{ path = (Resolve-Path -LiteralPath $SourcePath).ProviderPath } }
    # The language's folder may have another name there; English is always there.
    if ($state.PSObject.Properties.Name -contains 'language' -and $state.language -notin 'english', 'german') { $state.language = 'english' }

    $null = New-Item -ItemType Directory -Path $folder
    $file = Join-Path $folder 'state.json'
    [IO.File]::WriteAllText($file, (ConvertTo-Json $state -Depth 10))
    if ($isWhatIf) {
        Test-XlinkDesiredState -FilePath $file
        return
    }
    $difference = @(Set-XlinkDesiredState -FilePath $file -Confirm:$false)
    if ($StatePath) { Copy-Item -LiteralPath $file -Destination $StatePath }
}
finally {
    foreach ($name in $variable) { [Environment]::SetEnvironmentVariable($name, [NullString]::Value) }
    Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction SilentlyContinue
}
$new = Get-Xlink -Path $target
if ($SwitchService) {
    # One service per computer: the old one has to go first, and the new one again if it does not start.
    $before = "$((Get-XlinkService -Path $old.Path).State)"
    if ($before -ne 'NotInstalled') { Uninstall-XlinkService -Path $old.Path -Confirm:$false | Out-Null }
    try { $new | Install-XlinkService | Start-XlinkService | Out-Null }
    catch {
        if ("$((Get-XlinkService -Path $new.Path).State)" -ne 'NotInstalled') { Uninstall-XlinkService -Path $new.Path -Confirm:$false | Out-Null }
        if ($before -ne 'NotInstalled') { $old | Install-XlinkService | Out-Null }
        if ($before -eq 'Running') { $old | Start-XlinkService | Out-Null }
        throw
    }
}
[pscustomobject] @{
    OldPath = $old.Path
    Path = $new.Path
    Differences = $difference
    Findings = @($new | Test-XlinkConfiguration)
    NextSteps = @(
        'Test-XlinkConnection'
        if (-not $SwitchService) { 'Stop the old service, then Install-XlinkService and Start-XlinkService for the new folder.' }
        if ($state.externalSystems | Where-Object { $_.PSObject.Properties.Name -contains 'secrets' }) { 'Databases: set up the data sources (Get-XlinkOdbcDataSource shows what is there).' }
    )
}
