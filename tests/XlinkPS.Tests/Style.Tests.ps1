param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $root = Join-Path $PSScriptRoot '../..'
}

Describe 'The style' {
    It 'of scripts is what PSScriptAnalyzer asks for (skipped without it)' -Skip:(-not (Get-Module -ListAvailable PSScriptAnalyzer)) {
        $path = @{
            PSScriptAnalyzerSettings                      = (Join-Path $root build.ps1), (Split-Path $Module | Join-Path -ChildPath XlinkPS.psd1),
                (Join-Path $root examples), (Join-Path $root tests/Xlink.Benchmarks)
            'tests/XlinkPS.Tests/PSScriptAnalyzerSettings' = $PSScriptRoot
        }
        $problem = foreach ($settings in $path.Keys) {
            # One call for a whole folder: each call loads the rules again.
            $path[$settings] | ForEach-Object { Invoke-ScriptAnalyzer -Path $_ -Recurse -Settings (Join-Path $root "$settings.psd1") }
        }
        $problem | ForEach-Object { "$($_.ScriptName):$($_.Line): $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }

    It 'of C# is what dotnet format makes of it (skipped without the SDK)' -Skip:(-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
        # Layout only, without a build: the rules about code are errors of the build already.
        Push-Location $root
        try {
            $problem = & dotnet format whitespace . --folder --verify-no-changes --exclude artifacts 2>&1 | Where-Object { "$_" -match ': error ' } |
                Select-Object -First 10
            $problem | ForEach-Object { "$_" } | Should -BeNullOrEmpty -Because 'dotnet format whitespace . --folder --exclude artifacts corrects it'
        }
        finally { Pop-Location }
    }

    It 'of the projects lets no public member go without documentation, and no warning pass' {
        $properties = Get-Content (Join-Path $root Directory.Build.props), (Join-Path $root src/Directory.Build.props) -Raw
        $properties -join '' | Should -Match '<TreatWarningsAsErrors>true<'
        # With the XML file a missing comment is warning CS1591, thus an error.
        $properties[1] | Should -Match '<GenerateDocumentationFile>true<'
        Get-ChildItem (Join-Path $root src) -Include *.csproj, *.props, .editorconfig, *.cs -Recurse -File |
            Where-Object FullName -NotMatch '[\\/](obj|bin)[\\/]' |
            Select-String -SimpleMatch CS1591 | ForEach-Object { "$($_.Path):$($_.LineNumber)" } | Should -BeNullOrEmpty
    }
}
