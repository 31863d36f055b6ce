using System;
using System.Globalization;

namespace Xlink;

/// <summary>Texts from <c>Messages.resx</c> in the user's language, with their placeholders filled in.</summary>
internal static class MessageText
{
    /// <summary>The text called <paramref name="name"/> with its placeholders filled in.</summary>
    internal static string Format(string name, params object?[] arguments)
        => string.Format(CultureInfo.CurrentCulture, Find(name) ?? throw new ArgumentException("No such message: " + name, nameof(name)), arguments);

    /// <summary>The remedy that belongs to the message <paramref name="name"/>; empty if it has none.</summary>
    internal static string FormatRemedy(string name, params object?[] arguments)
        => Find(name + "Remedy") is { } remedy ? string.Format(CultureInfo.CurrentCulture, remedy, arguments) : string.Empty;

    /// <summary>How what the message <paramref name="name"/> says shows; empty if nothing is known.</summary>
    internal static string FormatSymptom(string name, params object?[] arguments)
        => Find(name + "Symptom") is { } symptom ? string.Format(CultureInfo.CurrentCulture, symptom, arguments) : string.Empty;

    /// <summary>What a key of a configuration file means: the text of the first of some names that has one, empty if none has.</summary>
    internal static string FindExplanation(params string[] names)
        => Array.Find(Array.ConvertAll(names, name => Find("Key" + name)), text => text is not null) ?? string.Empty;

    private static string? Find(string name) => Messages.ResourceManager.GetString(name, CultureInfo.CurrentUICulture);
}
