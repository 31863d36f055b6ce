param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $root = Split-Path (Split-Path $PSScriptRoot)
    $english = [IO.File]::ReadAllText((Join-Path $root 'README.md')) -replace '\r\n', "`n"
    $german = [IO.File]::ReadAllText((Join-Path $root 'README.de.md')) -replace '\r\n', "`n"

    # Blocks of code without their comments, which are in the reader's language.
    function Get-Block([string] $Text) { [regex]::Matches($Text, '(?s)```.*?\n```').Value -replace ' *# .*' }
    function Get-Found([string] $Text, [string] $Pattern) { [regex]::Matches($Text, $Pattern, 'Multiline').Value }
    $command = (Get-Command -Module XlinkPS).Name
}

Describe 'The README' {
    It 'is the same in English and German: headings, code, cmdlets, links, pictures, rows of tables' {
        (Get-Found $german '^#+ ').Count | Should -Be (Get-Found $english '^#+ ').Count
        Get-Block $german | Should -Be (Get-Block $english)
        (Get-Block $english).Count | Should -BeGreaterThan 7
        Get-Found $german '\b[A-Z][a-z]+-Xlink\w*' | Should -Be (Get-Found $english '\b[A-Z][a-z]+-Xlink\w*')
        (Get-Found $german '^\|').Count | Should -Be (Get-Found $english '^\|').Count
        $links = { param($Text) Get-Found $Text '(?<=\]\()[^)]+' | Where-Object { $_ -notlike 'README*' } }
        & $links $german | Should -Be (& $links $english)
    }

    It 'links to the other language' {
        $english | Should -Match '\]\(README\.de\.md\)'
        $german | Should -Match '\]\(README\.md\)'
    }

    It 'has the words of the German help' { $german -replace '(?s)```.*?\n```|`[^`]*`' | Should -Not -Match '\bQueues?\b|\bWertart' }

    It 'names cmdlets that exist, and links to files that are there' {
        Get-Found ($english + $german) '\b[A-Z][a-z]+-Xlink\w*(?!\w|\.ps1)' | Where-Object { $_ -notin $command } | Sort-Object -Unique |
            Where-Object { -not (Test-Path (Join-Path $root "examples/$_.ps1")) } | Should -BeNullOrEmpty
        Get-Found ($english + $german) '(?<=\]\()(?!https?:)[^)#]+' | Sort-Object -Unique | ForEach-Object { Join-Path $root $_ | Should -Exist }
    }

    It 'has the test command where the continuous integration looks for it' { $english | Should -Match '(?m)^dotnet test' }
}

Describe 'The pages in docs' {
    It 'link to files that are there' {
        foreach ($page in Get-ChildItem (Join-Path $root docs) -Filter *.md) {
            Get-Found ([IO.File]::ReadAllText($page.FullName)) '(?<=\]\()(?!https?:)[^)#]+' | ForEach-Object { Join-Path $page.DirectoryName $_ | Should -Exist }
        }
    }

    It 'link to headings that are there' {
        $pages = @(Get-ChildItem $root -Filter *.md) + @(Get-ChildItem (Join-Path $root docs) -Filter *.md)
        $anchor = @{ }
        foreach ($page in $pages) {
            $anchor[$page.FullName] = Get-Found ([IO.File]::ReadAllText($page.FullName) -replace '(?s)```.*?\n```') '(?<=^#+ ).*' |
                ForEach-Object { $_.Trim().ToLowerInvariant() -replace '[^\w\- ]' -replace ' ', '-' }
        }
        $links = 0
        foreach ($page in $pages) {
            foreach ($link in [regex]::Matches([IO.File]::ReadAllText($page.FullName), '\]\((?!https?:)([^)#]*)#([^)]+)\)')) {
                $links++
                $target = if ($link.Groups[1].Value) { (Get-Item (Join-Path $page.DirectoryName $link.Groups[1].Value)).FullName } else { $page.FullName }
                $anchor[$target] | Should -Contain $link.Groups[2].Value -Because "$($page.Name) links to it"
            }
        }
        $links | Should -BeGreaterThan 10
    }

    It 'write commands with parameters that exist' {
        $checked = 0
        $problem = foreach ($page in @(Get-ChildItem $root -Filter README*.md) + @(Get-ChildItem (Join-Path $root docs) -Filter *.md)) {
            $text = [IO.File]::ReadAllText($page.FullName) -replace '\r\n', "`n"
            $code = @([regex]::Matches($text, '(?s)```powershell\n(.*?)\n```').ForEach{ $_.Groups[1].Value }) + (Get-Found ($text -replace '(?s)```.*?\n```') '(?<=`)[A-Z][a-z]+-Xlink\w* [^`]+(?=`)')
            foreach ($block in $code) {
                $tree = [Management.Automation.Language.Parser]::ParseInput($block, [ref] $null, [ref] $null)
                foreach ($call in $tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)) {
                    $name = $call.GetCommandName()
                    if ($name -notin $command) { continue }
                    $known = (Get-Command $name).Parameters.Values.ForEach{ $_.Name; $_.Aliases }
                    $call.CommandElements.Where{ $_ -is [Management.Automation.Language.CommandParameterAst] }.ForEach{
                        $checked++
                        if ($_.ParameterName -notin $known) { "$($page.Name): $name -$($_.ParameterName)" }
                    }
                }
            }
        }
        $checked | Should -BeGreaterThan 50
        $problem | Should -BeNullOrEmpty
    }

    It 'have pictures that need nothing else' {
        foreach ($picture in Get-ChildItem (Join-Path $root docs/images) -Filter *.svg) {
            $text = [IO.File]::ReadAllText($picture.FullName)
            ([xml] $text).svg.role | Should -Be 'img'
            $text -replace 'xmlns="http://www.w3.org/2000/svg"' | Should -Not -Match 'https?://|<script|href|@import'
        }
    }

    It 'show an example of a desired state that is one' {
        $text = [IO.File]::ReadAllText((Join-Path $root 'docs/desired-state.md'))
        $file = Join-Path $TestDrive 'page.psd1'
        [IO.File]::WriteAllText($file, [regex]::Match($text, '(?s)```psd1\n(.*?)\n```').Groups[1].Value.Replace("@{ Secret = 'Xlink'; Vault = 'Company' }", "@{ Environment = 'PATH' }").Replace('XLINK_PASSWORD_ODBC', 'PATH'))
        (Test-XlinkDesiredState $file (Join-Path $TestDrive nowhere)).Part | Sort-Object -Unique | Should -Be 'Installation', 'Language', 'Server', 'General', 'Schedule', 'ExternalSystem', 'Mapping', 'Service'
    }
}
