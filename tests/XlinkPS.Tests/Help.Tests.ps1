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

AfterAll { [cultureinfo]::CurrentUICulture = [cultureinfo]::GetCultureInfo('en-US') }

Describe 'Get-Help in <Culture>' -ForEach @(
    @{ Culture = 'en-US'; Word = 'queue'; Topic = 'ERROR IDS' }
    @{ Culture = 'de-DE'; Word = 'Warteschlange'; Topic = 'FEHLER-IDS' }
) {
    BeforeAll { [cultureinfo]::CurrentUICulture = [cultureinfo]::GetCultureInfo($Culture) }

    It 'shows synopsis, description, examples, links and every parameter of every cmdlet' {
        foreach ($item in $command) {
            $help = Get-Help $item.Name -Full
            $help.Synopsis | Should -Not -Match "^\s*$($item.Name) \[" -Because "$($item.Name) has help in $Culture"
            $help.description.Text | Should -Not -BeNullOrEmpty -Because $item.Name
            @($help.examples.example).Count | Should -BeGreaterOrEqual 2 -Because $item.Name
            $help.examples.example.code | Should -Not -Contain '' -Because $item.Name
            $help.relatedLinks.navigationLink[0].uri | Should -BeLike "https://*/docs/$Culture/$($item.Name).md"
            $wanted = $item.Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object
            $help.parameters.parameter.name | Sort-Object | Should -Be $wanted -Because $item.Name
            $help.parameters.parameter | Where-Object { -not $_.description.Text } | ForEach-Object Name | Should -BeNullOrEmpty -Because $item.Name
        }
    }

    It 'is in that language, and shows one parameter or the examples alone' {
        Get-Help Get-XlinkMapping -Full | Out-String | Should -Match $Word
        (Get-Help Get-XlinkInterval -Parameter Days).defaultValue | Should -Be '1'
        Get-Help Get-XlinkInterval -Examples | Out-String | Should -Match 'Get-XlinkInterval Hotline Calls 2026-11-16'
    }

    It 'has the about topics' {
        foreach ($name in 'about_XlinkPS', 'about_XlinkPS_AgentData', 'about_XlinkPS_Configuration', 'about_XlinkPS_Databases', 'about_XlinkPS_Import',
            'about_XlinkPS_ImportSchedule', 'about_XlinkPS_Scripts', 'about_XlinkPS_Troubleshooting') {
            Join-Path (Split-Path $Module) "$Culture/$name.help.txt" | Should -Exist
        }
        Get-Help about_XlinkPS_Troubleshooting | Out-String | Should -Match $Topic
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
        ([IO.File]::ReadAllText((Join-Path $root CHANGELOG.md)) -replace '\r\n', "`n").Contains($notes.Trim()) | Should -BeTrue
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
