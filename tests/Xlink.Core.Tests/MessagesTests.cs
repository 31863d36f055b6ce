using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xlink.Scripting.Runtime;

namespace Xlink.Core.Tests;

public sealed class MessagesTests
{
    // What may stand behind a message's name: the texts that go with it.
    private static readonly string[] Companions = ["Remedy", "Symptom"];

    private static readonly Dictionary<string, string> Texts = Messages.ResourceManager
        .GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!
        .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    [Fact]
    public void Every_text_is_used()
    {
        var used = Directory.EnumerateFiles(SourceFolder(), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin"))
            .SelectMany(path => Regex.Matches(File.ReadAllText(path), @"\bMessages\.(\w+)").Select(match => match.Groups[1].Value))
            .Concat(Enum.GetNames<ScriptErrorCode>().Select(code => "Script" + code))
            .ToHashSet();

        Assert.DoesNotContain(Texts.Keys, name => !used.Contains(MessageOf(name)));
    }

    [Fact]
    public void No_name_is_given_twice()
        => Assert.Distinct(Regex.Matches(File.ReadAllText(Path.Combine(SourceFolder(), "Xlink.Core", "Messages.resx")), "<data name=\"(\\w+)\"").Select(match => match.Groups[1].Value));

    [Fact]
    public void No_two_messages_say_the_same()
        => Assert.Empty(Texts.Where(text => MessageOf(text.Key) == text.Key).GroupBy(text => text.Value).Where(same => same.Count() > 1).Select(same => same.Key));

    [Fact]
    public void Every_text_can_be_filled_in()
        => Assert.All(Texts.Values, text => Assert.NotEmpty(string.Format(CultureInfo.InvariantCulture, text, [.. Enumerable.Range(0, 10).Cast<object>()])));

    [Fact]
    public void Every_German_text_translates_one_that_there_is_with_the_same_placeholders()
    {
        var german = Messages.ResourceManager.GetResourceSet(CultureInfo.GetCultureInfo("de"), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

        Assert.NotEmpty(german);
        Assert.All(german, text => Assert.Equal(Placeholders(Texts[text.Key]), Placeholders(text.Value)));
    }

    private static string[] Placeholders(string text) => [.. Regex.Matches(text, @"\{\d+[^}]*\}").Select(match => match.Value).Order(StringComparer.Ordinal)];

    private static string MessageOf(string name)
        => Companions.FirstOrDefault(companion => name.EndsWith(companion, StringComparison.Ordinal) && Texts.ContainsKey(name[..^companion.Length])) is { } found
            ? name[..^found.Length]
            : name;

    private static string SourceFolder([CallerFilePath] string thisFile = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "src"));
}
