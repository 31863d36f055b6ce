using System;
using Xlink.Server.Api;
using Xlink.Targets.Wfm;

namespace Xlink.Server.ImportRuns;

/// <summary>Which import runs are asked for. What is <see langword="null"/> does not matter.</summary>
public sealed record ImportRunFilter
{
    /// <summary>Only those of this external system, case-insensitively.</summary>
    public string? ExternalSystem { get; init; }

    /// <summary>Only those of this kind.</summary>
    public ImportRunKind? Kind { get; init; }

    /// <summary>Only those that ended this way.</summary>
    public ImportRunOutcome? Outcome { get; init; }

    /// <summary>Only those with a smaller ID.</summary>
    public long? Before { get; init; }

    /// <summary>Reads it from a request's address, where an empty text is as good as none.</summary>
    /// <exception cref="RefusedException"><c>ParameterInvalid</c>.</exception>
    internal static ImportRunFilter Read(string? externalSystem, string? kind, string? outcome, long? before) => new()
    {
        ExternalSystem = string.IsNullOrWhiteSpace(externalSystem) ? null : externalSystem,
        Kind = ReadName<ImportRunKind>(kind),
        Outcome = ReadName<ImportRunOutcome>(outcome),
        Before = before,
    };

    private static T? ReadName<T>(string? text)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // By name alone: the framework would read numbers and lists too.
        var name = Array.Find(Enum.GetNames<T>(), name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));
        return name is not null
            ? Enum.Parse<T>(name)
            : throw Refusal.ParameterInvalid("one of " + string.Join(", ", Enum.GetNames<T>()) + " is expected.");
    }
}
