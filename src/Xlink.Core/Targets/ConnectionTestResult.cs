using System.Collections.Generic;
using Xlink.Targets.Wfm;

namespace Xlink.Targets;

/// <summary>Outcome of a connection test: its steps, and what the manual's window shows after a success.</summary>
public sealed record ConnectionTestResult
{
    /// <summary>Folder of the installation.</summary>
    public required string InstallationPath { get; init; }

    /// <summary>Name of the server entry that was tested.</summary>
    public string? ServerEntry { get; init; }

    /// <summary>Address of the server, if the configuration could be read.</summary>
    public string? Url { get; init; }

    /// <summary>Whether every step went well.</summary>
    public required bool Success { get; init; }

    /// <summary>Whether every step went well, as words in the user's language.</summary>
    public string Result => Success ? Messages.ConnectionTestConnected : Messages.ConnectionTestNotConnected;

    /// <summary>The steps up to the first failure.</summary>
    public required IReadOnlyList<ConnectionTestStep> Steps { get; init => field = value.Indexable(); }

    /// <summary>The server's queues: the right side of the manual's window. Empty after a failure.</summary>
    public IReadOnlyList<WfmQueue> Queues { get; init => field = value.Indexable(); } = [];

    /// <summary>The server's external systems: the left side of the manual's window. Empty after a failure.</summary>
    public IReadOnlyList<WfmExternalSystem> ExternalSystems { get; init => field = value.Indexable(); } = [];
}
