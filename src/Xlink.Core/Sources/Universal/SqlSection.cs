using System;
using System.Collections.Generic;
using System.Linq;

namespace Xlink.Sources.Universal;

/// <summary>Reads the keys of a section that hold SQL.</summary>
internal static class SqlSection
{
    /// <summary>A query, table or expression, or <see langword="null"/> if the key is missing or empty. A semicolon at its end is left out.</summary>
    /// <exception cref="XlinkException"><c>SourceKeyInvalid</c>: a quote or parenthesis is not closed, or more follows a semicolon.</exception>
    internal static string? GetOptional(SectionReader reader, string key)
    {
        if (reader.GetOptional(key) is not { } text)
        {
            return null;
        }

        return SqlText.Split(SqlText.Undouble(text)) is { Count: 1 } single && single[0].Length > 0 ? single[0] : throw reader.Invalid(key, Messages.SourceExpectedOneSql);
    }

    /// <summary>As <see cref="GetOptional"/>, of a key that must be there.</summary>
    internal static string GetRequired(SectionReader reader, string key, string expected) => GetOptional(reader, key) ?? throw reader.Missing(key, expected);

    /// <summary>Columns or SQL expressions with semicolons between them, of which there must be one.</summary>
    internal static IReadOnlyList<string> GetList(SectionReader reader, string key)
    {
        var items = SqlText.Split(SqlText.Undouble(reader.GetRequired(key, Messages.CheckExpectedSqlList)));
        return items is null || items.Any(item => item.Length == 0) ? throw reader.Invalid(key, Messages.SourceExpectedOneSql) : items;
    }

    /// <summary>One of several words for each item of another list; a single one is for all.</summary>
    internal static IReadOnlyList<T> GetPerItem<T>(
        SectionReader reader, string key, int count, string defaultWord, string expected, params (string Word, T Value)[] choices)
    {
        var words = (reader.GetOptional(key) ?? defaultWord).TrimEnd(';').Split(';');
        var values = words
            .Select(word => Array.FindIndex(choices, choice => string.Equals(choice.Word, word.Trim(), StringComparison.OrdinalIgnoreCase)))
            .Select(index => index < 0 ? throw reader.Invalid(key, expected) : choices[index].Value)
            .ToList();
        return values.Count == 1 ? [.. Enumerable.Repeat(values[0], count)]
            : values.Count == count ? values
            : throw reader.Invalid(key, expected);
    }
}
