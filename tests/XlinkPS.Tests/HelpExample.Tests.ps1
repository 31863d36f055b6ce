param([Parameter(Mandatory)] [string] $Module)

BeforeDiscovery {
    . $PSScriptRoot/HelpExample.ps1
    $root = Split-Path (Split-Path $PSScriptRoot)
    $pages = Get-ChildItem (Join-Path $root 'docs/en-US') -Filter *.md | ForEach-Object { @{ Name = $_.BaseName; Example = @(Get-HelpExample $_.FullName) } }
    $topic = Get-ChildItem (Join-Path $root 'en-US') -Filter about_*.help.txt | Where-Object { Get-TopicExample $_.FullName } | ForEach-Object { @{ Name = $_.Name } }
    $runnable = $pages | Where-Object { $_.Example | Where-Object { -not $_.NotRun } }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    . $PSScriptRoot/HelpExample.ps1
    $root = Split-Path (Split-Path $PSScriptRoot)
    Initialize-HelpBox (Join-Path $TestDrive C) (Start-TestServer $TestDrive)
}

AfterAll {
    Remove-HelpBox
    Stop-TestServer
}

Describe 'The examples of the help' {
    BeforeEach { Reset-HelpBox }

    # Pester takes away what came into the folder, servers' data too: they must be stopped before.
    AfterAll { Stop-HelpServer }

    BeforeAll {
        # What is left to do by hand on the new computer; a firewall that no cmdlet reaches.
        $warns = 'Import-Xlink', 'New-XlinkFirewallRule'
    }

    It 'run as they stand: <Name>' -ForEach $runnable {
        if ($Name -eq 'Stop-XlinkServer') { $null = Start-XlinkServer (Join-Path $Box XlinkServer) -Port 0 }
        foreach ($result in Invoke-HelpExample $Example) {
            if ($Name -notin $warns) { $result.Warning | Should -BeNullOrEmpty -Because "example $($result.Number) is what users copy" }
            if ($result.Code -match '^(Get|Test)-' -and $result.Code -notmatch 'Where-Object|-WhatIf|-Outcome|Export-Csv|Remove-|Revoke-|Unlock-|Test-XlinkConfiguration') {
                $result.Output | Should -Not -BeNullOrEmpty -Because "example $($result.Number) shows something"
            }
        }
    }
}

Describe 'The examples of the README' {
    # README.de.md has the same ones; Readme.Tests.ps1 sees to that.
    It 'run as they stand, from the first to the last' {
        Reset-HelpBox
        Remove-Item -Recurse -Force (Join-Path $Box Xlink)
        $example = @(Get-HelpExample (Join-Path $root README.md))
        try {
            $results = @(Invoke-HelpExample $example)
        }
        finally {
            Remove-Item Env:XLINK_PASSWORD_WFM -ErrorAction Ignore
        }
        ($example | Where-Object NotRun).NotRun | Sort-Object -Unique | Should -Be 'builds the repository'
        $tests = @($results | Where-Object Code -Match 'Test-XlinkConnection')
        $tests | Should -Not -BeNullOrEmpty
        foreach ($test in $tests) { $test.Output[-1].Success | Should -BeTrue }
        ($results | Where-Object Code -Match 'Get-XlinkInterval').Output | Where-Object ValueType -EQ Calls | Should -Not -BeNullOrEmpty
    }
}

Describe 'The examples of the about topics' {
    BeforeAll {
        # A topic is read by somebody who may have a part of it already, or no service manager, or no database yet.
        $elsewhere = '^ServiceManagerMissing,|^Odbc\w+,|\((ExternalSystem|Employee|ExternalId)Exists\)|^(ExternalSystem|Employee)Exists,'
    }

    AfterAll { Stop-HelpServer }

    It 'run as they stand: <Name>' -ForEach $topic {
        Reset-HelpBox
        if ($Name -eq 'about_XlinkPS.help.txt') { Remove-Item -Recurse -Force (Join-Path $Box Xlink) }
        @(Invoke-HelpExample (Get-TopicExample (Join-Path $root "en-US/$Name")) $elsewhere).Count | Should -BeGreaterThan 0
    }

    It 'are the same in German, and have cmdlets and parameters that exist: <Name>' -ForEach $topic {
        $english, $german = 'en-US', 'de-DE' | ForEach-Object { , @((Get-TopicExample (Join-Path $root "$_/$Name")).Code) }
        $german | Should -Be $english
        foreach ($code in $german) {
            $problem = $null
            $tree = [Management.Automation.Language.Parser]::ParseInput($code, [ref] $null, [ref] $problem)
            $problem | Should -BeNullOrEmpty -Because $code
            foreach ($call in $tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)) {
                $known = (Get-Command $call.GetCommandName() -ErrorAction Ignore).Parameters
                if ($call.GetCommandName() -match '-Xlink') { $known | Should -Not -BeNullOrEmpty -Because "$($call.GetCommandName()) exists" }
                if ($known) {
                    $call.CommandElements.Where{ $_ -is [Management.Automation.Language.CommandParameterAst] }.ParameterName | Where-Object { $_ -and -not $known.ContainsKey($_) } |
                        Should -BeNullOrEmpty -Because "these parameters of $call exist"
                }
            }
        }
    }
}

Describe 'The tutorial about leaving Xlink' {
    It 'runs as it stands, from the first step to the last' {
        Reset-HelpBox
        # Other pages may have left the session with another server, or changed the queue.
        Connect-HelpBox
        Get-XlinkQueue Suppor[t] | Remove-XlinkQueue -Confirm:$false
        $null = New-XlinkQueue Support -ValueType Calls, Handled, Lost
        $example = @(Get-HelpExample (Join-Path $root docs/leaving-xlink.md))
        $results = @(Invoke-HelpExample $example)
        $results.Count | Should -Be $example.Count
        ($results | Where-Object Code -Match 'Get-XlinkMigrationReport')[0].Output | Where-Object { $_.PSObject.TypeNames -match 'MigrationStep' } | Should -Not -BeNullOrEmpty
        # What both got is the same, so that the comparison writes nothing but the report that follows it.
        ($results | Where-Object Code -Match 'Compare-XlinkInterval').Output | Where-Object { $_.PSObject.TypeNames -match 'IntervalDifference' } | Should -BeNullOrEmpty
        ($results | Where-Object Code -Match 'parallel.html').Output[-1].ParallelRun.Intervals | Should -BeGreaterThan 0
        Get-ChildItem (Join-Path $Box CloudLink/Calls) -Filter interval_*.csv | Should -Not -BeNullOrEmpty
        Get-XlinkServer (Join-Path $Box Xlink) | Should -BeNullOrEmpty
        $results[-1].Output[-1].RowsRead | Should -BeGreaterThan 0
    }

    It 'has the same code in German' {
        $code = 'leaving-xlink.md', 'leaving-xlink.de.md' | ForEach-Object { , @((Get-HelpExample (Join-Path $root "docs/$_")).Code) }
        $code[1] | Should -Be $code[0]
    }
}

Describe 'What of the help is not run' {
    It 'is little, and says why' {
        $notRun = Get-ChildItem (Join-Path $root 'docs/en-US') -Filter *.md | ForEach-Object { Get-HelpExample $_.FullName } | Where-Object NotRun
        $notRun.NotRun | Sort-Object -Unique | Should -BeIn @(
            'changes the firewall of Windows', 'needs a certificate of the site', 'needs a service manager', 'needs a PostgreSQL database', 'needs a web server with the suite'
            'needs an ODBC driver manager', 'needs an external system with a database', 'needs an interrupted change', 'runs until Ctrl+C')
        @($notRun).Count | Should -BeLessOrEqual 45
    }
}
