using System.Collections.Generic;
using System.Linq;
using NodaTime;
using Xlink.Sources.Agents;

namespace Xlink.Core.Tests.Sources.Agents;

public sealed class AgentTimelineTests
{
    private static readonly TimelineRun StartAndEnd = new(ActivityTimeSpanType.End);
    private static readonly TimelineRun StartOnly = new(ActivityTimeSpanType.StartOnly) { LogOffs = ["Off"] };

    [Fact]
    public void An_activity_lasts_from_its_start_to_its_end()
        => Expect(["05-02 7 08:00-08:30 Ready"], StartAndEnd.Run("05-02", "05-02", "7 05-02 08:00 05-02 08:30 Ready"));

    [Fact]
    public void The_next_activity_of_the_agent_ends_one_that_only_has_a_start()
        => Expect(
            ["05-02 7 08:00-08:30 Ready", "05-02 7 08:30-08:45 Break"],
            StartOnly.Run("05-02", "05-02", "7 05-02 08:00 Ready", "7 05-02 08:30 Break", "7 05-02 08:45 Off"));

    [Fact]
    public void The_activity_of_another_agent_ends_nothing()
        => Expect(
            ["05-02 7 08:00-09:00 Ready", "05-02 8 08:30-09:30 Ready"],
            StartOnly.Run("05-02", "05-02", "7 05-02 08:00 Ready", "8 05-02 08:30 Ready", "7 05-02 09:00 Off", "8 05-02 09:30 Off"));

    [Fact]
    public void Rows_may_come_in_any_order()
        => Expect(
            ["05-02 7 08:00-08:30 Ready", "05-02 7 08:30-08:45 Break"],
            StartOnly.Run("05-02", "05-02", "7 05-02 08:45 Off", "7 05-02 08:30 Break", "7 05-02 08:00 Ready"));

    [Fact]
    public void A_log_off_is_no_activity_whatever_its_own_length()
        => Expect(
            ["05-02 7 08:00-08:30 Ready"],
            new TimelineRun(ActivityTimeSpanType.End) { LogOffs = ["Off"] }.Run(
                "05-02", "05-02", "7 05-02 08:00 05-02 10:00 Ready", "7 05-02 08:30 05-02 17:00 Off"));

    [Fact]
    public void An_activity_after_a_log_off_counts()
        => Expect(
            ["05-02 7 08:00-08:30 Ready", "05-02 7 09:00-10:00 Ready"],
            new TimelineRun(ActivityTimeSpanType.End) { LogOffs = ["Off"] }.Run(
                "05-02", "05-02", "7 05-02 08:00 05-02 12:00 Ready", "7 05-02 08:30 05-02 08:30 Off", "7 05-02 09:00 05-02 10:00 Ready"));

    [Fact]
    public void The_case_of_a_log_off_counts()
        => Expect(["05-02 7 08:30-24:00 off"], StartOnly.Run("05-02", "05-02", "7 05-02 08:30 off"));

    [Fact]
    public void Shorter_activities_than_the_minimum_are_dropped()
        => Expect(
            ["05-02 7 09:00-09:00:10 Call"],
            new TimelineRun(ActivityTimeSpanType.End) { MinimumDuration = 10 }.Run(
                "05-02", "05-02", "7 05-02 08:00:00 05-02 08:00:09 Call", "7 05-02 09:00:00 05-02 09:00:10 Call"));

    [Fact]
    public void A_dropped_start_only_activity_ends_the_one_before_all_the_same()
        => Expect(
            ["05-02 7 08:00-09:00 Ready", "05-02 7 09:00:05-10:00 Break"],
            new TimelineRun(ActivityTimeSpanType.StartOnly) { MinimumDuration = 10, LogOffs = ["Off"] }.Run(
                "05-02", "05-02", "7 05-02 08:00 Ready", "7 05-02 09:00 Call", "7 05-02 09:00:05 Break", "7 05-02 10:00 Off"));

    [Fact]
    public void A_dropped_activity_does_not_cut_the_one_it_lies_in()
        => Expect(
            ["05-02 7 08:00-10:00 Ready"],
            new TimelineRun(ActivityTimeSpanType.End) { MinimumDuration = 10 }.Run(
                "05-02", "05-02", "7 05-02 08:00 05-02 10:00 Ready", "7 05-02 09:00:00 05-02 09:00:05 Call"));

    [Fact]
    public void What_midnight_leaves_of_an_activity_is_not_too_short()
        => Expect(
            ["05-02 7 23:59:58-24:00 Ready", "05-03 7 00:00-01:00 Ready"],
            new TimelineRun(ActivityTimeSpanType.End) { MinimumDuration = 10 }.Run("05-02", "05-03", "7 05-02 23:59:58 05-03 01:00 Ready"));

    [Fact]
    public void Whether_an_activity_is_too_short_is_known_over_midnight()
        => Expect(
            [],
            new TimelineRun(ActivityTimeSpanType.StartOnly) { MinimumDuration = 10 }.Run("05-02", "05-02", "7 05-02 23:59:58 Call", "7 05-03 00:00:01 Ready"));

    [Fact]
    public void An_activity_over_midnight_belongs_to_both_days()
        => Expect(
            ["05-02 7 22:00-24:00 Ready", "05-03 7 00:00-06:00 Ready"],
            StartAndEnd.Run("05-02", "05-03", "7 05-02 22:00 05-03 06:00 Ready"));

    [Fact]
    public void A_day_gets_what_began_the_evening_before()
        => Expect(
            ["05-03 7 00:00-06:00 Ready", "05-03 7 06:00-24:00 Break"],
            StartOnly.Run("05-03", "05-03", "7 05-02 22:00 Ready", "7 05-03 06:00 Break", "7 05-04 06:00 Off"));

    [Fact]
    public void A_long_activity_fills_every_day_in_between()
        => Expect(
            ["05-03 7 00:00-24:00 Ready"],
            StartAndEnd.Run("05-03", "05-03", "7 04-20 22:00 06-01 06:00 Ready"));

    [Fact]
    public void The_activity_that_began_last_counts_and_the_one_around_it_goes_on()
        => Expect(
            ["05-02 7 08:00-12:00 Ready", "05-02 7 12:00-12:30 Break", "05-02 7 12:30-17:00 Ready"],
            StartAndEnd.Run("05-02", "05-02", "7 05-02 12:00 05-02 12:30 Break", "7 05-02 08:00 05-02 17:00 Ready"));

    [Fact]
    public void A_later_activity_cuts_the_end_of_an_earlier_one()
        => Expect(
            ["05-02 7 08:00-09:00 Ready", "05-02 7 09:00-11:00 Break"],
            StartAndEnd.Run("05-02", "05-02", "7 05-02 08:00 05-02 10:00 Ready", "7 05-02 09:00 05-02 11:00 Break"));

    [Fact]
    public void Of_two_that_begin_together_the_shorter_one_counts()
        => Expect(
            ["05-02 7 08:00-09:00 Break", "05-02 7 09:00-10:00 Ready"],
            StartAndEnd.Run("05-02", "05-02", "7 05-02 08:00 05-02 09:00 Break", "7 05-02 08:00 05-02 10:00 Ready"));

    [Fact]
    public void Exact_duplicates_count_once()
        => Expect(
            ["05-02 7 08:00-09:00 Ready"],
            StartAndEnd.Run("05-02", "05-02", Enumerable.Repeat("7 05-02 08:00 05-02 09:00 Ready", 3)));

    [Fact]
    public void Duplicates_of_start_only_rows_count_once()
        => Expect(
            ["05-02 7 08:00-09:00 Ready", "05-02 7 09:00-10:00 Break"],
            StartOnly.Run(
                "05-02", "05-02", "7 05-02 08:00 Ready", "7 05-02 08:00 Ready", "7 05-02 09:00 Break", "7 05-02 09:00 Break", "7 05-02 10:00 Off", "7 05-02 10:00 Off"));

    [Fact]
    public void Of_start_only_rows_of_the_same_second_the_last_one_goes_on()
        => Expect(
            ["05-02 7 08:00-09:00 Break"],
            StartOnly.Run("05-02", "05-02", "7 05-02 08:00 Ready", "7 05-02 08:00 Break", "7 05-02 09:00 Off"));

    [Fact]
    public void The_last_start_only_row_lasts_until_midnight()
        => Expect(["05-02 7 17:00-24:00 Ready"], StartOnly.Run("05-02", "05-03", "7 05-02 17:00 Ready"));

    [Fact]
    public void Nothing_lasts_into_the_future_because_nothing_has_ended_it()
        => Expect(
            ["05-02 7 17:00-17:20 Ready"],
            new TimelineRun(ActivityTimeSpanType.StartOnly) { Now = "2024-05-02 17:20:00" }.Run("05-02", "05-02", "7 05-02 17:00 Ready"));

    [Fact]
    public void A_start_in_the_future_that_nothing_ends_counts_for_nothing()
        => Expect(
            [],
            new TimelineRun(ActivityTimeSpanType.StartOnly) { Now = "2024-05-02 17:20:00" }.Run("05-02", "05-02", "7 05-02 18:00 Ready"));

    [Fact]
    public void Who_forgot_to_log_off_does_not_work_over_the_weekend()
        => Expect(
            ["05-03 7 17:00-24:00 Ready", "05-06 7 08:00-09:00 Ready"],
            StartOnly.Run("05-03", "05-06", "7 05-03 17:00 Ready", "7 05-06 08:00 Ready", "7 05-06 09:00 Off"));

    [Fact]
    public void A_day_is_the_same_whatever_later_days_are_imported_with_it()
    {
        IReadOnlyList<string> rows = ["7 05-02 22:00 Ready", "7 05-03 06:00 Break", "7 05-05 06:00 Ready", "8 05-02 12:00 Ready"];

        var whole = StartOnly.Run("05-01", "05-06", rows);
        var single = new[] { "05-01", "05-02", "05-03", "05-04", "05-05", "05-06" }.SelectMany(day => StartOnly.Run(day, day, rows));

        Expect([.. whole], single);
    }

    [Fact]
    public void A_row_without_an_end_is_still_running()
        => Expect(
            ["05-02 7 08:00-09:00 Ready", "05-02 7 09:00-09:30 Break"],
            new TimelineRun(ActivityTimeSpanType.End) { Now = "2024-05-02 09:30:00" }.Run("05-02", "05-02", "7 05-02 08:00 05-02 09:00 Ready", "7 05-02 09:00 Break"));

    [Fact]
    public void Activities_come_by_agent_and_start()
        => Expect(
            ["05-02 10 08:00-09:00 Ready", "05-02 9 07:00-07:30 Ready", "05-02 9 08:00-09:00 Ready"],
            StartAndEnd.Run(
                "05-02", "05-02", "9 05-02 08:00 05-02 09:00 Ready", "10 05-02 08:00 05-02 09:00 Ready", "9 05-02 07:00 05-02 07:30 Ready"));

    [Theory]
    [InlineData("Europe/Berlin", "03-31", 23)]
    [InlineData("Europe/Berlin", "10-27", 25)]
    [InlineData("Europe/Berlin", "07-01", 24)]
    [InlineData("Australia/Lord_Howe", "04-07", 24.5)]
    [InlineData("Australia/Lord_Howe", "10-06", 23.5)]
    public void A_whole_day_has_as_many_hours_as_the_clock_gives_it(string zone, string day, double hours)
    {
        var run = new TimelineRun(ActivityTimeSpanType.End) { Zone = DateTimeZoneProviders.Tzdb[zone] };
        var timeline = run.Make(day, day);
        run.Add(timeline, "7 01-01 00:00 12-31 00:00 Ready");

        var activity = Assert.Single(Assert.Single(timeline.ToDays()).Activities);

        Assert.Equal(hours, (activity.End - activity.Start).TotalHours);
    }

    [Fact]
    public void A_day_has_rows_if_one_begins_on_it()
    {
        var timeline = StartOnly.Make("05-02", "05-04");
        StartOnly.Add(timeline, "7 05-02 22:00 Ready");
        StartOnly.Add(timeline, "7 05-04 06:00 Off");

        Assert.Equal([true, false, true], timeline.ToDays().Select(day => day.HasRows));
    }

    [Fact]
    public void Rows_are_counted_by_whether_they_touch_the_wanted_days()
    {
        var timeline = StartAndEnd.Make("05-02", "05-02");
        StartAndEnd.Add(timeline, "7 05-01 22:00 05-02 00:00 Ready");
        StartAndEnd.Add(timeline, "7 05-01 22:00 05-02 00:01 Ready");
        StartAndEnd.Add(timeline, "7 05-02 22:00 05-03 22:00 Ready");
        StartAndEnd.Add(timeline, "7 05-03 00:00 05-03 22:00 Ready");

        Assert.Equal((2, 2), (timeline.RowsRead, timeline.RowsOfOtherDays));
    }

    [Theory]
    [InlineData("05-02", "05-02", "7 05-02 08:00 05-02 09:00 Ready")]
    [InlineData("05-02", "05-02", "7 05-02 08:00 05-03 00:00 Ready")]
    [InlineData("05-02", "05-03", "7 05-02 22:00 05-03 06:00 Ready")]
    [InlineData("05-02", "05-03", "7 05-02 08:00 Ready")]
    [InlineData("05-02", "05-02", "7 05-02 08:00 Ready", "7 05-02 09:00 Off")]
    [InlineData("05-01", "05-02", "7 05-01 08:00 Ready", "8 05-02 09:00 Off")]
    [InlineData("02-01", "05-02", "7 05-02 08:00 05-02 09:00 Ready", "7 02-01 08:00 05-01 09:00 Ready")]
    public void A_file_touches_the_days_its_activities_may_reach(string first, string last, params string[] rows)
    {
        var timeline = StartOnly.Make("06-01", "06-01");
        StartOnly.Add(timeline, "9 01-01 08:00 Ready");
        timeline.BeginFile();
        foreach (var row in rows)
        {
            StartOnly.Add(timeline, row);
        }

        Assert.Equal(StartOnly.Make(first, last).ToDays().Select(day => day.Day), timeline.GetFileDays()!);
    }

    [Fact]
    public void A_file_without_rows_touches_no_day()
    {
        var timeline = StartOnly.Make("06-01", "06-01");
        StartOnly.Add(timeline, "9 01-01 08:00 Ready");
        timeline.BeginFile();

        Assert.Null(timeline.GetFileDays());
    }

    private static void Expect(string[] expected, IEnumerable<string> actual) => Assert.Equal(expected, actual);
}
