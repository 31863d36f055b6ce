using System.Collections.Generic;
using Xlink.Configuration.Keys;

namespace Xlink.Migration;

/// <summary>An external system of an installation that is left.</summary>
public sealed record MigrationSystem
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The interfaces that its section configures.</summary>
    public required InterfaceKinds Interfaces { get; init; }

    /// <summary>Where its data come from: the folder of the files, or the data source. Never with a password.</summary>
    public required string Source { get; init; }

    /// <summary>Minutes per interval; <see langword="null"/> if it delivers no call data, or too little of its section can be read.</summary>
    public int? IntervalMinutes { get; init; }

    /// <summary>What its times are, as the key <c>TimeZone</c> has it; empty for the server's local time.</summary>
    public required string TimeZone { get; init; }

    /// <summary>How many targets it feeds.</summary>
    public required int Mappings { get; init; }

    /// <summary>Whether its values can be written as Cloud Link files, with scripts applied.</summary>
    public required bool CloudLink { get; init; }

    /// <summary>Whether the CSV integration can take its files: it has files already, and nothing but sums is made of them.</summary>
    public required bool CsvIntegration { get; init; }

    /// <summary>Whether the database integration can ask its database: it is one, and a query can carry mappings of it, or its agent data.</summary>
    public required bool DatabaseIntegration { get; init; }

    /// <summary>What that query cannot carry, in the user's language, as <c>ConvertTo-XlinkDatabaseIntegration</c> tells it.</summary>
    public IReadOnlyList<string> QueryLimitations { get; init => field = value.Indexable(); } = [];

    /// <summary>What becomes of it.</summary>
    public required MigrationVerdict Verdict { get; init; }

    /// <summary>Why, in the user's language; empty for what moves one to one.</summary>
    public required IReadOnlyList<string> Reasons { get; init => field = value.Indexable(); }
}
