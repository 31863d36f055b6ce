param([Parameter(Mandatory)] [string] $Module)

BeforeDiscovery {
    $canCompile = $PSVersionTable.PSVersion -ge [version] '7.2' -and (Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS)
}

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $root = Split-Path (Split-Path $PSScriptRoot)
    $manifest = Import-PowerShellDataFile $Module
    $command = Get-Command -Module XlinkPS
    $common = [Management.Automation.Cmdlet]::CommonParameters
}

# PowerShell keeps the help that it has read: a session of its own for each language.
Describe 'Get-Help in <Culture>' -ForEach @(
    @{ Culture = 'en-US'; Word = 'queue'; Topic = 'ERROR IDS' }
    @{ Culture = 'de-DE'; Word = 'Warteschlange'; Topic = 'FEHLER-IDS' }
) {
    It 'shows synopsis, description, examples, links and every parameter of every cmdlet, and the about topics' {
        $setting = "`$culture = '$Culture'; `$word = '$Word'; `$topic = '$Topic'"
        $problem = Invoke-TestProcess ($setting + @'

[cultureinfo]::CurrentUICulture = [cultureinfo]::GetCultureInfo($culture)
Import-Module $Module
$common = [Management.Automation.Cmdlet]::CommonParameters
function Assert([bool] $Condition, [string] $What) { if (-not $Condition) { $What } }
foreach ($command in Get-Command -Module XlinkPS) {
    $name = $command.Name
    $help = Get-Help $name -Full
    Assert ([bool] $help.Synopsis -and $help.Synopsis -notmatch "^\s*$name \[") "$name has no help"
    Assert ([bool] $help.description.Text) "$name has no description"
    Assert (@($help.examples.example).Count -ge 2 -and $help.examples.example.code -notcontains '') "$name has too few examples"
    Assert (@($help.relatedLinks.navigationLink)[0].uri -like "https://*/docs/$culture/$name.md") "$name has no address"
    $wanted = $command.Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object
    Assert ("$($help.parameters.parameter.name | Sort-Object)" -eq "$wanted") "$name has other parameters"
    Assert (-not ($help.parameters.parameter | Where-Object { -not $_.description.Text })) "$name has a parameter without description"
}
Assert ((Get-Help Get-XlinkMapping -Full | Out-String) -match $word) 'another language'
Assert ((Get-Help Get-XlinkInterval -Parameter Days).defaultValue -eq '1') 'no default value'
Assert ((Get-Help Get-XlinkInterval -Examples | Out-String) -match 'Get-XlinkInterval Hotline Calls 2026-11-16') 'no examples'
Assert ((Get-Help about_XlinkPS_Troubleshooting | Out-String) -cmatch $topic) 'no about topic, or in another language'
'@)
        $problem | Should -BeNullOrEmpty
    }
}

Describe 'The pages' {
    It 'name outputs that the objects have' {
        # Properties of a type and of what its properties hold, and the values of enumerations among them.
        function Get-TestMember([type] $Type, [int] $Depth) {
            if ($Type.IsEnum) { return [Enum]::GetNames($Type) }
            foreach ($property in $Type.GetProperties()) {
                $property.Name
                if ($Depth -gt 0) {
                    @($property.PropertyType) + $property.PropertyType.GetGenericArguments() | Where-Object { $_.Namespace -match '^Xlink' } |
                        ForEach-Object { Get-TestMember $_ ($Depth - 1) }
                }
            }
        }
        $count = 0
        $wrong = foreach ($page in Get-ChildItem (Join-Path $root docs/en-US), (Join-Path $root docs/de-DE) -Filter *-*.md) {
            $command = Get-Command $page.BaseName
            $known = @($command.OutputType.Type | Where-Object { $_ } | ForEach-Object { Get-TestMember $_ 1 }) + (Get-Command -Module XlinkPS).Name
            $text = ([IO.File]::ReadAllText($page.FullName) -split '(?m)^## OUTPUTS')[1] -replace '(?s)\n## .*', ''
            foreach ($word in [regex]::Matches($text, '`([A-Z]\w+(-\w+)?)[^`]*`')) {
                $count++
                if ($word.Groups[1].Value -notin $known) { "$($page.Directory.Name)/$($page.Name): $($word.Groups[1].Value)" }
            }
        }
        $count | Should -BeGreaterThan 300
        $wrong | Should -BeNullOrEmpty
    }
}

Describe 'The compiled help' {
    It 'is what PlatyPS makes of the pages' -Skip:(-not $canCompile) {
        & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -File (Join-Path $root 'src/Help/Build-Help.ps1') -CompileOnly -OutputPath "$TestDrive"
        $LASTEXITCODE | Should -Be 0
        foreach ($file in 'en-US/XlinkPS.dll-Help.xml', 'de-DE/XlinkPS.dll-Help.xml', 'en-US/about_XlinkPS_Troubleshooting.help.txt', 'de-DE/about_XlinkPS_Troubleshooting.help.txt') {
            $fresh = [IO.File]::ReadAllText((Join-Path $TestDrive $file)) -replace '\r\n', "`n"
            $committed = [IO.File]::ReadAllText((Join-Path $root $file)) -replace '\r\n', "`n"
            $fresh -ceq $committed | Should -BeTrue -Because "./build.ps1 -Task Help brings $file up to date"
        }
    }
}

Describe 'What the manifest tells a gallery' {
    It 'has editions, links, tags and help info' {
        $manifest.CompatiblePSEditions | Should -Be 'Desktop', 'Core'
        $manifest.PrivateData.PSData.ProjectUri | Should -BeLike 'https://*'
        $manifest.PrivateData.PSData.LicenseUri | Should -BeLike 'https://*/LICENSE'
        $manifest.PrivateData.PSData.Tags | Should -Contain 'PSEdition_Desktop'
        $manifest.PrivateData.PSData.Tags | Where-Object { $_ -match '\s' } | Should -BeNullOrEmpty
        $manifest.HelpInfoURI | Should -BeLike 'https://*/'
    }

    It 'has the newest section of the changelog as release notes' {
        $notes = $manifest.PrivateData.PSData.ReleaseNotes -replace '\r\n', "`n"
        $notes | Should -Match '^### '
        $notes | Should -Not -Match '(?m)^## '
        # MSBuild writes a backslash as the separator of the system that packages.
        $changelog = [IO.File]::ReadAllText((Join-Path $root CHANGELOG.md)) -replace '\r\n', "`n"
        $changelog.Replace('\', '/').Contains($notes.Trim().Replace('\', '/')) | Should -BeTrue
    }

    It 'exports names one by one, and no alias that another command could have' {
        $manifest.CmdletsToExport | Should -Not -Match '\*'
        $manifest.FunctionsToExport, $manifest.VariablesToExport, $manifest.AliasesToExport | ForEach-Object { $_ } | Should -BeNullOrEmpty
        (Get-Module XlinkPS).ExportedAliases.Count | Should -Be 0
        # Short names of parameters must not hide those that every cmdlet has.
        $reserved = 'vb', 'db', 'ea', 'wa', 'infa', 'ev', 'wv', 'iv', 'ov', 'ob', 'pv', 'proga', 'wi', 'cf'
        foreach ($item in $command) {
            $item.Parameters.Values | Where-Object { $_.Name -notin $common -and $_.Name -notin 'WhatIf', 'Confirm' } | ForEach-Object Aliases |
                Where-Object { $_ -in $reserved } | Should -BeNullOrEmpty -Because $item.Name
        }
    }
}
