using System.Collections.Generic;
using NodaTime;
using Xlink.Sources;
using Xlink.Sources.Universal;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>The times of an external system's rows in a query: by which clock they come, and the period by the same clock.</summary>
internal sealed class IntegrationTime
{
    /// <summary>Stands for the name of a zone that nobody has told: the local time of the installation's server.</summary>
    internal const string LocalTime = "local";

    private readonly SqlSyntax sql;
    private readonly UniversalTime time;
    private readonly Offset offset;
    private readonly (DateTimeZone From, DateTimeZone To)? conversion;

    /// <summary>Says how times become those of the query.</summary>
    /// <param name="sql">How the database writes it.</param>
    /// <param name="time">The time of a row.</param>
    /// <param name="zone">What the times of the database are.</param>
    /// <param name="options">The zone that is wanted, and that of local time, as far as they are known.</param>
    /// <param name="limitations">Takes what cannot be done.</param>
    internal IntegrationTime(SqlSyntax sql, UniversalTime time, SourceTimeZone zone, IntegrationOptions options, ICollection<IntegrationLimitation> limitations)
    {
        this.sql = sql;
        this.time = time;
        var isUnix = time.Type == TimeStampType.UnixSeconds;
        offset = isUnix ? Offset.Zero : zone.Offset;
        var own = isUnix ? DateTimeZone.Utc : zone.Zone;
        var source = own ?? options.LocalZone;
        var wanted = options.TimeZone;
        if (source is not null && wanted is not null && !wanted.Equals(source))
        {
            conversion = sql.Convert("x", source, wanted) is null ? null : (source, wanted);
        }

        ZoneName = (conversion?.To ?? source)?.Id ?? LocalTime;
        if (conversion is not null)
        {
            limitations.Add(IntegrationLimitation.Create(
                sql is MySqlSyntax ? nameof(Messages.IntegrationZoneTables) : nameof(Messages.IntegrationHourTwice), mapping: null, ZoneName));
        }
        else if (wanted is null)
        {
            if (own is not null && !own.Equals(options.LocalZone))
            {
                limitations.Add(IntegrationLimitation.Create(
                    isUnix ? nameof(Messages.IntegrationTimeUtc) : nameof(Messages.IntegrationTimeOfZone), mapping: null, time.Key, ZoneName));
            }
        }
        else if (source is null)
        {
            limitations.Add(IntegrationLimitation.Create(nameof(Messages.IntegrationZoneUnknown), mapping: null, time.Key, wanted.Id));
        }
        else if (!source.Equals(wanted))
        {
            limitations.Add(IntegrationLimitation.Create(nameof(Messages.IntegrationZoneNotConverted), mapping: null, ZoneName, wanted.Id));
        }

        if (time.Type == TimeStampType.Text)
        {
            limitations.Add(IntegrationLimitation.Create(nameof(Messages.IntegrationTimeIsText), mapping: null, time.Expression, time.DateOrder.ToString().ToLowerInvariant()));
        }
    }

    /// <summary>The zone of the query's times; see <see cref="IntegrationQuery.TimeZone"/>.</summary>
    internal string ZoneName { get; }

    /// <summary>The time of a row by the clock of the query.</summary>
    internal string Expression
    {
        get
        {
            var own = SqlSyntax.Enclose(time.Expression);
            var found = time.Type switch
            {
                TimeStampType.Text => sql.FromText(own, time.DateOrder),
                TimeStampType.UnixSeconds => sql.FromUnix(own),
                _ => sql.DateTime(own),
            };
            found = offset == Offset.Zero ? found : sql.AddSeconds(found, SqlSyntax.Number(offset.Seconds));
            return conversion is { } zones ? sql.Convert(found, zones.From, zones.To)! : found;
        }
    }

    /// <summary>A condition on the row's time. Where the column can be compared as it is, it is: an index serves then.</summary>
    /// <param name="comparison">The operator.</param>
    /// <param name="bound">The time to compare with, by the clock of the query.</param>
    internal string Compare(string comparison, IntegrationBound bound)
    {
        var limit = bound.Write(sql);
        var own = SqlSyntax.Enclose(time.Expression);
        var source = conversion is { } zones ? sql.Convert(limit, zones.To, zones.From)! : limit;
        source = offset == Offset.Zero ? source : sql.AddSeconds(source, SqlSyntax.Number(-offset.Seconds));
        return time.Type switch
        {
            TimeStampType.DateTime => sql.ComparedTime(own) + " " + comparison + " " + source,
            TimeStampType.UnixSeconds when sql.ToUnix(source) is { } seconds => own + " " + comparison + " " + seconds,
            _ => Expression + " " + comparison + " " + limit,
        };
    }
}
