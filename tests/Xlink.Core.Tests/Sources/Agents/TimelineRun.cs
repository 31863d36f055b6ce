using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NodaTime;
using NodaTime.Text;
using Xlink.Sources;
using Xlink.Sources.Agents;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests.Sources.Agents;

/// <summary>Takes rows such as <c>7 05-02 08:00 Ready</c> or <c>7 05-02 08:00 05-02 09:00 Ready</c> of 2024 in local time, and shows days in the same way.</summary>
internal sealed class TimelineRun(ActivityTimeSpanType type)
{
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm:ss");

    public DateTimeZone Zone { get; init; } = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    public IReadOnlyList<string> LogOffs { get; init; } = [];

    public int MinimumDuration { get; init; }

    /// <summary>The moment of the import, in local time.</summary>
    public string Now { get; init; } = "2024-12-31 00:00:00";

    public AgentTimeline Make(string firstDay, string lastDay) => new(
        new ActivitySettings { TimeSpanType = type, LogOffActivities = LogOffs, MinimumDuration = MinimumDuration },
        new AgentDataRequest
        {
            Days = new DateInterval(ToDate(firstDay), ToDate(lastDay)),
            Zone = Zone,
            Now = Time.Parse(Now).Value.InZoneLeniently(Zone).ToInstant(),
        });

    public IReadOnlyList<string> Run(string firstDay, string lastDay, params IEnumerable<string> rows)
    {
        var timeline = Make(firstDay, lastDay);
        foreach (var row in rows)
        {
            Add(timeline, row);
        }

        return Show(timeline.ToDays());
    }

    public void Add(AgentTimeline timeline, string row)
    {
        var parts = row.Split(' ');
        var start = ToMoment(parts[1], parts[2]);
        timeline.Add(
            timeline.GetAgent(parts[0]), timeline.GetActivity(parts[^1]), start, parts.Length > 4 ? ToMoment(parts[3], parts[4]) : null);
    }

    public static IReadOnlyList<string> Show(IReadOnlyList<AgentDay> days)
        => [.. days.SelectMany(day => day.Activities.Select(activity => Show(day.Day, activity)))];

    private static LocalDate ToDate(string text) => LocalDatePattern.Iso.Parse("2024-" + text).Value;

    private static string Show(LocalDate day, AgentActivity activity)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{day:MM-dd} {activity.AgentId} {Show(day, activity.Start)}-{Show(day, activity.End)} {activity.ActivityId}");

    // Midnight at a day's end is shown as 24:00.
    private static string Show(LocalDate day, DateTimeOffset time)
        => LocalDate.FromDateTime(time.DateTime) == day
            ? time.ToString(time.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture)
            : "24:00";

    private long ToMoment(string day, string time)
        => (ToDate(day) + ToTime(time)).InZoneLeniently(Zone).ToInstant().ToUnixTimeSeconds();

    private static LocalTime ToTime(string text) => LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss").Parse(text.Length == 5 ? text + ":00" : text).Value;
}
