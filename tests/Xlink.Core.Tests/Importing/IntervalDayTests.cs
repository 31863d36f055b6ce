using System.Collections.Generic;
using System.Linq;
using NodaTime;
using Xlink.Importing;

namespace Xlink.Core.Tests.Importing;

public sealed class IntervalDayTests
{
    [Theory]
    [InlineData("Europe/Berlin", 2024, 7, 1, 15, 96)]
    [InlineData("Europe/Berlin", 2024, 3, 31, 15, 92)]
    [InlineData("Europe/Berlin", 2024, 10, 27, 15, 100)]
    [InlineData("Europe/Berlin", 2024, 10, 27, 60, 25)]
    [InlineData("America/New_York", 2024, 3, 10, 30, 46)]
    [InlineData("America/New_York", 2024, 11, 3, 30, 50)]
    [InlineData("Australia/Lord_Howe", 2024, 4, 7, 15, 98)]
    [InlineData("Australia/Lord_Howe", 2024, 10, 6, 15, 94)]
    [InlineData("Australia/Lord_Howe", 2024, 4, 7, 60, 25)]
    [InlineData("Australia/Lord_Howe", 2024, 10, 6, 60, 24)]
    [InlineData("UTC", 2024, 3, 31, 15, 96)]
    [InlineData("America/Sao_Paulo", 2018, 11, 4, 15, 92)]
    [InlineData("Pacific/Apia", 2011, 12, 30, 15, 0)]
    public void Has_as_many_intervals_as_the_day_has_time(string zone, int year, int month, int day, int minutes, int count)
        => Assert.Equal(count, Make(zone, year, month, day, minutes).Count);

    [Fact]
    public void The_hour_that_the_clock_leaves_out_is_missing()
    {
        var day = Make("Europe/Berlin", 2024, 3, 31);

        Assert.False(day.IsOrdinary);
        Assert.Equal("2024-03-31T01:45:00+01:00", Text(day.GetStart(7)));
        Assert.Equal("2024-03-31T03:00:00+02:00", Text(day.GetEnd(7)));
        Assert.Equal("2024-03-31T03:00:00+02:00", Text(day.GetStart(8)));
        Assert.Equal("2024-04-01T00:00:00+02:00", Text(day.GetEnd(91)));
    }

    [Fact]
    public void The_hour_that_the_clock_shows_twice_is_there_twice()
    {
        var day = Make("Europe/Berlin", 2024, 10, 27);

        Assert.Equal("2024-10-27T02:00:00+02:00", Text(day.GetStart(8)));
        Assert.Equal("2024-10-27T02:00:00+01:00", Text(day.GetStart(12)));
        Assert.Equal("2024-10-27T03:00:00+01:00", Text(day.GetStart(16)));
    }

    [Fact]
    public void The_last_interval_is_cut_short_where_the_day_is()
    {
        var day = Make("Australia/Lord_Howe", 2024, 10, 6, 60);

        Assert.Equal("2024-10-06T23:30:00+11:00", Text(day.GetStart(23)));
        Assert.Equal("2024-10-07T00:00:00+11:00", Text(day.GetEnd(23)));
    }

    [Theory]
    [InlineData(8, 0, 32)]
    [InlineData(8, 14, 32)]
    [InlineData(8, 15, 33)]
    [InlineData(0, 0, 0)]
    [InlineData(23, 59, 95)]
    public void A_local_time_tells_its_interval(int hour, int minute, int index)
        => Assert.Equal(index, Make("Europe/Berlin", 2024, 7, 1).IndexOf(new LocalDateTime(2024, 7, 1, hour, minute, 59)));

    [Fact]
    public void A_time_that_is_there_twice_is_the_earlier_one()
        => Assert.Equal(10, Make("Europe/Berlin", 2024, 10, 27).IndexOf(new LocalDateTime(2024, 10, 27, 2, 30)));

    [Fact]
    public void A_time_that_is_left_out_is_moved_forward()
        => Assert.Equal(10, Make("Europe/Berlin", 2024, 3, 31).IndexOf(new LocalDateTime(2024, 3, 31, 2, 30)));

    [Fact]
    public void Times_of_other_days_have_no_interval()
    {
        foreach (var day in new[] { Make("Europe/Berlin", 2024, 7, 1), Make("Europe/Berlin", 2024, 3, 31) })
        {
            Assert.Equal(-1, day.IndexOf(day.Date.PlusDays(1).AtMidnight()));
            Assert.Equal(-1, day.IndexOf(day.Date.PlusDays(-1).AtMidnight()));
            Assert.Equal(-1, day.IndexOf(day.End));
            Assert.Equal(-1, day.IndexOf(day.Start.Minus(Duration.FromSeconds(1))));
        }
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Africa/Casablanca")]
    [InlineData("UTC")]
    public void Days_and_intervals_follow_each_other_without_gap_or_overlap(string zone)
    {
        var failures = new List<(LocalDate Date, int Interval)>();
        var end = Make(zone, 2014, 12, 31).End;
        for (var date = new LocalDate(2015, 1, 1); date.Year < 2025; date = date.PlusDays(1))
        {
            var day = new IntervalDay(date, 15, DateTimeZoneProviders.Tzdb[zone]);
            if (day.Start != end || day.IsOrdinary != (day.Count == 96))
            {
                failures.Add((date, -1));
            }

            for (var i = 0; i < day.Count; i++)
            {
                var start = day.GetStart(i).ToInstant();
                if (start != end || start != day.Start + Duration.FromMinutes(15 * i) || day.IndexOf(start) != i || day.GetStart(i).Date != date)
                {
                    failures.Add((date, i));
                }

                end = day.GetEnd(i).ToInstant();
            }
        }

        Assert.Empty(failures.Take(10));
    }

    private static IntervalDay Make(string zone, int year, int month, int day, int minutes = 15)
        => new(new LocalDate(year, month, day), minutes, DateTimeZoneProviders.Tzdb[zone]);

    private static string Text(OffsetDateTime time) => NodaTime.Text.OffsetDateTimePattern.Rfc3339.Format(time);
}
