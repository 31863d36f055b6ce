using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Resources;
using System.Text.RegularExpressions;
using Xlink;

namespace XlinkPS.Help.Tests;

public sealed class AboutTopicTests
{
    private static readonly string[] Wanted =
    [
        "about_XlinkPS", "about_XlinkPS_AgentData", "about_XlinkPS_Configuration", "about_XlinkPS_Databases", "about_XlinkPS_Import",
        "about_XlinkPS_ImportSchedule", "about_XlinkPS_Scripts", "about_XlinkPS_Troubleshooting",
    ];

    [Fact]
    public void Every_topic_is_there_in_every_language()
        => Assert.All(Repository.Languages, language => Assert.Superset(Wanted.ToHashSet(), Topics(language).Select(topic => topic.Name).ToHashSet()));

    [Fact]
    public void No_topic_is_in_one_language_only()
        => Assert.Equal(Topics("en-US").Select(topic => topic.Name), Topics("de-DE").Select(topic => topic.Name));

    [Fact]
    public void A_topic_names_only_cmdlets_and_topics_that_exist()
        => Assert.All(Repository.Languages.SelectMany(Topics), topic => Assert.All(
            Regex.Matches(topic.Text, @"\b[A-Z][a-z]+-Xlink\w*|about_XlinkPS\w*").Select(match => match.Value),
            name => Assert.Contains(name, CompiledCmdlet.All.Select(cmdlet => cmdlet.Name).Concat(Wanted))));

    [Fact]
    public void A_topic_fits_a_console()
        => Assert.All(Repository.Languages.SelectMany(Topics), topic => Assert.DoesNotContain(topic.Text.Split('\n'), line => line.TrimEnd('\r').Length > 100));

    // "./build.ps1 -Task Help" writes the list.
    [Theory]
    [InlineData("en-US", "", "ERROR IDS", "SEE ALSO")]
    [InlineData("de-DE", "de", "FEHLER-IDS", "SIEHE AUCH")]
    public void Troubleshooting_lists_every_error_ID_with_message_and_remedy(string language, string culture, string heading, string next)
    {
        var text = Topics(language).Single(topic => topic.Name == "about_XlinkPS_Troubleshooting").Text.Replace("\r\n", "\n", StringComparison.Ordinal);
        var section = Regex.Match(text, $@"(?ms)^{heading}\n(.*?)^{next}$").Groups[1].Value;
        var listed = Regex.Matches(section, @"(?m)^    (?<id>[A-Z]\w+)\n(?<text>(?:        .+\n)+)")
            .ToDictionary(match => match.Groups["id"].Value, match => Regex.Replace(match.Groups["text"].Value, @"\s+", " ").Trim());
        var messages = Messages(culture);

        Assert.Equal(ErrorIds(messages.Keys).Order(StringComparer.Ordinal), listed.Keys.Order(StringComparer.Ordinal));
        Assert.All(listed, entry => Assert.Equal(Plain(messages, entry.Key), entry.Value));
    }

    private static IEnumerable<(string Name, string Text)> Topics(string language)
        => Directory.EnumerateFiles(Repository.PathOf(language), "about_*.help.txt").Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path).Replace(".help.txt", string.Empty, StringComparison.Ordinal), File.ReadAllText(path)));

    private static Dictionary<string, string> Messages(string culture)
        => new ResourceManager("Xlink.Messages", typeof(XlinkException).Assembly)
            .GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    // Every message with a remedy, and every other one that an error is made of.
    private static HashSet<string> ErrorIds(IEnumerable<string> names)
    {
        var known = names.ToHashSet();
        var thrown = Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin"))
            .SelectMany(path => Regex.Matches(File.ReadAllText(path), @"XlinkException\.\w+\([^;]*?nameof\(Messages\.(\w+)\)").Select(match => match.Groups[1].Value));
        return [.. known.Where(name => name.EndsWith("Remedy", StringComparison.Ordinal)).Select(name => name[..^"Remedy".Length]).Concat(thrown).Where(known.Contains)];
    }

    private static string Plain(Dictionary<string, string> messages, string id)
    {
        var text = messages[id] + (messages.TryGetValue(id + "Remedy", out var remedy) && remedy.Length > 0 ? " → " + remedy : string.Empty);
        return Regex.Replace(Regex.Replace(Regex.Replace(text, @"\{\d+:[^|}]*\|([^}]*)\}", "$1"), @"\{\d+[^}]*\}", "…"), @"\s+", " ").Trim();
    }
}
