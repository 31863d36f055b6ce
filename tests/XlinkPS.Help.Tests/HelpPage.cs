using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace XlinkPS.Help.Tests;

/// <summary>A page of docs/en-US or docs/de-DE, in the form that PlatyPS writes.</summary>
internal sealed class HelpPage
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().IgnoreUnmatchedProperties().Build();

    private HelpPage(string language, string text)
    {
        Text = text;
        Language = language;
        Name = Regex.Match(text, "(?m)^# (.+)$").Groups[1].Value;
        Synopsis = Section("SYNOPSIS");
        Description = Section("DESCRIPTION");
        Syntax = [.. Regex.Matches(Section("SYNTAX"), @"(?s)### (?<set>[^\n]+)\n\n```\n(?<line>.*?)\n```")
            .Select(match => (match.Groups["set"].Value, Regex.Replace(match.Groups["line"].Value, @"\s+", " ")))];
        Examples = [.. Parts(Section("EXAMPLES")).Select(example => (example.Title, Code(example.Text)))];
        Parameters = [.. Parts(Section("PARAMETERS")).Where(part => part.Title.StartsWith('-')).Select(ReadParameter).OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];
        Outputs = [.. Parts(Section("OUTPUTS")).Select(part => part.Title)];
        Links = [.. Regex.Matches(Section("RELATED LINKS"), @"\]\(([^)]+)\)").Select(match => match.Groups[1].Value)];
    }

    internal static IReadOnlyList<HelpPage> All { get; } =
        [.. Repository.Languages.SelectMany(language => Directory.EnumerateFiles(Repository.PathOf("docs", language), "*.md")
            .Order(StringComparer.Ordinal)
            .Select(path => new HelpPage(language, File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal))))];

    internal string Language { get; }

    internal string Name { get; }

    internal string Text { get; }

    internal string Synopsis { get; }

    internal string Description { get; }

    internal IReadOnlyList<(string Set, string Line)> Syntax { get; }

    internal IReadOnlyList<(string Title, string Code)> Examples { get; }

    internal IReadOnlyList<HelpParameter> Parameters { get; }

    internal IReadOnlyList<string> Outputs { get; }

    internal IReadOnlyList<string> Links { get; }

    public override string ToString() => Language + "/" + Name;

    /// <summary>What a console shows of markdown.</summary>
    internal static string ToPlainText(string markdown)
        => Regex.Replace(Regex.Replace(Regex.Replace(markdown, @"\[([^\]]+)\]\([^)]+\)", "$1"), "`([^`]+)`", "$1"), @"\s+", " ").Trim();

    private static IEnumerable<(string Title, string Text)> Parts(string section)
        => Regex.Split(section, "(?m)^### ").Skip(1).Select(part => (part.Split('\n')[0].Trim(), part.Contains('\n', StringComparison.Ordinal) ? part[(part.IndexOf('\n', StringComparison.Ordinal) + 1)..] : string.Empty));

    private static string Code(string example) => Regex.Match(example, @"(?s)```powershell\n(.*?)\n```").Groups[1].Value;

    private static HelpParameter ReadParameter((string Title, string Text) part)
    {
        var block = Regex.Match(part.Text, @"(?s)```yaml\n(.*?)```");
        var values = Yaml.Deserialize<Dictionary<string, object?>>(block.Groups[1].Value);
        return new HelpParameter
        {
            Name = part.Title[1..],
            Type = AsText(values["Type"]),
            Aliases = [.. Items(values["Aliases"]).Select(AsText).Order(StringComparer.Ordinal)],
            AcceptedValues = [.. Items(values["AcceptedValues"]).Select(AsText)],
            SupportsWildcards = AsText(values["SupportsWildcards"]) == "true",
            DefaultValue = AsText(values["DefaultValue"]),
            Description = part.Text[..block.Index].Trim(),
            Sets = [.. Items(values["ParameterSets"]).Cast<Dictionary<object, object?>>().Select(ReadSet).OrderBy(set => set.Name, StringComparer.Ordinal)],
        };
    }

    private static HelpParameterSet ReadSet(Dictionary<object, object?> values) => new(
        AsText(values["Name"]),
        AsText(values["Position"]),
        AsText(values["IsRequired"]) == "true",
        AsText(values["ValueFromPipeline"]) == "true",
        AsText(values["ValueFromPipelineByPropertyName"]) == "true");

    private static IEnumerable<object?> Items(object? value) => value as IEnumerable<object?> ?? [];

    private static string AsText(object? value) => value?.ToString() ?? string.Empty;

    private string Section(string heading)
        => Regex.Match(Text, $@"(?sm)^## {heading}\n(.*?)(?=^## |\z)").Groups[1].Value.Trim();
}
