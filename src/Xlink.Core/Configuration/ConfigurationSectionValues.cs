using System.Globalization;

namespace Xlink.Configuration;

/// <summary>Reads the values of a section as what they are; a value that is something else is an error with its file and line.</summary>
public static class ConfigurationSectionValues
{
    /// <summary>Reads a key that is 0 or 1.</summary>
    /// <param name="section">The section.</param>
    /// <param name="key">The key.</param>
    /// <param name="defaultValue">What a missing key or an empty value means.</param>
    /// <returns>Whether it is 1.</returns>
    /// <exception cref="XlinkException"><c>ConfigurationValueInvalid</c>.</exception>
    public static bool GetFlag(this IConfigurationSection section, string key, bool defaultValue = false)
        => section.GetInteger(key, 0, 1) is { } value ? value == 1 : defaultValue;

    /// <summary>Reads a key that is a whole number.</summary>
    /// <param name="section">The section.</param>
    /// <param name="key">The key.</param>
    /// <param name="minimum">The least number allowed.</param>
    /// <param name="maximum">The greatest number allowed.</param>
    /// <returns>The number, or <see langword="null"/> if the key is missing or its value empty.</returns>
    /// <exception cref="XlinkException"><c>ConfigurationValueInvalid</c>.</exception>
    public static int? GetInteger(this IConfigurationSection section, string key, int minimum = 0, int maximum = int.MaxValue)
    {
        var text = section.GetValue(key);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw XlinkException.InFile(
                section.FilePath, section.GetLine(key), nameof(Messages.ConfigurationValueInvalid), XlinkErrorCategory.InvalidData, key, text, minimum, maximum);
    }

    /// <summary>Reads a key that is text.</summary>
    /// <param name="section">The section.</param>
    /// <param name="key">The key.</param>
    /// <returns>The text, or <see langword="null"/> if the key is missing or its value empty.</returns>
    public static string? GetText(this IConfigurationSection section, string key)
        => section.GetValue(key) is { Length: > 0 } text ? text : null;
}
