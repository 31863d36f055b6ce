@{
    # Everything that PSScriptAnalyzer knows, and the syntax that Windows PowerShell 5.1 has.
    IncludeDefaultRules = $true
    Rules               = @{
        PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = @('5.1', '7.0') }
    }
}
