@{
    # Everything that PSScriptAnalyzer knows, and the syntax that Windows PowerShell 5.1 has.
    IncludeDefaultRules = $true
    ExcludeRules        = @(
        # A script's parameter that only its functions use counts as unused.
        'PSReviewUnusedParameter'
        # It means the script's own functions, beside their definition.
        'PSAvoidUsingPositionalParameters'
    )
    Rules               = @{
        PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = @('5.1', '7.0') }
    }
}
