using System;

namespace Xlink.Importing;

/// <summary>What an import of agent data stored of one day.</summary>
public sealed record ImportedAgentDay
{
    /// <summary>Name of the server entry.</summary>
    public required string ServerEntry { get; init; }

    /// <summary>Name of the external system.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>The local day.</summary>
    public required DateTime Day { get; init; }

    /// <summary>Activities that were stored; after a dry run, that would be.</summary>
    public required int Activities { get; init; }

    /// <summary>Employees they belong to.</summary>
    public required int Employees { get; init; }

    /// <summary>One line for a person.</summary>
    public override string ToString() => MessageText.Format(nameof(Messages.ImportedAgentDayLine), ExternalSystem, Day, Activities, Employees);
}
