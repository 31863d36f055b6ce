#Requires -Version 5.1

<#
.SYNOPSIS
    Sets the credential of an installation from a vault of SecretManagement, so that no password stands in a script.
.DESCRIPTION
    The secret is a credential: the Xlink user and its password. Get-Secret gives it as -Credential takes it, and the password is never plain text in
    between. Any vault will do that is registered with Microsoft.PowerShell.SecretManagement: SecretStore, KeePass, Azure Key Vault and others. Once:

        Install-PSResource Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore
        Register-SecretVault -Name Xlink -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
        Set-Secret -Name XlinkUser -Secret (Get-Credential xlink@company.com)

    The connection is tested afterwards. A running service notices within half a minute.
.PARAMETER Path
    Folder of the installation.
.PARAMETER Name
    Name of the secret in the vault.
.PARAMETER Vault
    Name of the vault. Default: the vaults are searched in SecretManagement's order.
.OUTPUTS
    The result of the connection test.
.EXAMPLE
    ./Use-SecretVault.ps1 -Path C:\Xlink -Name XlinkUser
.EXAMPLE
    Get-ChildItem C:\Xlinks -Directory | ForEach-Object { ./Use-SecretVault.ps1 -Path $_.FullName -Name XlinkUser -Vault Xlink }
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Name,
    [string] $Vault
)
$ErrorActionPreference = 'Stop'

$secret = @{ Name = $Name }
if ($Vault) { $secret.Vault = $Vault }
$credential = Get-Secret @secret
if ($credential -isnot [pscredential]) { throw "The secret '$Name' is no credential. Store one with: Set-Secret -Name '$Name' -Secret (Get-Credential)" }

$installation = Set-XlinkCredential -LiteralPath $Path -Credential $credential
$installation | Test-XlinkConnection
