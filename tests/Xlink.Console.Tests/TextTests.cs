using System.Collections;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Xlink.Server.WebConsole;

namespace Xlink.Console.Tests;

public sealed class TextTests
{
    [Fact]
    public void Every_text_is_there_in_both_languages_with_the_same_figures_in_it()
    {
        var english = Texts(CultureInfo.InvariantCulture);
        var german = Texts(CultureInfo.GetCultureInfo("de"));

        Assert.NotEmpty(english);
        Assert.Equal(english.Select(text => text.Name), german.Select(text => text.Name));
        Assert.All(english.Zip(german), pair => Assert.Equal((pair.First.Name, Figures(pair.First.Value)), (pair.Second.Name, Figures(pair.Second.Value))));
        Assert.All(german, text => Assert.NotEmpty(text.Value));
    }

    private static (string Name, string Value)[] Texts(CultureInfo culture)
        =>
        [
            .. ConsoleText.ResourceManager.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
                .Select(entry => ((string)entry.Key, (string)entry.Value!)).OrderBy(text => text.Item1, System.StringComparer.Ordinal),
        ];

    private static string Figures(string text)
        => string.Join(' ', Regex.Matches(text, "\\{(?<figure>[0-9])[^|{]*\\}", RegexOptions.ExplicitCapture).Select(match => match.Groups["figure"].Value).Order(System.StringComparer.Ordinal));
}
