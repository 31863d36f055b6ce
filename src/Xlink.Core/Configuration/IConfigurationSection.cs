using System.Collections.Generic;

namespace Xlink.Configuration;

/// <summary>
/// One section of a configuration file as its readers see it: values by key, and where each stands, for messages.
/// Several sections of the same name in one file appear as one.
/// </summary>
public interface IConfigurationSection
{
    /// <summary>Name of the section as the file has it, without brackets.</summary>
    string Name { get; }

    /// <summary>Path of the file the section stands in.</summary>
    string FilePath { get; }

    /// <summary>The keys of the section in file order, each once, as first written.</summary>
    IReadOnlyList<string> Keys { get; }

    /// <summary>The value of a key (case-insensitive) without surrounding blanks and one pair of double quotes; the last one wins where a key stands twice [our reading].</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value, or <see langword="null"/> if the key is missing. A key without a value gives the empty string.</returns>
    string? GetValue(string key);

    /// <summary>The line that <see cref="GetValue"/> takes its value from, counted from 1.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The line, or <see langword="null"/> if the key is missing.</returns>
    int? GetLine(string key);
}
