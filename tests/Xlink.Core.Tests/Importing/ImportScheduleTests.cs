using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;
using Xlink.Configuration;
using Xlink.Core.Tests.Sources;
using Xlink.Importing;

namespace Xlink.Core.Tests.Importing;

public sealed class ImportScheduleTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Fact]
    public void Without_keys_nothing_is_imported()
    {
        Assert.Equal(ImportScheduleMode.None, ImportSchedule.Read(general: null).Mode);
        Assert.Null(Read("Protocol=1").GetNext(At("2014-12-23T08:00"), Berlin));
        Assert.Null(Read("CallDataImport=none", "CallDataImportMinutes=15").GetDaysDue(At("2014-12-23T08:00"), At("2014-12-30T08:00"), Berlin));
    }

    [Theory]
    [InlineData("2014-12-23T08:00", "2014-12-23T08:05")]
    [InlineData("2014-12-23T08:05", "2014-12-23T08:20")]
    [InlineData("2014-12-23T08:34", "2014-12-23T08:35")]
    [InlineData("2014-12-23T08:35:01", "2014-12-23T08:50")]
    [InlineData("2014-12-23T23:50", "2014-12-24T00:05")]
    public void From_00_05_every_15_minutes_is_05_20_35_50(string after, string next)
        => Assert.Equal(At(next), Read("CallDataImport=interval", "CallDataImportTime=00:05", "CallDataImportMinutes=15").GetNext(At(after), Berlin));

    [Fact]
    public void The_reference_time_sets_the_minute_wherever_it_lies_on_the_day()
        => Assert.Equal(At("2014-12-23T01:20"), Read("CallDataImport=Interval", "CallDataImportTime=17:20", "CallDataImportMinutes=60").GetNext(At("2014-12-23T00:30"), Berlin));

    [Fact]
    public void Each_day_counts_from_its_reference_time_where_the_minutes_do_not_divide_the_day()
    {
        var schedule = Read("CallDataImport=interval", "CallDataImportTime=07:00", "CallDataImportMinutes=600");

        Assert.Equal(At("2014-12-23T17:00"), schedule.GetNext(At("2014-12-23T07:00"), Berlin));
        Assert.Equal(At("2014-12-24T03:00"), schedule.GetNext(At("2014-12-23T17:00"), Berlin));
        Assert.Equal(At("2014-12-24T07:00"), schedule.GetNext(At("2014-12-24T03:00"), Berlin));
    }

    [Theory]
    [InlineData("2014-12-23T00:29", "2014-12-23T00:30")]
    [InlineData("2014-12-23T00:30", "2014-12-24T00:30")]
    public void Daily_is_once_a_day(string after, string next)
        => Assert.Equal(At(next), Read("CallDataImport=DAILY", "CallDataImportTime=00:30").GetNext(At(after), Berlin));

    [Fact]
    public void Daily_is_for_the_day_before()
    {
        var daily = Read("CallDataImport=daily", "CallDataImportTime=00:30");

        Assert.Equal(new DateInterval(new(2014, 12, 22), new(2014, 12, 22)), daily.GetDays(new LocalDateTime(2014, 12, 23, 0, 30)));
    }

    [Theory]
    [InlineData("2014-12-23T00:05", 22)]
    [InlineData("2014-12-23T00:20", 23)]
    [InlineData("2014-12-23T23:50", 23)]
    public void An_interval_is_for_the_day_itself_and_the_first_one_also_for_the_day_before(string due, int firstDay)
        => Assert.Equal(
            new DateInterval(new(2014, 12, firstDay), new(2014, 12, 23)),
            Read("CallDataImport=interval").GetDays(At(due).InZone(Berlin).LocalDateTime));

    [Fact]
    public void A_daily_import_in_the_hour_that_the_clock_leaves_out_comes_after_it()
    {
        var daily = Read("CallDataImport=daily", "CallDataImportTime=02:30");

        Assert.Equal("2015-03-29T03:30:00+02", Text(daily.GetNext(At("2015-03-29T00:00"), Berlin)));
        Assert.Equal("2015-03-30T02:30:00+02", Text(daily.GetNext(At("2015-03-29T03:30"), Berlin)));
    }

    [Fact]
    public void A_daily_import_in_the_hour_that_the_clock_shows_twice_comes_once()
    {
        var daily = Read("CallDataImport=daily", "CallDataImportTime=02:30");
        var first = daily.GetNext(At("2015-10-25T00:00"), Berlin);

        Assert.Equal("2015-10-25T02:30:00+02", Text(first));
        Assert.Equal("2015-10-26T02:30:00+01", Text(daily.GetNext(first!.Value, Berlin)));
    }

    [Theory]
    [InlineData("2015-03-29T00:00", "01:05+01 01:35+01 03:05+02 03:35+02")]
    [InlineData("2015-10-25T00:00", "01:05+02 01:35+02 02:05+02 02:35+02 02:05+01 02:35+01 03:05+01 03:35+01")]
    public void Intervals_go_on_evenly_while_the_clock_changes(string midnight, string expected)
    {
        var schedule = Read("CallDataImport=interval", "CallDataImportTime=00:05", "CallDataImportMinutes=30");
        var next = At(midnight) + Duration.FromMinutes(40);

        foreach (var time in expected.Split(' '))
        {
            next = schedule.GetNext(next, Berlin)!.Value;
            Assert.Equal(time, next.InZone(Berlin).ToString("HH:mmo<g>", CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void The_next_one_is_always_later_and_never_more_than_the_interval_and_a_clock_change_away()
        => Prop.ForAll(Places(), Gen.Choose(1, 1440).ToArbitrary(), Gen.Choose(0, 1439).ToArbitrary(), (place, minutes, time) =>
        {
            var schedule = new ImportSchedule { Mode = ImportScheduleMode.Interval, Minutes = minutes, Time = LocalTime.FromMinutesSinceMidnight(time) };
            var next = schedule.GetNext(place.Moment, place.Zone)!.Value;
            Assert.True(next > place.Moment);
            Assert.True(next - place.Moment <= Duration.FromMinutes(minutes + 60));
            Assert.True(IsDue(next, place.Zone, time, minutes));

            // Nothing due lies between.
            Assert.Equal(next, schedule.GetNext(next - Duration.FromMilliseconds(1), place.Zone));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_time_that_the_interval_meets_comes_as_often_as_the_clock_shows_it_and_later_where_it_leaves_it_out()
        => Prop.ForAll(Places(), Gen.Choose(5, 1440).ToArbitrary(), Gen.Choose(0, 1439).ToArbitrary(), (place, minutes, time) =>
        {
            var schedule = new ImportSchedule { Mode = ImportScheduleMode.Interval, Minutes = minutes, Time = LocalTime.FromMinutesSinceMidnight(time) };
            var start = Instant.FromUnixTimeSeconds(place.Moment.ToUnixTimeSeconds() / 60 * 60);
            var end = start + Duration.FromDays(2);
            var expected = Enumerable.Range(1, 2 * 1440)
                .Select(minute => start + Duration.FromMinutes(minute))
                .Where(moment => IsDue(moment, place.Zone, time, minutes));

            Assert.Equal(expected, DueBetween(schedule, place.Zone, start, end));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_time_that_the_clock_leaves_out_comes_later_not_never()
    {
        var schedule = new ImportSchedule { Mode = ImportScheduleMode.Interval, Minutes = 760, Time = new(2, 26) };

        Assert.Equal(At("2015-03-29T03:26"), schedule.GetNext(At("2015-03-28T16:01:21"), Berlin));
    }

    [Fact]
    public void Daily_comes_once_on_every_day()
        => Prop.ForAll(Places(), Gen.Choose(0, 1439).ToArbitrary(), (place, minute) =>
        {
            var time = LocalTime.FromMinutesSinceMidnight(minute);
            var schedule = new ImportSchedule { Mode = ImportScheduleMode.Daily, Time = time };
            var due = DueBetween(schedule, place.Zone, place.Moment, place.Moment + Duration.FromDays(4)).Select(moment => moment.InZone(place.Zone)).ToList();

            Assert.Equal(Enumerable.Range(0, due.Count).Select(day => due[0].Date.PlusDays(day)), due.Select(moment => moment.Date));
            Assert.InRange(due.Count, 3, 5);

            // At its time, or later where the clock leaves that out.
            Assert.All(due, moment => Assert.True(moment.TimeOfDay == time || place.Zone.MapLocal(moment.Date + time).Count == 0));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_is_due_between_two_times()
        => Assert.Null(Read("CallDataImport=interval").GetDaysDue(At("2014-12-23T08:05"), At("2014-12-23T08:19:59"), Berlin));

    [Theory]
    [InlineData("interval", "2014-12-23T08:04", "2014-12-23T08:05", 23, 23)]
    [InlineData("interval", "2014-12-23T08:00", "2014-12-23T20:00", 23, 23)]
    [InlineData("interval", "2014-12-22T23:49", "2014-12-23T00:04", 22, 22)]
    [InlineData("interval", "2014-12-20T12:00", "2014-12-23T12:00", 20, 23)]
    [InlineData("daily", "2014-12-23T00:00", "2014-12-23T00:05", 22, 22)]
    [InlineData("daily", "2014-12-20T12:00", "2014-12-23T12:00", 20, 22)]
    public void What_was_missed_is_made_up_for_in_one_import(string mode, string after, string now, int first, int last)
        => Assert.Equal(
            new DateInterval(new(2014, 12, first), new(2014, 12, last)),
            Read("CallDataImport=" + mode, "CallDataImportTime=00:05").GetDaysDue(At(after), At(now), Berlin));

    [Fact]
    public void No_more_than_31_days_are_made_up_for()
        => Assert.Equal(
            new DateInterval(new(2014, 11, 22), new(2014, 12, 22)),
            Read("CallDataImport=daily", "CallDataImportTime=00:05").GetDaysDue(At("2013-01-01T00:00"), At("2014-12-23T00:05"), Berlin));

    [Fact]
    public void Every_day_that_was_due_is_covered()
        => Prop.ForAll(Places(), Gen.Choose(0, 40_000).ToArbitrary(), Gen.Choose(1, 1440).ToArbitrary(), (place, span, minutes) =>
        {
            var schedule = new ImportSchedule { Mode = ImportScheduleMode.Interval, Minutes = minutes };
            var now = place.Moment + Duration.FromMinutes(span);
            var days = schedule.GetDaysDue(place.Moment, now, place.Zone);
            for (var due = schedule.GetNext(place.Moment, place.Zone)!.Value; due <= now; due = schedule.GetNext(due + Duration.FromHours(7), place.Zone)!.Value)
            {
                Assert.True(days!.Contains(schedule.GetDays(due.InZone(place.Zone).LocalDateTime)));
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("CallDataImport=sometimes", "CallDataImport=sometimes is none of: none, interval, daily", 2)]
    [InlineData("CallDataImport=1", "CallDataImport=1 is none of", 2)]
    [InlineData("CallDataImport=interval|CallDataImportTime=25:00", "CallDataImportTime=25:00 is none of: HH:mm", 3)]
    [InlineData("CallDataImport=interval|CallDataImportMinutes=0", "from 1 to 1440", 3)]
    [InlineData("CallDataImport=interval|CallDataImportMinutes=1441", "from 1 to 1440", 3)]
    public void A_wrong_value_is_named_with_file_and_line(string lines, string text, int line)
    {
        var error = Assert.Throws<XlinkException>(() => Read(lines.Split('|')));

        Assert.Equal(("isps_ul.ini", line), (error.FilePath, error.Line));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Agent_data_has_a_schedule_of_its_own()
    {
        var section = new TestSection(
            GeneralSettings.SectionName, "CallDataImport=daily", "CallDataImportTime=02:00", "AgentDataImport=interval", "AgentDataImportTime=00:10", "AgentDataImportMinutes=30");

        Assert.Equal((ImportScheduleMode.Daily, new LocalTime(2, 0), 15), Show(ImportSchedule.Read(section)));
        Assert.Equal((ImportScheduleMode.Interval, new LocalTime(0, 10), 30), Show(ImportSchedule.Read(section, ImportKind.AgentData)));
    }

    [Fact]
    public void A_schedule_that_is_written_is_read_back_and_nothing_else_changes()
    {
        const string Text = "; comment\r\n[General]\r\nProtocol=1\r\ncalldataimport = daily\r\n\r\n[CSV]\r\nSource=x\r\n";
        var configuration = new IspsUlConfiguration(IniDocument.Parse(System.Text.Encoding.UTF8.GetBytes(Text), "isps_ul.ini"));

        ImportSchedule.Write(configuration, ImportKind.CallData, ImportScheduleMode.Interval, time: null, minutes: null);
        ImportSchedule.Write(configuration, ImportKind.AgentData, ImportScheduleMode.Daily, new TimeSpan(2, 30, 0), 60);

        var general = configuration.Document.FindSection(GeneralSettings.SectionName);
        Assert.Equal((ImportScheduleMode.Interval, new LocalTime(0, 5), 15), Show(ImportSchedule.Read(general)));
        Assert.Equal((ImportScheduleMode.Daily, new LocalTime(2, 30), 60), Show(ImportSchedule.Read(general, ImportKind.AgentData)));
        Assert.StartsWith("; comment\r\n[General]\r\nProtocol=1\r\n", System.Text.Encoding.UTF8.GetString(configuration.Document.ToBytes()), System.StringComparison.Ordinal);
        Assert.EndsWith("[CSV]\r\nSource=x\r\n", System.Text.Encoding.UTF8.GetString(configuration.Document.ToBytes()), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(24 * 60)]
    [InlineData(0.5)]
    public void A_time_that_is_none_of_a_day_in_whole_minutes_is_refused(double minutes)
    {
        var configuration = new IspsUlConfiguration(IniDocument.Parse([], "isps_ul.ini"));

        var error = Assert.Throws<XlinkException>(
            () => ImportSchedule.Write(configuration, ImportKind.CallData, ImportScheduleMode.Daily, TimeSpan.FromMinutes(minutes), minutes: null));

        Assert.Equal("ScheduleTimeInvalid", error.ErrorId);
    }

    private static (ImportScheduleMode Mode, LocalTime Time, int Minutes) Show(ImportSchedule schedule) => (schedule.Mode, schedule.Time, schedule.Minutes);

    private static ImportSchedule Read(params string[] lines) => ImportSchedule.Read(new TestSection(GeneralSettings.SectionName, lines));

    private static Instant At(string local) => LocalDateTimePattern.GeneralIso.Parse(local.Length == 16 ? local + ":00" : local).Value.InZoneLeniently(Berlin).ToInstant();

    private static string Text(Instant? instant) => instant!.Value.InZone(Berlin).ToString("uuuu-MM-dd'T'HH:mm:sso<g>", CultureInfo.InvariantCulture);

    private static int MinuteOfDay(Instant instant, DateTimeZone zone) => (instant.InZone(zone).Hour * 60) + instant.InZone(zone).Minute;

    private static bool IsDue(Instant moment, DateTimeZone zone, int time, int minutes)
    {
        var sinceChange = zone.GetZoneInterval(moment);
        var leftOut = sinceChange.HasStart ? sinceChange.WallOffset.Seconds - zone.GetUtcOffset(sinceChange.Start - Duration.Epsilon).Seconds : 0;
        var minute = MinuteOfDay(moment, zone);
        return Meets(minute) || (leftOut > 0 && moment < sinceChange.Start + Duration.FromSeconds(leftOut) && Meets(minute - (leftOut / 60)));

        bool Meets(int shown) => (shown - time + (2 * 1440)) % 1440 % minutes == 0;
    }

    private static List<Instant> DueBetween(ImportSchedule schedule, DateTimeZone zone, Instant after, Instant until)
    {
        var due = new List<Instant>();
        for (var next = schedule.GetNext(after, zone); next <= until; next = schedule.GetNext(next.Value, zone))
        {
            due.Add(next.Value);
        }

        return due;
    }

    // Seconds around a clock change as well as anywhere, in zones that change by an hour, half an hour and not at all.
    private static Arbitrary<(DateTimeZone Zone, Instant Moment)> Places()
        => Gen.Elements("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata").SelectMany(id =>
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            var changes = zone.GetZoneIntervals(Instant.FromUtc(2015, 1, 1, 0, 0), Instant.FromUtc(2016, 1, 1, 0, 0))
                .Where(interval => interval.HasStart)
                .Select(interval => interval.Start)
                .ToArray();
            var around = Gen.Elements(changes).SelectMany(change => Gen.Choose(-200_000, 200_000).Select(seconds => change + Duration.FromSeconds(seconds)));
            var anywhere = Gen.Choose(0, 2_000_000_000).Select(seconds => Instant.FromUnixTimeSeconds(seconds));
            return Gen.OneOf(anywhere, around, around).Select(moment => (zone, moment));
        }).ToArbitrary();
}
