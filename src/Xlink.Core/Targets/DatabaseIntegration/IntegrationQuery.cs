using System.Collections.Generic;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>A query that the successor's database integration runs instead of an import, and what it cannot carry.</summary>
public sealed record IntegrationQuery
{
    /// <summary>Name of the external system whose database the query is for.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>The server entry whose mappings it carries; <see langword="null"/> for agent status, which is not mapped in an installation.</summary>
    public required string? ServerEntry { get; init; }

    /// <summary>What its rows are.</summary>
    public required IntegrationQueryKind Kind { get; init; }

    /// <summary>Whose SQL it is.</summary>
    public required SqlDialect Dialect { get; init; }

    /// <summary>The SQL, without a semicolon at its end. Lines end with LF. It holds no password.</summary>
    public required string Query { get; init; }

    /// <summary>What stands in the query for the beginning of the period, once; <see langword="null"/> if the time itself does.</summary>
    public required string? From { get; init; }

    /// <summary>What stands in the query for the end of the period, which is not in it, once behind <see cref="From"/>; <see langword="null"/> if the time itself does.</summary>
    public required string? To { get; init; }

    /// <summary>The zone of the query's times, by which its period counts too: an IANA name, <c>UTC</c>, or <c>local</c> for the local time of the installation's server.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The mappings that it carries, as <c>acd_map.ini</c> has their left sides.</summary>
    public required IReadOnlyList<string> Mappings { get; init => field = value.Indexable(); }

    /// <summary>What it cannot carry. Nothing is left out without a word here.</summary>
    public required IReadOnlyList<IntegrationLimitation> Limitations { get; init => field = value.Indexable(); }
}
