using System.Collections.Generic;
using Xlink.Targets.Wfm;

namespace Xlink.Sources.Testing;

/// <summary>Outcome of the test of an external system.</summary>
public sealed record ExternalSystemTestResult
{
    /// <summary>Folder of the installation.</summary>
    public required string InstallationPath { get; init; }

    /// <summary>Name of the external system.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>What its section is made for.</summary>
    public required ExternalSystemType Type { get; init; }

    /// <summary>Whether every step went well.</summary>
    public required bool Success { get; init; }

    /// <summary>Whether every step went well, as a word in the user's language.</summary>
    public string Result => Success ? Messages.TestStepOk : Messages.TestStepFailed;

    /// <summary>The steps. A query that fails does not keep the others from being tested.</summary>
    public required IReadOnlyList<ExternalSystemTestStep> Steps { get; init => field = value.Indexable(); }
}
