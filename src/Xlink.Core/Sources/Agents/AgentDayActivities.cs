using System;
using System.Collections;
using System.Collections.Generic;
using NodaTime;
using Xlink.Importing;
using Xlink.Targets.Wfm;

namespace Xlink.Sources.Agents;

/// <summary>The activities of a day, each made when somebody looks at it: millions of them are not in memory as objects.</summary>
internal sealed class AgentDayActivities(IntervalDay day, ActivitySpans spans, IReadOnlyList<string> agentIds, IReadOnlyList<string> activityIds)
    : IReadOnlyList<AgentActivity>
{
    private readonly DateTimeOffset midnight = day.Start.InZone(day.Zone).ToDateTimeOffset();

    public int Count => spans.Count;

    public AgentActivity this[int index]
    {
        get
        {
            var span = spans[index];
            return new AgentActivity
            {
                AgentId = agentIds[span.Agent],
                ActivityId = activityIds[span.Activity],
                Start = GetTime(span.Start),
                End = GetTime(span.End),
            };
        }
    }

    public IEnumerator<AgentActivity> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // At the end of the day the clock may be another one.
    private DateTimeOffset GetTime(int second)
    {
        var time = midnight.AddSeconds(second);
        return day.IsOrdinary && second < NodaConstants.SecondsPerDay
            ? time
            : Instant.FromDateTimeOffset(time).InZone(day.Zone).ToDateTimeOffset();
    }
}
