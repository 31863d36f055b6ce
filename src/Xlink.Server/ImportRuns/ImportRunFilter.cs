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
        Kind = EnumParameter.Read<ImportRunKind>("kind", kind),
        Outcome = EnumParameter.Read<ImportRunOutcome>("outcome", outcome),
        Before = before,
    };
}
