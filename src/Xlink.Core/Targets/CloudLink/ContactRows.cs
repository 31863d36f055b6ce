using System;
using System.Collections.Generic;
using System.Linq;
using NodaTime;
using Xlink.Importing;
using Xlink.Sources;
using Xlink.Targets.Wfm;

namespace Xlink.Targets.CloudLink;

/// <summary>Makes rows of the lines of a source that has a line per call.</summary>
/// <remarks>
/// [Our reading] A line is a contact if its mapped value for answered is 0 or 1, and the lines, the answered ones and the seconds of every interval come to just
/// what mappings and scripts give for it. So nothing is written that the WFM server does not get too.
/// </remarks>
/// <param name="serverZone">The zone that days are in.</param>
internal sealed class ContactRows(DateTimeZone serverZone)
{
    private readonly Dictionary<int, Lines> queues = [];

    /// <summary>Gets the lines of a source for the queues that take their values from it alone.</summary>
    /// <param name="source">The source, before it is read.</param>
    /// <param name="targets">What is computed.</param>
    /// <param name="roles">The queues.</param>
    internal void Follow(PlannedSource source, IReadOnlyList<MappedTarget> targets, IEnumerable<QueueRoles> roles)
    {
        var found = new List<Lines>();
        foreach (var queue in roles.Where(queue => queue.ExternalSystems.Count == 1))
        {
            var offered = Find(queue.Offered);
            var answered = Find(queue.Answered);
            var time = queue.HandlingTime is { } id ? Find(id) : null;
            if (source.HasLines && IsOfOne(offered) && IsOfOne(answered) && (queue.HandlingTime is null || IsOfOne(time)))
            {
                found.Add(queues[queue.Queue.Id] = new Lines(offered!.Sources[0].Series, answered!.Sources[0].Series, time?.Sources[0].Series));
            }

            MappedTarget? Find(int valueType) => targets.FirstOrDefault(target => target.Queue.Id == queue.Queue.Id && target.ValueType.Id == valueType);
        }

        if (found.Count > 0)
        {
            source.LineRead = line => found.ForEach(lines => lines.Add(line, serverZone));
        }

        bool IsOfOne(MappedTarget? target) => target?.Sources is { Count: 1 } only && only[0].System == source;
    }

    /// <summary>Makes the rows of a queue and day.</summary>
    /// <param name="roles">What its value types are.</param>
    /// <param name="vectors">What mappings and scripts give for the day.</param>
    /// <param name="settings">How the files look.</param>
    /// <returns>The rows in order of time; <see langword="null"/> if the lines are no contacts.</returns>
    internal IReadOnlyList<Contact>? Make(QueueRoles roles, IReadOnlyCollection<DayVector> vectors, CloudLinkSettings settings)
    {
        if (!queues.TryGetValue(roles.Queue.Id, out var lines) || !lines.Days.TryGetValue(vectors.First().Day, out var day) || !AddUp(roles, vectors, day))
        {
            return null;
        }

        var zone = settings.TimeZone ?? serverZone;
        return
        [
            .. day.OrderBy(line => line.Moment).Select(line => new Contact
            {
                QueueIdentifier = ContactIntervalRows.IdentifierOf(roles.Queue, settings.QueueIdentifier),
                QueueName = roles.Queue.Name,
                Timestamp = line.Moment.InZone(zone).LocalDateTime,
                Answered = (long)line.Answered,
                Duration = (long)Math.Round(line.Duration, MidpointRounding.AwayFromZero),
                Channel = roles.Channel,
            }),
        ];
    }

    private static bool AddUp(QueueRoles roles, IReadOnlyCollection<DayVector> vectors, List<Line> day)
    {
        if (day.Exists(line => line.Answered is not (0 or 1)))
        {
            return false;
        }

        var sums = day.GroupBy(line => line.Interval).ToDictionary(interval => interval.Key, interval => interval.ToList());
        return IsSum(roles.Offered, same => same.Count)
            && IsSum(roles.Answered, same => same.Sum(line => line.Answered))
            && (roles.HandlingTime is not { } time || roles.IsAverage || IsSum(time, same => same.Sum(line => line.Duration)));

        bool IsSum(int valueType, Func<List<Line>, decimal> sum)
        {
            var values = vectors.FirstOrDefault(vector => vector.ValueTypeId == valueType)?.Values ?? [];
            for (var i = 0; i < values.Length; i++)
            {
                if ((sums.TryGetValue(i, out var same) ? sum(same) : 0) * DayVector.ValueScale != (values[i] == DayVector.NoData ? 0 : values[i]))
                {
                    return false;
                }
            }

            return values.Length > 0 || sums.Values.All(same => sum(same) == 0);
        }
    }

    private sealed record Line(Instant Moment, int Interval, decimal Answered, decimal Duration);

    /// <summary>The lines of a queue.</summary>
    private sealed class Lines(int offered, int answered, int? time)
    {
        internal Dictionary<LocalDate, List<Line>> Days { get; } = [];

        internal void Add(SourceCall call, DateTimeZone zone)
        {
            if (!call.Values.ContainsKey(offered) && !call.Values.ContainsKey(answered) && !(time is { } known && call.Values.ContainsKey(known)))
            {
                return;
            }

            var date = call.Moment.InZone(zone).Date;
            if (!Days.TryGetValue(date, out var day))
            {
                Days.Add(date, day = []);
            }

            day.Add(new Line(call.Moment, call.Interval.Interval, ValueOf(answered), time is { } seconds ? ValueOf(seconds) : 0));

            decimal ValueOf(int series) => call.Values.TryGetValue(series, out var value) ? value : 0;
        }
    }
}
