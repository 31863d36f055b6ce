using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Xlink.Configuration;

namespace Xlink.Sources;

/// <summary>Reads the keys of an external system's section; what is missing or wrong becomes an error that names file, line, key and remedy.</summary>
internal sealed class SectionReader(IConfigurationSection section)
{
    private const char ListSeparator = ';';

    private readonly List<string> warnings = [];

    /// <summary>What can be tolerated but should be mended.</summary>
    internal IReadOnlyList<string> Warnings => warnings;

    /// <summary>A value, or <see langword="null"/> if the key is missing or empty.</summary>
    internal string? GetOptional(string key)
    {
        var value = section.GetValue(key)?.Trim();
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>A value that must be there.</summary>
    internal string GetRequired(string key, string expected) => GetOptional(key) ?? throw Missing(key, expected);

    /// <summary>A whole number from 0 up, or the default if the key is missing or empty.</summary>
    internal int GetWholeNumber(string key, int defaultValue, int maximum, string expected)
        => GetOptional(key) is { } value ? ParseWholeNumber(value, maximum) ?? throw Invalid(key, expected) : defaultValue;

    /// <summary>One of several values that must be there; case does not count.</summary>
    internal T GetChoice<T>(string key, string expected, params (string Text, T Value)[] choices)
    {
        var value = GetRequired(key, expected);
        foreach (var choice in choices)
        {
            if (string.Equals(choice.Text, value, StringComparison.OrdinalIgnoreCase))
            {
                return choice.Value;
            }
        }

        throw Invalid(key, expected);
    }

    /// <summary>Names separated by semicolons, without blanks around them; a semicolon at the end is tolerated with a warning.</summary>
    internal IReadOnlyList<string> GetList(string key)
    {
        var names = GetRequired(key, Messages.SourceExpectedList).Split(ListSeparator).Select(name => name.Trim()).ToList();
        if (names.Count > 1 && names[names.Count - 1].Length == 0)
        {
            names.RemoveAt(names.Count - 1);
            warnings.Add(MessageText.Format(nameof(Messages.SourceListTrailingSemicolon), section.FilePath, section.GetLine(key), key));
        }

        return names;
    }

    /// <summary>The distinct names of a list, of which there must be one.</summary>
    internal IReadOnlyList<string> GetNames(string key)
    {
        IReadOnlyList<string> names = [.. GetList(key).Where(name => name.Length != 0).Distinct(StringComparer.Ordinal)];
        return names.Count == 0 ? throw Invalid(key, Messages.SourceExpectedList) : names;
    }

    /// <summary>A column that must be there, counted from 1.</summary>
    internal int GetColumn(string key, int columnCount)
    {
        var expected = MessageText.Format(nameof(Messages.SourceExpectedColumn), columnCount);
        var column = ParseWholeNumber(GetRequired(key, expected), int.MaxValue);
        return column is null or 0 ? throw Invalid(key, expected) : CheckColumn(key, column.Value, columnCount);
    }

    /// <summary>A column counted from 1, or <see langword="null"/> if the key is missing, empty or 0.</summary>
    internal int? GetOptionalColumn(string key, int columnCount)
    {
        var expected = MessageText.Format(nameof(Messages.SourceExpectedColumn), columnCount);
        var column = GetWholeNumber(key, 0, int.MaxValue, expected);
        return column == 0 ? null : CheckColumn(key, column, columnCount);
    }

    /// <summary>One or more columns counted from 1, separated by semicolons; none if the key is missing, empty or 0.</summary>
    internal IReadOnlyList<int> GetOptionalColumns(string key, int columnCount, int maximum)
    {
        if (GetOptional(key) is not { } value || string.Equals(value, "0", StringComparison.Ordinal))
        {
            return [];
        }

        var expected = MessageText.Format(nameof(Messages.SourceExpectedColumn), columnCount);
        var columns = value.Split(ListSeparator).Select(part => ParseWholeNumber(part.Trim(), int.MaxValue)).ToList();
        return columns.Count > maximum || columns.Exists(column => column is null or 0)
            ? throw Invalid(key, expected)
            : [.. columns.Select(column => CheckColumn(key, column!.Value, columnCount))];
    }

    /// <summary>The error for a key that is missing or empty.</summary>
    internal XlinkException Missing(string key, string expected)
        => XlinkException.InKey(
            section, key, nameof(Messages.SourceKeyMissing), XlinkErrorCategory.InvalidData, section.Name, key, expected);

    /// <summary>The error for a value that cannot be used.</summary>
    internal XlinkException Invalid(string key, string expected)
        => XlinkException.InKey(
            section, key, nameof(Messages.SourceKeyInvalid), XlinkErrorCategory.InvalidData, section.Name, key, section.GetValue(key), expected);

    /// <summary>The error for a name that a list has twice.</summary>
    internal XlinkException Repeated(string key, string name)
        => XlinkException.InKey(
            section, key, nameof(Messages.SourceNameRepeated), XlinkErrorCategory.InvalidData, section.Name, key, name);

    /// <summary>
    /// A folder as this platform writes it. Both slashes separate on every platform; a relative folder is one of the installation folder
    /// [our reading].
    /// </summary>
    internal static string ToFolder(string value, string installationFolder)
    {
        var path = value.Replace('\\', Path.DirectorySeparatorChar).Replace('/', Path.DirectorySeparatorChar);
        return Path.GetFullPath(Path.Combine(installationFolder, path));
    }

    private static int? ParseWholeNumber(string value, int maximum)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= maximum ? number : null;

    private int CheckColumn(string key, int column, int columnCount)
        => column <= columnCount
            ? column
            : throw XlinkException.InKey(
                section, key, nameof(Messages.SourceColumnBeyondNames), XlinkErrorCategory.InvalidData, section.Name, key, column, columnCount);
}
