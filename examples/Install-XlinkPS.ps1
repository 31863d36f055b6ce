#Requires -Version 5.1

<#
.SYNOPSIS
    Installs the module XlinkPS from a ZIP behind an address, or offline from a ZIP or folder: completely, or not at all.
.DESCRIPTION
    Nothing else is needed: Windows PowerShell 5.1 or PowerShell 7, Windows or Linux. From an address only a ZIP with the given SHA-256 is taken. The module
    is unpacked beside its place and moved there in one step; a version that is there already is left alone, unless -Force is given. Then it makes way, and comes
    back if the new one cannot take its place.

    For `irm ... | iex` there are no parameters; the environment variables XLINKPS_SOURCE, XLINKPS_SHA256 and XLINKPS_SCOPE stand for them.
.PARAMETER Source
    The module: https address of its ZIP, or, offline, the path of the ZIP or of the folder it was unpacked into.
.PARAMETER Sha256
    SHA-256 of the ZIP: 64 hex digits. Needed for an address; checked for a file too, where it is given.
.PARAMETER Scope
    CurrentUser (default), or AllUsers, which needs an administrator.
.PARAMETER Destination
    A folder for modules instead of that of the scope.
.PARAMETER Force
    Replaces the same version.
.EXAMPLE
    $env:XLINKPS_SOURCE = 'https://files.company.example/XlinkPS.zip'; $env:XLINKPS_SHA256 = '<64 hex digits>'
    irm https://files.company.example/Install-XlinkPS.ps1 | iex
.EXAMPLE
    ./Install-XlinkPS.ps1 -Source E:\XlinkPS.zip -Scope AllUsers
.OUTPUTS
    The module's name, version and folder.
#>
[CmdletBinding()]
param(
    [string] $Source = $env:XLINKPS_SOURCE,
    [string] $Sha256 = $env:XLINKPS_SHA256,
    [string] $Scope = $env:XLINKPS_SCOPE,
    [string] $Destination,
    [switch] $Force
)

function Install-XlinkPSModule([string] $Source, [string] $Sha256, [string] $Scope, [string] $Destination, [bool] $Force) {
    $ErrorActionPreference = 'Stop'
    $ProgressPreference = 'SilentlyContinue'
    Set-StrictMode -Version 2.0
    if (-not $Source) { throw 'Where is the module? Give -Source, or set the environment variable XLINKPS_SOURCE.' }
    if ($Scope -and $Scope -notin 'CurrentUser', 'AllUsers') { throw "The scope '$Scope' is neither CurrentUser nor AllUsers." }
    $isWindowsHere = [Environment]::OSVersion.Platform -eq 'Win32NT'
    if (-not $Destination) {
        $Destination = if (-not $isWindowsHere) {
            if ($Scope -eq 'AllUsers') { '/usr/local/share/powershell/Modules' } else { Join-Path $HOME '.local/share/powershell/Modules' }
        }
        else {
            $edition = if ($PSVersionTable.PSEdition -eq 'Core') { 'PowerShell' } else { 'WindowsPowerShell' }
            $parent = if ($Scope -eq 'AllUsers') { $env:ProgramFiles } else { [Environment]::GetFolderPath('MyDocuments') }
            Join-Path $parent "$edition/Modules"
        }
    }
    $Destination = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Destination)
    $target = Join-Path $Destination 'XlinkPS'
    $null = New-Item -ItemType Directory -Force -Path $target
    # Beside its place: the last step is a renaming on the same volume.
    $staging = Join-Path $target ".installing-$([guid]::NewGuid())"
    $null = New-Item -ItemType Directory -Path $staging
    $old = Join-Path $staging 'old'
    $isAside = $false
    try {
        $found = Resolve-XlinkPSSource -Source $Source -Sha256 $Sha256 -Staging $staging
        $manifest = Get-ChildItem -LiteralPath $found -Recurse -Depth 2 -Filter XlinkPS.psd1 | Sort-Object { $_.FullName.Length } | Select-Object -First 1
        if (-not $manifest) { throw "There is no XlinkPS.psd1 in '$Source'." }
        $version = (Import-PowerShellDataFile -LiteralPath $manifest.FullName).ModuleVersion
        $place = Join-Path $target $version
        if ((Test-Path -LiteralPath $place) -and -not $Force) {
            Write-Verbose "XlinkPS $version is already in '$place'."
        }
        else {
            $new = Join-Path $staging 'new'
            Copy-Item -LiteralPath $manifest.DirectoryName -Destination $new -Recurse
            if ($isWindowsHere) { Get-ChildItem -LiteralPath $new -Recurse -File | Unblock-File }
            if (Test-Path -LiteralPath $place) {
                Move-Item -LiteralPath $place -Destination $old
                $isAside = $true
            }
            try { Move-Item -LiteralPath $new -Destination $place }
            catch {
                if ($isAside) { Move-Item -LiteralPath $old -Destination $place }
                $isAside = $false
                throw
            }
            $isAside = $false
        }
        [pscustomobject] @{ Name = 'XlinkPS'; Version = [version] $version; Path = $place }
    }
    finally {
        # A session that has the old version loaded keeps its files in use on Windows. What cannot be put back is not thrown away.
        if (-not $isAside) { Remove-Item -LiteralPath $staging -Recurse -Force -ErrorAction SilentlyContinue }
    }
}

# The folder with the module's files; a ZIP is checked and unpacked first.
function Resolve-XlinkPSSource([string] $Source, [string] $Sha256, [string] $Staging) {
    $address = $null
    if ([uri]::TryCreate($Source, [UriKind]::Absolute, [ref] $address) -and $address.Scheme -in 'http', 'https') {
        if ($Sha256 -notmatch '^[0-9a-fA-F]{64}$') { throw 'From an address only a ZIP with a known SHA-256 is installed. Give -Sha256, or set XLINKPS_SHA256.' }
        if ($address.Scheme -ne 'https' -and -not $address.IsLoopback) { throw "The address '$Source' is not https." }
        if ($PSVersionTable.PSEdition -ne 'Core') { [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor 'Tls12' }
        $zip = Join-Path $Staging 'module.zip'
        Invoke-WebRequest -Uri $address -OutFile $zip -UseBasicParsing
    }
    else {
        $zip = (Resolve-Path -LiteralPath $Source).ProviderPath
        if (Test-Path -LiteralPath $zip -PathType Container) { return $zip }
    }
    $hash = (Get-FileHash -LiteralPath $zip -Algorithm SHA256).Hash
    if ($Sha256 -and $hash -ne $Sha256) { throw "'$Source' has the SHA-256 $hash and not $Sha256. Nothing was installed." }
    $folder = Join-Path $Staging 'zip'
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    [IO.Compression.ZipFile]::ExtractToDirectory($zip, $folder)
    $folder
}

Install-XlinkPSModule -Source $Source -Sha256 $Sha256 -Scope $Scope -Destination $Destination -Force $Force
