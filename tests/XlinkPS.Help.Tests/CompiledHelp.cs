using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace XlinkPS.Help.Tests;

/// <summary>The compiled help of one language, as Get-Help reads it.</summary>
internal static class CompiledHelp
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    internal static IReadOnlyDictionary<string, string[]> Load(string language)
        => XDocument.Load(Repository.PathOf(language, "XlinkPS.dll-Help.xml")).Root!
            .Elements(Command + "command")
            .ToDictionary(item => item.Element(Command + "details")!.Element(Command + "name")!.Value, Describe);

    /// <summary>The same lines for a page: what of it the compiled help has to have.</summary>
    internal static string[] Describe(HelpPage page) =>
    [
        "synopsis: " + HelpPage.ToPlainText(page.Synopsis),
        "description: " + HelpPage.ToPlainText(page.Description),
        .. page.Parameters.Select(parameter => $"-{parameter.Name} = {parameter.DefaultValue}: {HelpPage.ToPlainText(parameter.Description)}"),
        .. page.Examples.Select(example => $"{example.Title}: {HelpPage.ToPlainText(example.Code)}"),
        .. page.Syntax.Select(syntax => $"syntax with {Regex.Count(syntax.Line, @" \[{0,2}-\w")} parameters"),
    ];

    private static string[] Describe(XElement command) =>
    [
        "synopsis: " + Paragraphs(command.Element(Command + "details")!.Element(Maml + "description")),
        "description: " + Paragraphs(command.Element(Maml + "description")),
        .. command.Element(Command + "parameters")!.Elements()
            .OrderBy(parameter => parameter.Element(Maml + "name")!.Value, System.StringComparer.Ordinal)
            .Select(parameter => $"-{parameter.Element(Maml + "name")!.Value} = {parameter.Element(Dev + "defaultValue")?.Value}: {Paragraphs(parameter.Element(Maml + "description"))}"),
        .. command.Element(Command + "examples")!.Elements()
            .Select(example => $"{example.Element(Maml + "title")!.Value.Trim('-', ' ')}: {HelpPage.ToPlainText(example.Element(Dev + "code")!.Value)}"),
        .. command.Element(Command + "syntax")!.Elements().Select(item => $"syntax with {item.Elements(Command + "parameter").Count()} parameters"),
    ];

    private static string Paragraphs(XElement? description)
        => description is null ? string.Empty : HelpPage.ToPlainText(string.Join(' ', description.Elements(Maml + "para").Select(paragraph => paragraph.Value)));
}
