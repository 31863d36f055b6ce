using System;
using System.Collections.Generic;
using System.Linq;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.WebConsole.Curves;

/// <summary>The values of a queue's value type over some days, each day beside the same day of the week before.</summary>
/// <param name="Days">The days.</param>
public sealed record Curve(IReadOnlyList<CurveDay> Days)
{
    /// <summary>Days between a day and the one it is compared with.</summary>
    public const int DaysBefore = 7;

    private const int UsualInterval = 15;

    /// <summary>The values of the days.</summary>
    public CurveSummary Shown { get; } = CurveSummary.Of(Days.SelectMany(day => day.Intervals).Select(interval => interval.Value));

    /// <summary>The values of the days before.</summary>
    public CurveSummary Before { get; } = CurveSummary.Of(Days.SelectMany(day => day.Intervals).Select(interval => interval.Before));

    /// <summary>Makes the curve of days.</summary>
    /// <param name="first">The first day.</param>
    /// <param name="days">How many days.</param>
    /// <param name="vectors">What is stored of them and of the days before.</param>
    /// <param name="zone">The zone of the days.</param>
    internal static Curve Of(LocalDate first, int days, IReadOnlyList<DayVector> vectors, DateTimeZone zone)
    {
        var stored = vectors.ToDictionary(vector => vector.Day);
        var finest = vectors.Select(vector => vector.IntervalMinutes).DefaultIfEmpty(UsualInterval).Min();
        return new([.. Enumerable.Range(0, days).Select(first.PlusDays).Select(day => Day(
            day, stored.GetValueOrDefault(day), stored.GetValueOrDefault(day.PlusDays(-DaysBefore)), finest, zone))]);
    }

    private static CurveDay Day(LocalDate day, DayVector? shown, DayVector? before, int finest, DateTimeZone zone)
    {
        var minutes = shown?.IntervalMinutes ?? before?.IntervalMinutes ?? finest;
        var starts = new SortedSet<Instant>(Starts(day, minutes, zone));
        var values = Values(shown, zone);
        var valuesBefore = Values(before, zone)
            .Select(item => (Start: SameTime(item.Key, day, zone), item.Value))
            .Where(item => item.Start is not null)
            .ToDictionary(item => item.Start!.Value, item => item.Value);
        starts.UnionWith(values.Keys);
        starts.UnionWith(valuesBefore.Keys);
        return new(day, day.PlusDays(-DaysBefore), [.. starts.Select(start => new CurveInterval(
            Label(start, zone), Find(values, start), Find(valuesBefore, start)))]);
    }

    private static IEnumerable<Instant> Starts(LocalDate day, int minutes, DateTimeZone zone)
    {
        var midnight = zone.AtStartOfDay(day).ToInstant();
        return Enumerable.Range(0, DayVector.IntervalCount(day, zone, minutes)).Select(i => midnight + Duration.FromMinutes(i * minutes));
    }

    private static Dictionary<Instant, decimal?> Values(DayVector? vector, DateTimeZone zone)
    {
        if (vector is null)
        {
            return [];
        }

        var midnight = zone.AtStartOfDay(vector.Day).ToInstant();
        return Enumerable.Range(0, vector.Values.Length).ToDictionary(
            i => midnight + Duration.FromMinutes(i * vector.IntervalMinutes),
            i => vector.Values[i] == DayVector.NoData ? null : (decimal?)vector.Values[i] / DayVector.ValueScale);
    }

    private static decimal? Find(Dictionary<Instant, decimal?> values, Instant start) => values.TryGetValue(start, out var value) ? value : null;

    /// <summary>When a clock shows on another day what it showed then; <see langword="null"/> where it skips that time. Of an hour shown twice the first goes with the first.</summary>
    private static Instant? SameTime(Instant then, LocalDate day, DateTimeZone zone)
    {
        var local = then.InZone(zone).LocalDateTime;
        var isSecond = zone.MapLocal(local) is { Count: 2 } twice && twice.Last().ToInstant() == then;
        return zone.MapLocal(day + local.TimeOfDay) switch
        {
            { Count: 0 } => null,
            { Count: 1 } once => isSecond ? null : once.Single().ToInstant(),
            var found => isSecond ? found.Last().ToInstant() : found.First().ToInstant(),
        };
    }

    /// <summary>The time; with its offset if the clock shows it twice that day.</summary>
    private static string Label(Instant start, DateTimeZone zone)
    {
        var local = start.InZone(zone);
        var text = local.LocalDateTime.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        return zone.MapLocal(local.LocalDateTime).Count == 2 ? FormattableString.Invariant($"{text} ({local.Offset:m})") : text;
    }
}
