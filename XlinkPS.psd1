@{
    RootModule           = 'XlinkPS.psm1'
    # The one version number of the module, the agent suite and the server.
    ModuleVersion        = '0.1.0'
    GUID                 = '6b0b3f0e-3c5c-4d0e-9c27-0f6f7a1c9a52'
    Author               = 'XlinkPS developers'
    CompanyName          = 'XlinkPS developers'
    Copyright            = '(c) 2026 the XlinkPS developers. MIT License.'
    Description          = 'Installs, configures, tests and runs Xlink, the agent that imports call data from telephone systems into a workforce-management server.'
    PowerShellVersion    = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions = 'Desktop', 'Core'
    FormatsToProcess     = 'XlinkPS.Format.ps1xml'
    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'Clear-XlinkLog'
        'Connect-XlinkServer'
        'Disconnect-XlinkServer'
        'Get-Xlink'
        'Get-XlinkExternalSystem'
        'Get-XlinkExternalSystemConfiguration'
        'Get-XlinkInterval'
        'Get-XlinkLog'
        'Get-XlinkMapping'
        'Get-XlinkQueue'
        'Get-XlinkServer'
        'Get-XlinkSourceTree'
        'Get-XlinkUser'
        'Install-Xlink'
        'Install-XlinkService'
        'Invoke-XlinkImport'
        'New-XlinkExternalSystem'
        'New-XlinkMapping'
        'New-XlinkQueue'
        'New-XlinkUser'
        'Protect-XlinkPassword'
        'Remove-XlinkExternalSystem'
        'Remove-XlinkMapping'
        'Remove-XlinkQueue'
        'Remove-XlinkUser'
        'Set-XlinkCredential'
        'Set-XlinkExternalSystemConfiguration'
        'Set-XlinkServer'
        'Set-XlinkUser'
        'Start-XlinkServer'
        'Stop-XlinkServer'
        'Test-XlinkConnection'
        'Unlock-XlinkUser'
    )
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags = 'Xlink', 'WFM', 'ACD', 'CallCenter', 'ContactCenter', 'Import', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux'
        }
    }
}
