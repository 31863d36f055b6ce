@{
    IncludeDefaultRules = $true
    ExcludeRules        = @(
        # What BeforeAll sets is used in the It blocks, which are scopes of their own to the analyzer.
        'PSUseDeclaredVarsMoreThanAssignments'
        'PSReviewUnusedParameter'
        # The functions of the tests are nobody's commands, and their passwords are no secrets.
        'PSUseShouldProcessForStateChangingFunctions'
        'PSAvoidUsingConvertToSecureStringWithPlainText'
        'PSAvoidUsingPlainTextForPassword'
        'PSAvoidUsingUsernameAndPasswordParams'
        'PSAvoidUsingPositionalParameters'
        # Stand-ins for cmdlets that would ask somebody.
        'PSAvoidOverwritingBuiltInCmdlets'
    )
    Rules               = @{
        PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = @('5.1', '7.0') }
    }
}
