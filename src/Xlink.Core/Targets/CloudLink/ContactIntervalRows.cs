using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NodaTime;
using Xlink.Importing;
using Xlink.Targets.Wfm;

namespace Xlink.Targets.CloudLink;

/// <summary>Makes rows of the values that the WFM server gets.</summary>
/// <remarks>
/// [Our reading] The × 100 is undone, an average becomes average × answered, and the result is rounded to a whole number, halves away from zero. An interval in
/// which nothing is known has no row; a value that is not known is an empty field. Two intervals that the clock of the files shows at the same time, in the hour
/// that it shows twice, are added up to one row.
/// </remarks>
/// <param name="serverZone">The zone that the vectors' days are in.</param>
internal sealed class ContactIntervalRows(DateTimeZone serverZone)
{
    /// <summary>Counts that were no whole numbers.</summary>
    internal int Rounded { get; private set; }

    /// <summary>Intervals of which only a part of the values is known.</summary>
    internal int Incomplete { get; private set; }

    /// <summary>Intervals that share a row with another one.</summary>
    internal int Merged { get; private set; }

    /// <summary>Makes the rows of a queue and day.</summary>
    /// <param name="roles">What its value types are.</param>
    /// <param name="vectors">Their values, of one day and interval length; a missing one is not known.</param>
    /// <param name="settings">How the files look.</param>
    /// <returns>The rows in order of time.</returns>
    internal IReadOnlyList<ContactInterval> Make(QueueRoles roles, IReadOnlyCollection<DayVector> vectors, CloudLinkSettings settings)
    {
        var day = new IntervalDay(vectors.First().Day, vectors.First().IntervalMinutes, serverZone);
        var zone = settings.TimeZone ?? serverZone;
        var (offered, answered, time) = (Find(roles.Offered), Find(roles.Answered), roles.HandlingTime is { } id ? Find(id) : null);
        var rows = new List<ContactInterval>(day.Count);
        for (var i = 0; i < day.Count; i++)
        {
            var (contacts, handled) = (ValueAt(offered, i), ValueAt(answered, i));
            var seconds = ValueAt(time, i);
            if (contacts is null && handled is null && seconds is null)
            {
                continue;
            }

            var total = roles.IsAverage ? Multiply(seconds, handled) : seconds;
            if (contacts is null || handled is null || (roles.HandlingTime is not null && total is null))
            {
                Incomplete++;
            }

            rows.Add(new ContactInterval
            {
                QueueIdentifier = IdentifierOf(roles.Queue, settings.QueueIdentifier),
                QueueName = roles.Queue.Name,
                Timestamp = day.GetStart(i).ToInstant().InZone(zone).LocalDateTime,
                Offered = Count(contacts),
                Answered = Count(handled),
                HandlingTime = Round(total),
                Channel = roles.Channel,
            });
        }

        return HasOneOffset(day, zone) ? rows : Merge(rows);

        DayVector? Find(int valueType) => vectors.FirstOrDefault(vector => vector.ValueTypeId == valueType);
    }

    /// <summary>What identifies a queue in the files.</summary>
    internal static string IdentifierOf(WfmQueue queue, CloudLinkQueueIdentifier identifier) => identifier switch
    {
        CloudLinkQueueIdentifier.Name => queue.Name,
        CloudLinkQueueIdentifier.Path => queue.Path,
        _ => queue.Id.ToString(CultureInfo.InvariantCulture),
    };

    private static decimal? ValueAt(DayVector? vector, int interval) => vector is not null && interval < vector.Values.Length && vector.Values[interval] is not DayVector.NoData and var value
        ? (decimal)value / DayVector.ValueScale
        : null;

    // Nothing handled takes no time, whether or not there is an average of nothing.
    private static decimal? Multiply(decimal? average, decimal? handled) => handled == 0 ? 0 : average * handled;

    private static long? Round(decimal? value) => value is { } known ? (long)Math.Round(known, MidpointRounding.AwayFromZero) : null;

    private static bool HasOneOffset(IntervalDay day, DateTimeZone zone)
    {
        var offset = zone.GetUtcOffset(day.Start);
        return zone.GetZoneIntervals(day.Start, day.End).All(interval => interval.WallOffset == offset);
    }

    private static long? Add(long? value, long? other) => value is null || other is null ? value ?? other : value + other;

    private long? Count(decimal? value)
    {
        if (value is { } known && known != decimal.Truncate(known))
        {
            Rounded++;
        }

        return Round(value);
    }

    private IReadOnlyList<ContactInterval> Merge(IReadOnlyList<ContactInterval> rows)
    {
        var merged = new List<ContactInterval>(rows.Count);
        foreach (var same in rows.GroupBy(row => row.Timestamp).OrderBy(same => same.Key))
        {
            merged.Add(same.Aggregate((row, other) => row with
            {
                Offered = Add(row.Offered, other.Offered),
                Answered = Add(row.Answered, other.Answered),
                HandlingTime = Add(row.HandlingTime, other.HandlingTime),
            }));
        }

        Merged += rows.Count - merged.Count;
        return merged;
    }
}
