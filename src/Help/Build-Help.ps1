#Requires -Version 7.2
<#
.SYNOPSIS
    Makes the help of the module from its markdown.
.DESCRIPTION
    docs/en-US and docs/de-DE hold one page per cmdlet; this script

    - makes a page for every cmdlet that has none, with places to fill in ({{ … }}), and brings syntax and parameters of the others
      into line with the compiled cmdlets; what was written stays;
    - compiles the pages to en-US and de-DE/XlinkPS.dll-Help.xml, which are committed: packaging the module needs the SDK only;
    - writes the list of error IDs into both about_XlinkPS_Troubleshooting.

    Needs Microsoft.PowerShell.PlatyPS 1.0: Install-PSResource Microsoft.PowerShell.PlatyPS
.PARAMETER Module
    Manifest of the packaged module. Default: what ./build.ps1 -Task Package has written.
.PARAMETER OutputPath
    Folder that receives the folders en-US and de-DE. Default: the repository.
.PARAMETER CompileOnly
    Leaves the pages as they are.
#>
param(
    [string] $Module = (Join-Path $PSScriptRoot '../../artifacts/XlinkPS/XlinkPS.psd1'),
    [string] $OutputPath = (Join-Path $PSScriptRoot '../..'),
    [switch] $CompileOnly
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

if (-not (Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS)) {
    throw 'The help is made by Microsoft.PowerShell.PlatyPS, which is not installed. Install it with: Install-PSResource Microsoft.PowerShell.PlatyPS'
}
Import-Module Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0.0

$root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).ProviderPath
$languages = 'en-US', 'de-DE'
$site = 'https://github.com/xlinkps/XlinkPS/blob/main/docs'
$utf8 = New-Object Text.UTF8Encoding $false

# What PlatyPS writes in English on every page.
$commonParameters = @{
    'de-DE' = @'
Dieses Cmdlet unterstützt die allgemeinen Parameter: -Debug, -ErrorAction, -ErrorVariable,
-InformationAction, -InformationVariable, -OutBuffer, -OutVariable, -PipelineVariable,
-ProgressAction, -Verbose, -WarningAction und -WarningVariable. Weitere Informationen in
[about_CommonParameters](https://go.microsoft.com/fwlink/?LinkID=113216).
'@
}
$noOutput = @{
    'en-US' = 'This cmdlet writes nothing to the pipeline.'
    'de-DE' = 'Dieses Cmdlet gibt nichts in die Pipeline aus.'
}

# ---------------------------------------------------------------- pages

function Save-Page($Help, [string] $Language, [string] $Path) {
    $folder = Join-Path ([IO.Path]::GetTempPath()) "xlink-help-$PID"
    $text = (Get-Content -Raw (Export-MarkdownCommandHelp -CommandHelp $Help -OutputFolder $folder -Force)) -replace '\r\n', "`n"
    $text = $text -replace '(?s)## ALIASES\n.*?(?=## DESCRIPTION)'
    if ($commonParameters.ContainsKey($Language)) {
        $text = [regex]::Replace($text, '(?s)(?<=### CommonParameters\n\n).*?(?=\n\n## INPUTS)', { $commonParameters[$Language].Trim() -replace '\r\n', "`n" })
    }
    $null = New-Item -ItemType Directory -Force (Split-Path $Path)
    [IO.File]::WriteAllText($Path, $text.TrimEnd() + "`n", $utf8)
    Remove-Item -Recurse -Force $folder
}

# The values that a parameter takes are those of its enumeration or ValidateSet; what is silent says so.
function Complete-Page($Help, $Command, [string] $Language) {
    foreach ($parameter in $Help.Parameters | Where-Object { $Command.Parameters.ContainsKey($_.Name) }) {
        $compiled = $Command.Parameters[$parameter.Name]
        $type = $compiled.ParameterType
        if ($type.HasElementType) { $type = $type.GetElementType() }
        $set = $compiled.Attributes | Where-Object { $_ -is [ValidateSet] }
        $values = if ($set) { $set.ValidValues } elseif ($type.IsEnum) { [enum]::GetNames($type) }
        $parameter.AcceptedValues.Clear()
        foreach ($value in $values) { $parameter.AcceptedValues.Add($value) }
        $parameter.SupportsWildcards = [bool] ($compiled.Attributes | Where-Object { $_ -is [SupportsWildcards] })
        if ($compiled.ParameterType -eq [switch] -and -not $parameter.DefaultValue) { $parameter.DefaultValue = 'False' }
    }
    if (-not $Command.OutputType) {
        $Help.Outputs.Clear()
        $Help.Outputs.Add((New-Object Microsoft.PowerShell.PlatyPS.Model.InputOutput 'None', $noOutput[$Language]))
    }
    $Help
}

function New-Page($Command, [string] $Language, [string] $Path) {
    $help = New-CommandHelp -CommandInfo $Command
    $help.Locale = $Language
    $help.Metadata['Locale'] = $Language
    $help.Metadata['HelpUri'] = "$site/$Language/$($Command.Name).md"
    Save-Page (Complete-Page $help $Command $Language) $Language $Path
}

# What Update-CommandHelp takes for stale is what somebody has written here on purpose.
function Update-Page($Command, [string] $Language, [string] $Path) {
    $written = Import-MarkdownCommandHelp -Path $Path
    $help = New-CommandHelp -CommandInfo $Command
    $help.Locale = $Language
    $help.Metadata = $written.Metadata
    $help.Synopsis, $help.Description, $help.Notes = $written.Synopsis, $written.Description, $written.Notes
    $help.Examples.Clear(); $help.Examples.AddRange($written.Examples)
    $help.RelatedLinks.Clear(); $help.RelatedLinks.AddRange($written.RelatedLinks)
    foreach ($parameter in $help.Parameters) {
        $old = $written.Parameters | Where-Object Name -EQ $parameter.Name
        if ($old) { $parameter.Description, $parameter.DefaultValue = $old.Description, $old.DefaultValue }
    }
    foreach ($list in 'Inputs', 'Outputs') {
        foreach ($item in $help.$list) {
            $old = $written.$list | Where-Object Typename -EQ $item.Typename
            if ($old) { $item.Description = $old.Description }
        }
    }
    Save-Page (Complete-Page $help $Command $Language) $Language $Path
}

# ---------------------------------------------------------------- MAML

# PlatyPS copies markdown as it is; a console shows plain paragraphs.
function ConvertTo-PlainText([string] $Text) {
    $Text -replace '(?s)<!--.*?-->' -replace '\[([^\]]+)\]\([^)]+\)', '$1' -replace '`([^`]+)`', '$1' -replace '\*\*([^*]+)\*\*', '$1'
}

function Split-Paragraph([string] $Text) {
    (ConvertTo-PlainText $Text) -split '\n\s*\n' | ForEach-Object { $_.Trim() } | Where-Object { $_ }
}

function Set-Paragraph($Node, [string[]] $Paragraph) {
    $Node.RemoveAll()
    foreach ($text in $Paragraph) {
        $para = $Node.AppendChild($Node.OwnerDocument.CreateElement('maml', 'para', 'http://schemas.microsoft.com/maml/2004/10'))
        $para.InnerText = $text
    }
}

function Get-ParagraphText($Node) { ($Node.ChildNodes | ForEach-Object InnerText | Where-Object { $_ -ne [string] [char] 0x80 }) -join "`n`n" }

# What PlatyPS leaves out or puts elsewhere: code, paragraphs, defaults, wildcards.
function Optimize-Maml([xml] $Maml, [object[]] $Help, [string] $Language) {
    $names = New-Object Xml.XmlNamespaceManager $Maml.NameTable
    $names.AddNamespace('maml', 'http://schemas.microsoft.com/maml/2004/10')
    $names.AddNamespace('command', 'http://schemas.microsoft.com/maml/dev/command/2004/10')
    $names.AddNamespace('dev', 'http://schemas.microsoft.com/maml/dev/2004/10')

    foreach ($example in @($Maml.SelectNodes('//command:example', $names))) {
        $introduction = $example.SelectSingleNode('maml:introduction', $names)
        $text = Get-ParagraphText $introduction
        if ($text -notmatch '(?s)```powershell\n(.*?)\n```') { throw "An example without code: $text" }
        $example.SelectSingleNode('dev:code', $names).InnerText = $Matches[1]
        Set-Paragraph $example.SelectSingleNode('dev:remarks', $names) (Split-Paragraph ($text.Replace($Matches[0], '')))
        $introduction.RemoveAll()
    }
    foreach ($description in @($Maml.SelectNodes('//maml:description | //maml:alert', $names))) {
        Set-Paragraph $description (Split-Paragraph (Get-ParagraphText $description))
    }
    foreach ($command in $Maml.SelectNodes('//command:command', $names)) {
        $page = $Help | Where-Object Title -EQ $command.SelectSingleNode('command:details/command:name', $names).InnerText
        foreach ($parameter in $command.SelectNodes('command:parameters/command:parameter', $names)) {
            $name = $parameter.SelectSingleNode('maml:name', $names).InnerText
            $type = $parameter.SelectSingleNode('dev:type/maml:name', $names).InnerText
            $short = $type -replace '^.*\.' -replace '^Nullable`1\[\[?(?:.*\.)?(\w+).*$', '$1'
            $value = $parameter.SelectSingleNode('command:parameterValue', $names)
            if ($value) {
                $value.SetAttribute('variableLength', ($type -like '*`[`]').ToString().ToLowerInvariant())
                $value.InnerText = $short
            }
            $written = $page.Parameters | Where-Object Name -EQ $name
            if ($written.SupportsWildcards) { $parameter.SetAttribute('globbing', 'true') }
            if ($written.DefaultValue) {
                $default = $parameter.AppendChild($Maml.CreateElement('dev', 'defaultValue', $names.LookupNamespace('dev')))
                $default.InnerText = $written.DefaultValue
            }
            # The syntax says the same of a parameter as its own paragraph.
            foreach ($inSyntax in $command.SelectNodes("command:syntax/*/command:parameter[maml:name='$name']", $names)) {
                $inSyntax.SetAttribute('pipelineInput', $parameter.GetAttribute('pipelineInput'))
                $inSyntax.SetAttribute('globbing', $parameter.GetAttribute('globbing'))
            }
        }
        $alerts = $command.SelectSingleNode('maml:alertSet', $names)
        if ($alerts -and -not $alerts.InnerText.Trim()) { $null = $command.RemoveChild($alerts) }
        foreach ($link in @($command.SelectNodes('command:relatedLinks/maml:navigationLink', $names))) {
            $uri = $link.SelectSingleNode('maml:uri', $names)
            $label = $link.SelectSingleNode('maml:linkText', $names)
            if ($uri.InnerText -notmatch '^https://') { $uri.InnerText = '' }
            if ($label.InnerText -eq 'Online Version' -and $Language -eq 'de-DE') { $label.InnerText = 'Onlineversion' }
        }
    }
}

function Export-Maml([string] $Language) {
    $pages = Get-ChildItem (Join-Path $root "docs/$Language") -Filter *.md | Sort-Object Name
    $folder = Join-Path ([IO.Path]::GetTempPath()) "xlink-maml-$PID"
    try {
        $help = $pages | Import-MarkdownCommandHelp
        $null = Export-MamlCommandHelp -CommandHelp $help -OutputFolder $folder -Force
        $maml = New-Object xml
        $maml.PreserveWhitespace = $false
        $maml.Load((Get-ChildItem $folder -Recurse -Filter XlinkPS.dll-Help.xml).FullName)
    }
    finally {
        Remove-Item -Recurse -Force $folder -ErrorAction SilentlyContinue
    }
    Optimize-Maml $maml $help $Language
    $target = Join-Path $OutputPath $Language
    $null = New-Item -ItemType Directory -Force $target
    $settings = New-Object Xml.XmlWriterSettings -Property @{ Encoding = $utf8; Indent = $true; NewLineChars = "`n" }
    $writer = [Xml.XmlWriter]::Create((Join-Path $target 'XlinkPS.dll-Help.xml'), $settings)
    try { $maml.Save($writer) } finally { $writer.Dispose() }
}

# ---------------------------------------------------------------- error IDs

function Format-Wrapped([string] $Text, [string] $Indent, [int] $Width = 78) {
    $line = $Indent
    foreach ($word in $Text -split '\s+') {
        if ($line.Length + 1 + $word.Length -gt $Width -and $line.Trim()) { $line; $line = $Indent }
        $line += if ($line.Trim()) { " $word" } else { $word }
    }
    $line
}

# Every message with a remedy, and every other one that an error is made of.
function Find-ErrorId([hashtable] $Text) {
    $sources = Get-ChildItem (Join-Path $root src) -Recurse -Filter *.cs | Where-Object FullName -NotMatch '[\\/](obj|bin)[\\/]' | Get-Content -Raw
    $thrown = [regex]::Matches($sources -join "`n", 'XlinkException\.\w+\([^;]*?nameof\(Messages\.(\w+)\)') | ForEach-Object { $_.Groups[1].Value }
    @($Text.Keys -match 'Remedy$' -replace 'Remedy$') + @($thrown) | Where-Object { $Text.ContainsKey($_) } | Sort-Object -Unique -Culture ''
}

function Export-ErrorList([string] $Language) {
    $file = if ($Language -eq 'de-DE') { 'Messages.de.resx' } else { 'Messages.resx' }
    $texts = @{}
    foreach ($data in ([xml] (Get-Content -Raw (Join-Path $root "src/Xlink.Core/$file"))).root.data) {
        # Of words for one and for many, those for many.
        $texts[$data.name] = $data.value -replace '\{\d+:[^|}]*\|([^}]*)\}', '$1' -replace '\{\d+[^}]*\}', '…'
    }
    $lines = foreach ($id in Find-ErrorId $texts) {
        "    $id"
        Format-Wrapped $texts[$id] '        '
        if ($texts["${id}Remedy"]) { Format-Wrapped ('→ ' + $texts["${id}Remedy"]) '        ' }
        ''
    }
    $path = Join-Path $root "$Language/about_XlinkPS_Troubleshooting.help.txt"
    $text = (Get-Content -Raw $path) -replace '\r\n', "`n"
    $heading = @{ 'en-US' = 'ERROR IDS'; 'de-DE' = 'FEHLER-IDS' }[$Language]
    $next = @{ 'en-US' = 'SEE ALSO'; 'de-DE' = 'SIEHE AUCH' }[$Language]
    if ($text -notmatch "(?ms)^$heading\n(?<intro>.*?)\n\n.*?^$next\n") { throw "$path has no section $heading before $next." }
    $list = "$heading`n$($Matches.intro)`n`n$($lines -join "`n")`n$next`n"
    [IO.File]::WriteAllText((Join-Path $OutputPath "$Language/about_XlinkPS_Troubleshooting.help.txt"), $text.Replace($Matches[0], $list), $utf8)
}

# ----------------------------------------------------------------

if (-not $CompileOnly) {
    Import-Module (Resolve-Path $Module).ProviderPath
    $commands = Get-Command -Module XlinkPS | Sort-Object Name
    foreach ($language in $languages) {
        foreach ($command in $commands) {
            $path = Join-Path $root "docs/$language/$($command.Name).md"
            if (Test-Path $path) { Update-Page $command $language $path }
            else {
                New-Page $command $language $path
                Write-Output "To be written: $path"
            }
        }
        Get-ChildItem (Join-Path $root "docs/$language") -Filter *.md | Where-Object { $commands.Name -notcontains $_.BaseName } |
            ForEach-Object { Write-Output "There is no such cmdlet any more: $($_.FullName)" }
    }
}
foreach ($language in $languages) {
    Export-Maml $language
    Export-ErrorList $language
}
