using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Xlink.Sources;
using Xlink.Sources.Agents;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests.Sources.Agents;

public sealed class AgentTimelinePropertyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(1000);
    private static readonly string[] Zones = ["Europe/Berlin", "Australia/Lord_Howe", "America/New_York", "Asia/Kolkata"];

    // Three days from each: a change of the clock of some zone is among them.
    private static readonly LocalDate[] Days = [new(2024, 3, 30), new(2024, 10, 26), new(2024, 4, 6), new(2024, 10, 5)];

    private static readonly Gen<Row> Rows =
        from agent in Gen.Choose(1, 3)
        from activity in Gen.Frequency((5, Gen.Choose(0, 3)), (1, Gen.Constant(9)))
        from start in Gen.Choose(-2 * 86400, 5 * 86400)
        from length in Gen.Frequency((4, Gen.Choose(0, 7200)), (2, Gen.Choose(0, 30)), (1, Gen.Choose(0, 4 * 86400)))
        select new Row(agent, activity, start, length);

    private static readonly Arbitrary<Case> Cases = Arb.From(
        from zone in Gen.Elements(Zones)
        from day in Gen.Elements(Days)
        from type in Gen.Elements(ActivityTimeSpanType.End, ActivityTimeSpanType.StartOnly)
        from minimum in Gen.Elements(0, 10)
        from rows in Gen.ArrayOf(Rows)
        select new Case(zone, day, type, minimum, rows));

    [Fact]
    public void The_activities_of_an_agent_never_overlap_and_lie_within_their_day()
        => Check.One(Thorough, Prop.ForAll(Cases, item =>
        {
            foreach (var day in Run(item, item.Rows))
            {
                foreach (var agent in day.Activities.GroupBy(activity => activity.AgentId))
                {
                    var position = ToMoment(day.Day, item.Zone);
                    foreach (var activity in agent)
                    {
                        Assert.True(activity.Start >= position && activity.End > activity.Start);
                        position = activity.End;
                    }

                    Assert.True(position <= ToMoment(day.Day.PlusDays(1), item.Zone));
                }
            }
        }));

    [Fact]
    public void The_order_of_the_rows_does_not_matter()
        => Check.One(Thorough, Prop.ForAll(Cases, ArbMap.Default.ArbFor<int>(), (item, seed) =>
        {
            // Of start-only rows of the same second the order is all there is.
            var rows = item.Type == ActivityTimeSpanType.StartOnly ? item.Rows.DistinctBy(row => (row.Agent, row.Start)).ToArray() : item.Rows;
            var shuffled = rows.ToArray();
            new Random(seed).Shuffle(shuffled);

            Assert.Equal(Show(Run(item, rows)), Show(Run(item, shuffled)));
        }));

    [Fact]
    public void Without_log_offs_all_the_time_that_rows_cover_is_covered_once()
        => Check.One(Thorough, Prop.ForAll(Cases, item =>
        {
            var rows = item.Rows.Where(row => row.Activity != 9).ToArray();
            var covered = Run(item with { Type = ActivityTimeSpanType.End }, rows).Sum(day => day.Activities.Sum(activity => (activity.End - activity.Start).TotalSeconds));

            Assert.Equal(CountSeconds(item, rows), covered);
        }));

    [Fact]
    public void Log_offs_only_ever_take_time_away()
        => Check.One(Thorough, Prop.ForAll(Cases, item =>
        {
            var covered = Run(item with { Type = ActivityTimeSpanType.End }, item.Rows).Sum(day => day.Activities.Sum(activity => (activity.End - activity.Start).TotalSeconds));

            Assert.True(covered <= CountSeconds(item, item.Rows.Where(row => row.Activity != 9)));
        }));

    [Fact]
    public void Day_by_day_gives_the_same_as_all_days_at_once()
        => Check.One(Thorough, Prop.ForAll(Cases, item =>
        {
            var single = Enumerable.Range(0, 3).SelectMany(day => Run(item, item.Rows, item.Day.PlusDays(day), item.Day.PlusDays(day)));

            Assert.Equal(Show(Run(item, item.Rows)), Show(single));
        }));

    /// <summary>The plain way: the seconds between all the moments at which something begins or ends, if any activity is going on in them.</summary>
    private static double CountSeconds(Case item, IEnumerable<Row> rows)
    {
        var from = ToMoment(item.Day, item.Zone);
        var to = ToMoment(item.Day.PlusDays(3), item.Zone);
        var total = 0.0;
        foreach (var agent in rows.Where(row => row.Length > 0 && row.Length >= item.Minimum).GroupBy(row => row.Agent))
        {
            var spans = agent.Select(row => (Start: from.AddSeconds(row.Start), End: from.AddSeconds(row.Start + row.Length))).ToList();
            var moments = spans.SelectMany(span => new[] { span.Start, span.End }).Append(from).Append(to).Where(time => time >= from && time <= to).Distinct().Order().ToList();
            total += moments.Zip(moments.Skip(1)).Where(gap => spans.Exists(span => span.Start <= gap.First && gap.Second <= span.End)).Sum(gap => (gap.Second - gap.First).TotalSeconds);
        }

        return total;
    }

    private static IReadOnlyList<AgentDay> Run(Case item, IReadOnlyList<Row> rows) => Run(item, rows, item.Day, item.Day.PlusDays(2));

    private static IReadOnlyList<AgentDay> Run(Case item, IReadOnlyList<Row> rows, LocalDate first, LocalDate last)
    {
        var midnight = ToMoment(item.Day, item.Zone).ToUnixTimeSeconds();
        var timeline = new AgentTimeline(
            new ActivitySettings { TimeSpanType = item.Type, LogOffActivities = ["9"], MinimumDuration = item.Minimum },
            new AgentDataRequest
            {
                Days = new DateInterval(first, last),
                Zone = DateTimeZoneProviders.Tzdb[item.Zone],
                Now = Instant.FromUtc(2025, 1, 1, 0, 0),
            });
        foreach (var row in rows)
        {
            timeline.Add(
                timeline.GetAgent(row.Agent.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                timeline.GetActivity(row.Activity.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                midnight + row.Start,
                item.Type == ActivityTimeSpanType.StartOnly ? null : midnight + row.Start + row.Length);
        }

        return timeline.ToDays();
    }

    private static IReadOnlyList<AgentActivity> Show(IEnumerable<AgentDay> days) => [.. days.SelectMany(day => day.Activities)];

    private static DateTimeOffset ToMoment(LocalDate day, string zone) => day.AtStartOfDayInZone(DateTimeZoneProviders.Tzdb[zone]).ToDateTimeOffset();

    private sealed record Row(int Agent, int Activity, int Start, int Length);

    private sealed record Case(string Zone, LocalDate Day, ActivityTimeSpanType Type, int Minimum, Row[] Rows);
}
