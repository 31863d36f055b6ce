using System;
using System.Collections.Generic;
using System.Linq;

namespace Xlink.Diagnosis;

/// <summary>A value of the form <c>a;b;c</c> [documented].</summary>
internal static class ListValue
{
    private const char Separator = ';';

    /// <summary>The items without blanks around them; a separator at the end does not count.</summary>
    internal static IReadOnlyList<string> Split(string? value)
        => string.IsNullOrWhiteSpace(value) ? [] : [.. WithoutSeparatorAtEnd(value!).Split(Separator).Select(item => item.Trim())];

    /// <summary>Whether there is a separator behind the last item.</summary>
    internal static bool EndsWithSeparator(string? value)
        => value is not null && value.TrimEnd() is { Length: > 1 } text && text[text.Length - 1] == Separator && text.Trim(Separator, ' ').Length > 0;

    /// <summary>The list without separators behind its last item.</summary>
    internal static string WithoutSeparatorAtEnd(string value) => value.TrimEnd(Separator, ' ', '\t');

    /// <summary>The list with another name for each item of a name; everything else stays as it is written.</summary>
    internal static string Rename(string value, string from, string to)
        => string.Join(";", value.Split(Separator).Select(item => string.Equals(item.Trim(), from, StringComparison.Ordinal) ? item.Replace(from, to) : item));
}
