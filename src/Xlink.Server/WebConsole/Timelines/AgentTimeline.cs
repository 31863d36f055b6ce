using System;
using System.Collections.Generic;
using System.Linq;
using NodaTime;
using Xlink.Server.Hosting;
using Xlink.Targets.Wfm;

namespace Xlink.Server.WebConsole.Timelines;

/// <summary>What employees did on a day.</summary>
public sealed class AgentTimeline
{
    private const int Colours = 8;

    private readonly DateTimeOffset midnight;
    private readonly double minutes;

    private AgentTimeline(LocalDate day, DateTimeZone zone, IReadOnlyList<WfmAgentStatus> status)
    {
        midnight = LocalZone.StartOfDay(day, zone);
        minutes = (LocalZone.StartOfDay(day.PlusDays(1), zone) - midnight).TotalMinutes;
        Employees =
        [
            .. status.GroupBy(item => (item.EmployeeId, item.Employee))
                .Select(group => new EmployeeTimeline(group.Key.Employee, [.. group.GroupBy(item => item.ExternalSystem, StringComparer.Ordinal).Select(lane => lane.ToList())])),
        ];
        Activities = [.. status.Select(item => (item.ActivityId, item.Activity)).Distinct().OrderBy(activity => activity.ActivityId)];
        Hours = [.. Enumerable.Range(0, (int)Math.Ceiling(minutes / 60)).Where(hour => hour % 2 == 0)
            .Select(hour => (hour * 60 / minutes * 100, midnight.AddHours(hour)))];
    }

    /// <summary>The employees with something stored.</summary>
    public IReadOnlyList<EmployeeTimeline> Employees { get; }

    /// <summary>The activities that occur, by ID.</summary>
    public IReadOnlyList<(int Id, string Name)> Activities { get; }

    /// <summary>Every second hour: where it is, in percent of the day, and when.</summary>
    public IReadOnlyList<(double Position, DateTimeOffset Time)> Hours { get; }

    /// <summary>Makes the timeline of a day.</summary>
    internal static AgentTimeline Of(LocalDate day, DateTimeZone zone, IReadOnlyList<WfmAgentStatus> status) => new(day, zone, status);

    /// <summary>Where a moment is, in percent of the day: days with a clock change are as wide as others.</summary>
    public double Position(DateTimeOffset time) => Math.Clamp((time - midnight).TotalMinutes / minutes, 0, 1) * 100;

    /// <summary>Which of the colours an activity has.</summary>
    public int Colour(int activityId) => Activities.Select((activity, i) => (activity.Id, i)).First(item => item.Id == activityId).i % Colours;
}
