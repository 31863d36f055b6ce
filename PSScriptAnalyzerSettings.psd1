@{
    # Everything that PSScriptAnalyzer knows, and the syntax that Windows PowerShell 5.1 has.
    IncludeDefaultRules = $true
    # A script's parameter that only its functions use counts as unused.
    ExcludeRules        = @('PSReviewUnusedParameter')
    Rules               = @{
        PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = @('5.1', '7.0') }
    }
}
