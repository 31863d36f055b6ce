# What the test files share: the module under test, a server of their own, and an installation that is set up.
param([Parameter(Mandatory)] [string] $Module)

$ErrorActionPreference = 'Stop'
Import-Module $Module -Force

function New-TestSecret([string] $Text) { ConvertTo-SecureString $Text -AsPlainText -Force }

function New-TestCredential([string] $UserName, [string] $Password) {
    New-Object pscredential $UserName, (New-TestSecret $Password)
}

# Starts a server with a queue and an external system, and connects the session as its administrator.
function Start-TestServer([string] $Folder) {
    $server = Start-XlinkServer -DataPath (Join-Path $Folder 'server') -Port 0 -TimeZone Europe/Berlin -Wait
    Connect-XlinkServer -Url $server.Url -Credential $server.AdministratorCredential
    $server
}

# An error that a script block is expected to end with.
function Get-TestError([scriptblock] $Script) {
    try { $null = & $Script } catch { return $_ }
    throw 'The expected error did not occur.'
}

# Every file below a folder with its hash: equal lists mean that nothing has changed.
function Get-TestSnapshot([string] $Path) {
    Get-ChildItem -Path $Path -Recurse -File -Force | Sort-Object FullName | ForEach-Object {
        '{0} {1}' -f $_.FullName, (Get-FileHash -LiteralPath $_.FullName).Hash
    }
}
