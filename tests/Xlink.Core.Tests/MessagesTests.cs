using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xlink.Configuration.Keys;
using Xlink.Scripting.Runtime;

namespace Xlink.Core.Tests;

public sealed class MessagesTests
{
    // What may stand behind a message's name: the texts that go with it.
    private static readonly string[] Companions = ["Remedy", "Symptom"];

    // Texts without words, and messages of the original that users search for as they are documented.
    private static readonly string[] SameInEveryLanguage = ["Cannot connect to the database", "Enterprise Server 1 not available", "{0}", "{0}: ", "{0}: {1}"];

    private static readonly Dictionary<string, string> Texts = Read(CultureInfo.InvariantCulture);

    private static readonly Dictionary<string, string> GermanTexts = Read(CultureInfo.GetCultureInfo("de"));

    [Fact]
    public void Every_text_is_used()
    {
        var used = Directory.EnumerateFiles(SourceFolder(), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin"))
            .SelectMany(path => Regex.Matches(File.ReadAllText(path), @"\bMessages\.(\w+)").Select(match => match.Groups[1].Value))
            .Concat(Enum.GetNames<ScriptErrorCode>().Select(code => "Script" + code))
            .Concat(ConfigurationKeys.General.Concat(ConfigurationKeys.ExternalSystem).SelectMany(key => new[] { "Key" + key.Name, "KeyGeneral" + key.Name, $"Key{key.Name}Sql" }))
            .ToHashSet();

        Assert.DoesNotContain(Texts.Keys, name => !used.Contains(MessageOf(name)));
    }

    [Theory]
    [InlineData("Messages.resx")]
    [InlineData("Messages.de.resx")]
    public void No_name_is_given_twice(string file)
        => Assert.Distinct(Regex.Matches(File.ReadAllText(Path.Combine(SourceFolder(), "Xlink.Core", file)), "<data name=\"(\\w+)\"").Select(match => match.Groups[1].Value));

    [Fact]
    public void No_two_messages_say_the_same()
        => Assert.Empty(Texts.Where(text => MessageOf(text.Key) == text.Key).GroupBy(text => text.Value).Where(same => same.Count() > 1).Select(same => same.Key));

    [Fact]
    public void Every_text_can_be_filled_in()
        => Assert.All(Texts.Values, text => Assert.NotEmpty(string.Format(CultureInfo.InvariantCulture, text, [.. Enumerable.Range(0, 10).Cast<object>()])));

    [Fact]
    public void Every_text_has_a_German_one()
    {
        Assert.NotEmpty(Texts);
        Assert.Empty(Texts.Keys.Except(GermanTexts.Keys));
        Assert.Empty(GermanTexts.Keys.Except(Texts.Keys));
    }

    [Fact]
    public void A_German_text_has_the_placeholders_of_the_English_one()
        => Assert.All(GermanTexts, text => Assert.Equal(Placeholders(Texts[text.Key]), Placeholders(text.Value)));

    [Fact]
    public void Words_that_follow_a_number_have_two_forms_and_a_number_that_is_in_the_text()
        => Assert.All(Texts.Values.Concat(GermanTexts.Values), text => Assert.All(Regex.Matches(text, @"\{(\d+):([^}]*\|[^}]*)\}"), match =>
        {
            Assert.Equal(2, match.Groups[2].Value.Split('|').Distinct().Count(form => form.Length > 0));
            Assert.Matches(@"\{" + match.Groups[1].Value + "(:n0)?\\}", text);
        }));

    [Fact]
    public void A_German_text_ends_as_the_English_one_with_or_without_a_blank_or_full_stop()
        => Assert.All(GermanTexts, text => Assert.Equal(Texts[text.Key][^1] is ' ' or '.', text.Value[^1] is ' ' or '.'));

    [Fact]
    public void No_text_is_left_in_English()
        => Assert.Equal(SameInEveryLanguage, Texts.Where(text => GermanTexts[text.Key] == text.Value).Select(text => text.Value).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void A_message_of_the_original_stays_as_it_is_documented()
        => Assert.All(Texts.Where(text => SameInEveryLanguage.Contains(text.Value)), text => Assert.Equal(text.Value, GermanTexts[text.Key]));

    private static Dictionary<string, string> Read(CultureInfo culture)
        => Messages.ResourceManager.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    // Which words follow a number is a matter of the language.
    private static string[] Placeholders(string text)
        => [.. Regex.Matches(text, @"\{\d+[^}]*\}").Select(match => match.Value).Where(value => !value.Contains('|', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string MessageOf(string name)
        => Companions.FirstOrDefault(companion => name.EndsWith(companion, StringComparison.Ordinal) && Texts.ContainsKey(name[..^companion.Length])) is { } found
            ? name[..^found.Length]
            : name;

    private static string SourceFolder([CallerFilePath] string thisFile = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "src"));
}
