using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace XlinkPS.Help.Tests;

public sealed class HelpPageTests
{
    // "./build.ps1 -Task Help" mends most of what these tests find.
    [Fact]
    public void Every_cmdlet_has_a_page_in_every_language_and_no_page_is_left_over()
        => Assert.All(Repository.Languages, language => Assert.Equal(
            CompiledCmdlet.All.Select(cmdlet => cmdlet.Name),
            HelpPage.All.Where(page => page.Language == language).Select(page => page.Name).Order(StringComparer.Ordinal)));

    [Fact]
    public void A_page_has_the_parameters_of_its_cmdlet_with_types_aliases_positions_and_pipeline()
        => Assert.All(HelpPage.All, page => Assert.Equal(
            CmdletOf(page).Parameters.Select(parameter => parameter.Facts), page.Parameters.Select(parameter => parameter.Facts)));

    [Fact]
    public void The_syntax_of_a_page_has_the_parameter_sets_of_its_cmdlet_and_what_is_required()
        => Assert.All(HelpPage.All, page => Assert.Equal(Syntax(CmdletOf(page)), page.Syntax.Select(syntax => syntax.Set + ": " + Names(syntax.Line)).Order(StringComparer.Ordinal)));

    [Fact]
    public void A_page_says_what_its_cmdlet_writes_to_the_pipeline()
        => Assert.All(HelpPage.All, page => Assert.Equal(CmdletOf(page).Outputs.DefaultIfEmpty("None").Order(StringComparer.Ordinal), page.Outputs.Order(StringComparer.Ordinal)));

    [Fact]
    public void Nothing_is_left_to_fill_in()
        => Assert.All(HelpPage.All, page =>
        {
            Assert.DoesNotContain("{{", page.Text, StringComparison.Ordinal);
            Assert.NotEmpty(page.Synopsis);
            Assert.NotEmpty(page.Description);
            Assert.NotEmpty(page.Links);
            Assert.All(page.Parameters, parameter => Assert.NotEmpty(parameter.Description));
        });

    [Fact]
    public void Every_page_has_at_least_two_examples_that_show_its_cmdlet()
        => Assert.All(HelpPage.All, page =>
        {
            Assert.True(page.Examples.Count >= 2, page + " has too few examples.");
            Assert.All(page.Examples, example => Assert.Matches(@"^(Example|Beispiel) \d+: \S", example.Title));
            Assert.All(page.Examples, example => Assert.NotEmpty(example.Code));
            Assert.Contains(page.Examples, example => Regex.IsMatch(example.Code, $@"\b{page.Name}\b"));
        });

    [Fact]
    public void A_German_page_has_the_examples_of_the_English_one_and_texts_of_its_own()
        => Assert.All(HelpPage.All.Where(page => page.Language == "de-DE"), german =>
        {
            var english = HelpPage.All.First(page => page.Language == "en-US" && page.Name == german.Name);
            Assert.Equal(english.Examples.Select(example => example.Code), german.Examples.Select(example => example.Code));
            Assert.Equal(english.Parameters.Select(parameter => parameter.DefaultValue), german.Parameters.Select(parameter => parameter.DefaultValue));
            Assert.NotEqual(english.Synopsis, german.Synopsis);
            Assert.NotEqual(english.Description, german.Description);
            Assert.Empty(english.Parameters.Zip(german.Parameters).Where(pair => pair.First.Description == pair.Second.Description).Select(pair => pair.First.Name));
        });

    [Fact]
    public void Related_links_lead_somewhere()
        => Assert.All(HelpPage.All, page => Assert.All(
            page.Links, link => Assert.True(File.Exists(Repository.PathOf("docs", page.Language, link)), $"{page} links to {link}.")));

    [Fact]
    public void The_compiled_help_is_what_its_pages_say()
        => Assert.All(Repository.Languages, language =>
        {
            var compiled = CompiledHelp.Load(language);
            var pages = HelpPage.All.Where(page => page.Language == language).ToList();
            Assert.Equal(pages.Select(page => page.Name).Order(StringComparer.Ordinal), compiled.Keys.Order(StringComparer.Ordinal));
            Assert.All(pages, page => Assert.Equal(CompiledHelp.Describe(page), compiled[page.Name]));
        });

    private static CompiledCmdlet CmdletOf(HelpPage page) => Assert.Single(CompiledCmdlet.All, cmdlet => cmdlet.Name == page.Name);

    private static IEnumerable<string> Syntax(CompiledCmdlet cmdlet)
    {
        var named = cmdlet.Parameters.SelectMany(parameter => parameter.Sets).Select(set => set.Name).Where(name => name != HelpParameterSet.All).Distinct().ToList();
        var sets = named.Count > 0 ? named.Union(cmdlet.DefaultSet is null ? [] : [cmdlet.DefaultSet]) : [cmdlet.DefaultSet ?? "__AllParameterSets"];
        return sets
            .Select(set => (set == cmdlet.DefaultSet ? set + " (Default)" : set) + ": " + string.Join(' ', cmdlet.Parameters
                .SelectMany(parameter => parameter.Sets.Where(where => where.Name == set || where.Name == HelpParameterSet.All).Select(where => (where.IsRequired ? "!" : string.Empty) + parameter.Name))
                .Order(StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal);
    }

    // -Path <string> and [-Path] <string> are required, [-Path <string>] and [[-Path] <string>] are not.
    private static string Names(string line)
        => string.Join(' ', Regex.Matches(line, @" (?<open>\[{0,2})-(?<name>\w+)(?<close>\]?)(?<value> <)?")
            .Select(match => (IsRequired(match) ? "!" : string.Empty) + match.Groups["name"].Value)
            .Order(StringComparer.Ordinal));

    private static bool IsRequired(Match match)
        => match.Groups["open"].Length == 0 || (match.Groups["open"].Length == 1 && match.Groups["close"].Length == 1 && match.Groups["value"].Success);
}
