using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Xlink.Importing;
using Xlink.Sources.Formats;

namespace Xlink.Core.Tests.Importing;

public sealed class CallDataAccumulatorTests
{
    private static readonly LocalDate First = new(2023, 1, 1);
    private static readonly LocalDate Last = new(2025, 12, 31);

    /// <summary>The quick way to values that are small and whole says the same as the one for all values, or nothing.</summary>
    [Fact]
    public void Values_that_are_multiplied_as_they_are_copied_are_the_same_values()
    {
        var calendar = new IntervalCalendar(new DateInterval(First, First.PlusDays(1)), 15, DateTimeZone.Utc);
        long[] whole = [0, 1, 7, 65_533, 65_534];
        long[][] others = [[65_535], [-1], [40_000, 40_000]];
        var values = new CallDataAccumulator(calendar, [SeriesAggregation.Sum, SeriesAggregation.Sum, SeriesAggregation.Average, SeriesAggregation.Sum, .. others.Select(_ => SeriesAggregation.Sum)]);
        void Add(int series, int interval, long millionths)
        {
            Assert.True(calendar.TryLocate(0, interval * 900, out var slot));
            values.Add(series, slot, millionths, 0);
        }

        for (var i = 0; i < whole.Length; i++)
        {
            Add(0, 3 * i, whole[i] * NumberFormat.One);
            Add(2, 3 * i, whole[i] * NumberFormat.One);
        }

        Add(3, 5, NumberFormat.One / 2);
        for (var i = 0; i < others.Length; i++)
        {
            Array.ForEach(others[i], value => Add(4 + i, 9, value * NumberFormat.One));
        }

        Span<int> copied = new int[96];
        var plain = new double[96];
        foreach (var series in new[] { 0, 2 })
        {
            Assert.True(values.TryCopyScaled(0, series, 100, int.MinValue, copied));
            values.CopyValues(0, series, plain);
            Assert.Equal(plain.Select(value => double.IsNaN(value) ? int.MinValue : (int)(value * 100)), copied.ToArray());
            Assert.Equal(whole.Length, plain.Count(value => !double.IsNaN(value)));
        }

        for (var series = 3; series < 4 + others.Length; series++)
        {
            Assert.False(values.TryCopyScaled(0, series, 100, int.MinValue, copied));
        }

        Assert.True(values.TryCopyScaled(0, 1, 100, int.MinValue, copied));
        Assert.All(copied.ToArray(), value => Assert.Equal(int.MinValue, value));
        Assert.False(values.TryCopyScaled(1, 0, 100, int.MinValue, copied));
    }

    /// <summary>Whatever the local times of rows are, also those that the clock shows twice or leaves out: nothing is lost, doubled or moved to another day.</summary>
    [Theory]
    [InlineData("Europe/Berlin", 15)]
    [InlineData("America/New_York", 15)]
    [InlineData("Australia/Lord_Howe", 15)]
    [InlineData("Australia/Lord_Howe", 60)]
    [InlineData("UTC", 30)]
    public void The_sum_of_all_intervals_is_the_sum_of_all_rows_on_every_day_of_several_years(string zone, int minutes)
    {
        var calendar = new IntervalCalendar(new DateInterval(First, Last), minutes, DateTimeZoneProviders.Tzdb[zone]);
        var seconds = Gen.Choose(0, (24 * 3600) - 1).NonEmptyListOf();

        Prop.ForAll(seconds.ToArbitrary(), times =>
        {
            var values = new CallDataAccumulator(calendar, [SeriesAggregation.Sum, SeriesAggregation.Sum]);
            var expected = new decimal[calendar.Days.Count, 2];
            for (var day = 0; day < calendar.Days.Count; day++)
            {
                // Another time for each day: with a hundred runs every day sees every part of the clock.
                var second = (times[day % times.Count] + (day * 997)) % (24 * 3600);
                var queue = second % 2;
                var value = (second * NumberFormat.One / 1000) + day;
                Assert.True(calendar.TryLocate(day, second, out var slot));
                values.Add(queue, slot, value, 0);
                expected[day, queue] += value / (decimal)NumberFormat.One;
            }

            return Enumerable.Range(0, calendar.Days.Count).All(day => Sum(values, day, 0) == expected[day, 0] && Sum(values, day, 1) == expected[day, 1]);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("UTC")]
    public void Every_quarter_of_an_hour_of_every_day_is_found_by_the_clock_and_by_the_moment(string zone)
    {
        var tzdb = DateTimeZoneProviders.Tzdb[zone];
        var calendar = new IntervalCalendar(new DateInterval(First, Last), 15, tzdb);
        var failures = new List<LocalDateTime>();
        for (var day = 0; day < calendar.Days.Count; day++)
        {
            for (var quarter = 0; quarter < 96; quarter++)
            {
                var local = calendar.Days[day].Date.AtMidnight().PlusMinutes(15 * quarter);
                var moment = local.InZoneLeniently(tzdb).ToInstant();
                if (!calendar.TryLocate(day, quarter * 900, out var byClock) || !calendar.TryLocate(moment, out var byMoment)
                    || byClock != byMoment || byClock.Day != day || calendar.Days[day].IndexOf(local) != byClock.Interval)
                {
                    failures.Add(local);
                }
            }
        }

        Assert.Empty(failures.Take(10));
    }

    [Fact]
    public void Times_before_and_after_the_range_keep_their_day()
    {
        var calendar = new IntervalCalendar(new DateInterval(First, First), 15, DateTimeZoneProviders.Tzdb["Europe/Berlin"]);

        Assert.False(calendar.TryLocate(calendar.GetDayIndex(First.PlusDays(-3)), 0, out var slot));
        Assert.Equal((-3, First.PlusDays(-3)), (slot.Day, calendar.GetDate(slot.Day)));
        Assert.False(calendar.TryLocate(0, -1, out slot));
        Assert.Equal(-1, slot.Day);
        Assert.False(calendar.TryLocate(0, 86_400, out slot));
        Assert.Equal(1, slot.Day);
        Assert.False(calendar.TryLocate(Instant.FromUtc(2023, 1, 1, 23, 0), out slot));
        Assert.Equal(1, slot.Day);
        Assert.True(calendar.TryLocate(Instant.FromUtc(2022, 12, 31, 23, 0), out slot));
        Assert.Equal(new IntervalSlot(0, 0), slot);
    }

    [Fact]
    public void Averages_are_weighted_and_without_weight_plain()
    {
        var values = MakeOneDay(SeriesAggregation.Average);
        values.Add(0, new IntervalSlot(0, 1), 100 * NumberFormat.One, 1);
        values.Add(0, new IntervalSlot(0, 1), 200 * NumberFormat.One, 3);
        values.Add(0, new IntervalSlot(0, 1), 999 * NumberFormat.One, 0);
        values.Add(0, new IntervalSlot(0, 2), 10 * NumberFormat.One, 0);
        values.Add(0, new IntervalSlot(0, 2), 20 * NumberFormat.One, 0);

        var day = Copy(values, 0, 0);

        Assert.Equal((double.NaN, 175.0, 15.0), (day[0], day[1], day[2]));
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter()
        => Prop.ForAll(Gen.Choose(-2_000_000_000, 2_000_000_000).NonEmptyListOf().ToArbitrary(), rows =>
        {
            var forward = MakeOneDay(SeriesAggregation.Sum, SeriesAggregation.Average);
            var backward = MakeOneDay(SeriesAggregation.Sum, SeriesAggregation.Average);
            for (var i = 0; i < rows.Count; i++)
            {
                Add(forward, rows[i]);
                Add(backward, rows[rows.Count - 1 - i]);
            }

            return Copy(forward, 0, 0).SequenceEqual(Copy(backward, 0, 0)) && Copy(forward, 0, 1).SequenceEqual(Copy(backward, 0, 1));

            static void Add(CallDataAccumulator values, int row)
            {
                values.Add(0, new IntervalSlot(0, 5), row, 0);
                values.Add(1, new IntervalSlot(0, 5), row, Math.Abs(row % 7));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_sum_that_overflows_is_not_wrapped_around()
    {
        var values = MakeOneDay(SeriesAggregation.Sum);
        values.Add(0, new IntervalSlot(0, 0), long.MaxValue, 0);

        Assert.Throws<OverflowException>(() => values.Add(0, new IntervalSlot(0, 0), 1, 0));
    }

    [Fact]
    public void A_day_that_takes_the_memory_of_a_closed_one_has_nothing_of_it()
    {
        // The clock is set forward on the third day, which has fewer intervals.
        var calendar = new IntervalCalendar(new DateInterval(new(2023, 3, 24), new(2023, 3, 28)), 15, DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        var values = new CallDataAccumulator(calendar, [.. Enumerable.Repeat(SeriesAggregation.Sum, 40)]);
        for (var day = 0; day < calendar.Days.Count; day++)
        {
            // Another series and interval each day, far apart and next to each other.
            values.Add(day % 3 * 19, new IntervalSlot(day, 5 + day), (day + 1) * NumberFormat.One, 0);

            for (var series = 0; series < 40; series++)
            {
                var expected = Enumerable.Repeat(double.NaN, calendar.Days[day].Count).ToArray();
                if (series == day % 3 * 19)
                {
                    expected[5 + day] = day + 1;
                }

                Assert.Equal(expected, Copy(values, day, series));
                Assert.Equal(series == day % 3 * 19, values.HasValues(day, series));
            }

            Assert.Equal(1, values.DaysHeld);
            values.Close(day, isReused: true);
            Assert.Equal(0, values.DaysHeld);
            Assert.Equal(Enumerable.Repeat(double.NaN, calendar.Days[day].Count), Copy(values, day, 0));
        }

        values.Add(0, new IntervalSlot(1, 0), NumberFormat.One, 0);
        Assert.Equal([1], values.DaysMissed);
        Assert.Equal(0, values.DaysHeld);
    }

    private static CallDataAccumulator MakeOneDay(params SeriesAggregation[] aggregations)
        => new(new IntervalCalendar(new DateInterval(First, First), 15, DateTimeZone.Utc), aggregations);

    private static double[] Copy(CallDataAccumulator values, int day, int series)
    {
        var copy = new double[values.Calendar.Days[day].Count];
        values.CopyValues(day, series, copy);
        return copy;
    }

    private static decimal Sum(CallDataAccumulator values, int day, int series)
        => Copy(values, day, series).Where(value => !double.IsNaN(value)).Sum(value => (decimal)value);
}
