using System;
using System.Globalization;

namespace Xlink;

/// <summary>
/// Texts from <c>Messages.resx</c> in the user's language, with their placeholders filled in. What depends on a number being 1 stands there twice:
/// <c>{0} {0:row was|rows were} read</c>.
/// </summary>
internal static class MessageText
{
    /// <summary>The text called <paramref name="name"/> with its placeholders filled in.</summary>
    internal static string Format(string name, params object?[] arguments)
        => Fill(CultureInfo.CurrentCulture, Find(name) ?? throw new ArgumentException("No such message: " + name, nameof(name)), arguments);

    /// <summary>The remedy that belongs to the message <paramref name="name"/>; empty if it has none.</summary>
    internal static string FormatRemedy(string name, params object?[] arguments)
        => Find(name + "Remedy") is { } remedy ? Fill(CultureInfo.CurrentCulture, remedy, arguments) : string.Empty;

    /// <summary>How what the message <paramref name="name"/> says shows; empty if nothing is known.</summary>
    internal static string FormatSymptom(string name, params object?[] arguments)
        => Find(name + "Symptom") is { } symptom ? Fill(CultureInfo.CurrentCulture, symptom, arguments) : string.Empty;

    /// <summary>What a key of a configuration file means: the text of the first of some names that has one, empty if none has.</summary>
    internal static string FindExplanation(params string[] names)
        => Array.Find(Array.ConvertAll(names, name => Find("Key" + name)), text => text is not null) ?? string.Empty;

    /// <summary>A text with its placeholders filled in.</summary>
    internal static string Fill(CultureInfo culture, string text, params object?[] arguments) => string.Format(new OneOrMany(culture), text, arguments);

    private static string? Find(string name) => Messages.ResourceManager.GetString(name, CultureInfo.CurrentUICulture);

    // Zero and decimals are many, in English and in German.
    private sealed class OneOrMany(CultureInfo culture) : IFormatProvider, ICustomFormatter
    {
        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : culture.GetFormat(formatType!);

        public string Format(string? format, object? arg, IFormatProvider? formatProvider)
            => (format ?? string.Empty).Split('|') is { Length: 2 } forms ? forms[Convert.ToString(arg, CultureInfo.InvariantCulture) == "1" ? 0 : 1]
                : arg is IFormattable value ? value.ToString(format, culture)
                : arg?.ToString() ?? string.Empty;
    }
}
