using System.Collections.Generic;
using NodaTime;
using Xlink.Sources;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>What queries are wanted, and how.</summary>
public sealed record IntegrationOptions
{
    /// <summary>The external systems; empty for all that have a universal interface.</summary>
    public IReadOnlyList<string> ExternalSystems { get; init; } = [];

    /// <summary>The kinds; empty for contacts per interval and agent status, which every configuration can be turned into.</summary>
    public IReadOnlyList<IntegrationQueryKind> Kinds { get; init; } = [];

    /// <summary>Whose SQL; <see langword="null"/> for that of the external system's ODBC driver.</summary>
    public SqlDialect? Dialect { get; init; }

    /// <summary>The beginning of the period.</summary>
    public IntegrationBound From { get; init; } = IntegrationBound.DefaultFrom;

    /// <summary>The end of the period, which is not in it.</summary>
    public IntegrationBound To { get; init; } = IntegrationBound.DefaultTo;

    /// <summary>The zone that the times are to be in; <see langword="null"/> for local time where the database has that, and UTC for Unix time.</summary>
    public DateTimeZone? TimeZone { get; init; }

    /// <summary>The zone of local time, where it is known.</summary>
    internal DateTimeZone? LocalZone { get; init; }

    /// <summary>The same, with times in another zone.</summary>
    /// <param name="name">Name of the zone, as IANA or Windows has it; <see langword="null"/> to leave it open.</param>
    /// <returns>The options.</returns>
    /// <exception cref="XlinkException"><c>IntegrationZoneInvalid</c>; the remedy names similar ones.</exception>
    public IntegrationOptions InZone(string? name)
        => name is null ? this with { TimeZone = null }
            : SourceTimeZone.TryParse(name, out var zone) && zone.Zone is { } found ? this with { TimeZone = found }
            : throw XlinkException.Create(nameof(Messages.IntegrationZoneInvalid), XlinkErrorCategory.InvalidArgument, name, string.Join(", ", SourceTimeZone.FindNearestNames(name)));
}
