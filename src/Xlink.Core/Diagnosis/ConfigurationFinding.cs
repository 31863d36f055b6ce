using System;
using Xlink.Configuration;

namespace Xlink.Diagnosis;

/// <summary>Something in an installation that is wrong, or looks so.</summary>
public sealed record ConfigurationFinding
{
    /// <summary>The stable ID, for example <c>CheckGroupCase</c>. Scripts may rely on it; it never changes.</summary>
    public required string Id { get; init; }

    /// <summary>How much it matters.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>The file or folder it is about.</summary>
    public required string File { get; init; }

    /// <summary>The section of the file, if it is in one.</summary>
    public string? Section { get; init; }

    /// <summary>The key, if it is about one.</summary>
    public string? Key { get; init; }

    /// <summary>The line, counted from 1, if it is about one that is there.</summary>
    public int? Line { get; init; }

    /// <summary>What is wrong, in the user's language.</summary>
    public required string Message { get; init; }

    /// <summary>How to mend it, in the user's language; may be empty.</summary>
    public required string Remedy { get; init; }

    /// <summary>How it shows, as the documents or our own messages describe it; empty where they do not.</summary>
    public required string Symptom { get; init; }

    /// <summary>Whether <see cref="ConfigurationRepair"/> can mend it: there is only one way to.</summary>
    public bool CanFix => Mend is not null;

    /// <summary>Whether it has been mended.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Mends it, and says whether there was still something to mend; <see langword="null"/> if only a person can.</summary>
    internal Func<MendedFiles, bool>? Mend { get; init; }

    /// <summary>File, line and message.</summary>
    public override string ToString() => Line is { } line
        ? MessageText.Format(nameof(Messages.PlaceFileLine), File, line) + Message
        : MessageText.Format(nameof(Messages.PlaceFile), File) + Message;

    /// <summary>A finding about a file.</summary>
    internal static ConfigurationFinding InFile(string file, int? line, FindingSeverity severity, string id, params object?[] arguments) => new()
    {
        Id = id,
        Severity = severity,
        File = file,
        Line = line,
        Message = MessageText.Format(id, arguments),
        Remedy = MessageText.FormatRemedy(id, arguments),
        Symptom = MessageText.FormatSymptom(id, arguments),
    };

    /// <summary>A finding about a section as a whole.</summary>
    internal static ConfigurationFinding InSection(IConfigurationSection section, FindingSeverity severity, string id, params object?[] arguments)
        => InFile(section.FilePath, line: null, severity, id, arguments) with { Section = section.Name };

    /// <summary>A finding about a key, whether it is there or missing.</summary>
    internal static ConfigurationFinding InKey(IConfigurationSection section, string key, FindingSeverity severity, string id, params object?[] arguments)
        => InFile(section.FilePath, section.GetLine(key), severity, id, arguments) with { Section = section.Name, Key = key };

    /// <summary>What an import, or another program, would fail with.</summary>
    internal static ConfigurationFinding Of(XlinkException failure, string file, FindingSeverity severity = FindingSeverity.Error) => new()
    {
        Id = failure.ErrorId,
        Severity = severity,
        File = failure.FilePath ?? file,
        Key = failure.Key,
        Line = failure.Line,
        Message = failure.Detail,
        Remedy = failure.Remedy,
        Symptom = MessageText.FormatSymptom(failure.ErrorId),
    };
}
