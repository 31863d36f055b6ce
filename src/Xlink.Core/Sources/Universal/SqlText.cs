using System.Collections.Generic;

namespace Xlink.Sources.Universal;

/// <summary>The SQL that stands in a configuration: it is the admin's own and trusted, but a slip of the pen must not become another query.</summary>
internal static class SqlText
{
    private const char Separator = ';';

    /// <summary>Doubled double quotes stand for one [our reading]: <c>""Timestamp""</c> is <c>"Timestamp"</c>.</summary>
    internal static string Undouble(string text) => text.Replace("\"\"", "\"");

    /// <summary>
    /// Splits a list at its semicolons; those within quotes, brackets or parentheses are a part of an item. A last item without text does not
    /// count.
    /// </summary>
    /// <param name="text">The list.</param>
    /// <returns>The items without blanks around them; <see langword="null"/> if a quote or parenthesis is not closed.</returns>
    internal static IReadOnlyList<string>? Split(string text)
    {
        var items = new List<string>();
        var start = 0;
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\'' or '"' or '`':
                    i = text.IndexOf(text[i], i + 1);
                    if (i < 0)
                    {
                        return null;
                    }

                    break;
                case '(':
                    depth++;
                    break;
                case ')' when --depth < 0:
                    return null;
                case Separator when depth == 0:
                    items.Add(text.Substring(start, i - start).Trim());
                    start = i + 1;
                    break;
            }
        }

        var last = text.Substring(start).Trim();
        if (last.Length > 0 || items.Count == 0)
        {
            items.Add(last);
        }

        return depth == 0 ? items : null;
    }
}
