using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Comparison;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests.Targets.Comparison;

public sealed class IntervalComparisonTests
{
    private static readonly LocalDate Monday = new(2026, 11, 16);

    [Fact]
    public async Task An_interval_is_equal_different_or_only_on_one_side()
    {
        var reference = new FakeSide().With("Hotline", "Calls", "2026-11-16T08:00+01:00", 10).With("Hotline", "Calls", "2026-11-16T08:15+01:00", 8)
            .With("Hotline", "Calls", "2026-11-16T08:30+01:00", 5);
        var difference = new FakeSide().With("Hotline", "Calls", "2026-11-16T08:00+01:00", 10).With("Hotline", "Calls", "2026-11-16T08:15+01:00", 10)
            .With("Hotline", "Calls", "2026-11-16T08:45+01:00", 0);

        var found = await Compare(reference, difference).CompareAsync("Hotline", TestContext.Current.CancellationToken);

        Assert.Equal(
            [IntervalState.Equal, IntervalState.Different, IntervalState.OnlyReference, IntervalState.OnlyDifference], found.Select(interval => interval.State));
        Assert.Equal((8m, 10m, 2m, 0.25m), (found[1].ReferenceValue, found[1].DifferenceValue, found[1].Difference, found[1].Relative));
        Assert.Equal((5m, null, null, null), (found[2].ReferenceValue, found[2].DifferenceValue, found[2].Difference, found[2].Relative));
        Assert.Equal((null, 0m, null, null), (found[3].ReferenceValue, found[3].DifferenceValue, found[3].Difference, found[3].Relative));
        Assert.Equal(new DateTime(2026, 11, 16, 8, 30, 0), found[2].Start.DateTime);
    }

    [Theory]
    [InlineData("0", "0", "0", IntervalState.Different)]
    [InlineData("1.5", "0", "0", IntervalState.Equal)]
    [InlineData("1.49", "0", "0", IntervalState.Different)]
    [InlineData("0", "0.15", "0", IntervalState.Equal)]
    [InlineData("0", "0.14", "0", IntervalState.Different)]
    [InlineData("0", "0", "1.5", IntervalState.Equal)]
    public async Task A_difference_within_a_tolerance_or_the_rounding_of_a_side_counts_as_equal(string tolerance, string share, string rounding, IntervalState expected)
    {
        var reference = new FakeSide().With("Hotline", "AHT", "2026-11-16T08:00+01:00", 10);
        var difference = new FakeSide().With("Hotline", "AHT", "2026-11-16T08:00+01:00", 11.5m, Number(rounding));
        var comparison = new IntervalComparison
        {
            Reference = reference,
            Difference = difference,
            ReferenceDay = Monday,
            DifferenceDay = Monday,
            Tolerance = Number(tolerance),
            RelativeTolerance = Number(share),
        };

        Assert.Equal(expected, Assert.Single(await comparison.CompareAsync("Hotline", TestContext.Current.CancellationToken)).State);
    }

    [Fact]
    public async Task No_data_is_zero_only_if_it_is_said_to_be()
    {
        var reference = new FakeSide().With("Hotline", "Calls", "2026-11-16T08:00+01:00", 0).With("Hotline", "Calls", "2026-11-16T08:15+01:00", 3);

        var strict = await Compare(reference, new FakeSide()).CompareAsync("Hotline", TestContext.Current.CancellationToken);
        var lenient = await new IntervalComparison
        {
            Reference = reference,
            Difference = new FakeSide(),
            ReferenceDay = Monday,
            DifferenceDay = Monday,
            MissingIsZero = true,
        }.CompareAsync("Hotline", TestContext.Current.CancellationToken);

        Assert.Equal([IntervalState.OnlyReference, IntervalState.OnlyReference], strict.Select(interval => interval.State));
        Assert.Equal([IntervalState.Equal, IntervalState.OnlyReference], lenient.Select(interval => interval.State));
    }

    [Fact]
    public async Task Periods_are_compared_by_the_time_that_the_clock_shows()
    {
        // The clock goes forward on 2026-03-29: half past two is not there, and three o'clock has another offset than a week before.
        var week = new FakeSide().With("Hotline", "Calls", "2026-03-22T02:30+01:00", 2).With("Hotline", "Calls", "2026-03-22T03:00+01:00", 3)
            .With("Hotline", "Calls", "2026-03-29T03:00+02:00", 4);

        var found = await Compare(week, week, new(2026, 3, 22), new(2026, 3, 29)).CompareAsync("Hotline", TestContext.Current.CancellationToken);

        Assert.Equal([IntervalState.OnlyReference, IntervalState.Different], found.Select(interval => interval.State));
        Assert.Equal(DateTimeOffset.Parse("2026-03-29T02:30+01:00", CultureInfo.InvariantCulture), found[0].Start);
        Assert.Equal(DateTimeOffset.Parse("2026-03-22T03:00+01:00", CultureInfo.InvariantCulture), found[1].ReferenceStart);
        Assert.Equal(DateTimeOffset.Parse("2026-03-29T03:00+02:00", CultureInfo.InvariantCulture), found[1].Start);
    }

    [Fact]
    public async Task Of_an_hour_shown_twice_the_first_is_compared_with_the_first()
    {
        var repeated = new FakeSide().With("Hotline", "Calls", "2026-10-25T02:00+02:00", 1).With("Hotline", "Calls", "2026-10-25T02:00+01:00", 2);
        var ordinary = new FakeSide().With("Hotline", "Calls", "2026-10-18T02:00+02:00", 1);

        var same = await Compare(repeated, repeated, new(2026, 10, 25), new(2026, 10, 25)).CompareAsync("Hotline", TestContext.Current.CancellationToken);
        var other = await Compare(ordinary, repeated, new(2026, 10, 18), new(2026, 10, 25)).CompareAsync("Hotline", TestContext.Current.CancellationToken);

        Assert.Equal([(1m, 1m), (2m, 2m)], same.Select(interval => (interval.ReferenceValue, interval.DifferenceValue)));
        Assert.Equal([IntervalState.Equal, IntervalState.OnlyDifference], other.Select(interval => interval.State));
        Assert.Equal(TimeSpan.FromHours(1), other[1].Start.Offset);
    }

    [Fact]
    public async Task Servers_of_two_zones_are_compared_by_their_own_clocks()
    {
        var berlin = new FakeSide().With("Hotline", "Calls", "2026-11-16T08:00+01:00", 1);
        var lisbon = new FakeSide("Europe/Lisbon").With("HOTLINE", "calls", "2026-11-16T08:00+00:00", 1);

        Assert.Equal(IntervalState.Equal, Assert.Single(await Compare(berlin, lisbon).CompareAsync("Hotline", TestContext.Current.CancellationToken)).State);
        Assert.Equal("Hotline", Assert.Single(await Compare(berlin, lisbon).GetQueuesAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Intervals_of_different_length_are_not_taken_for_the_same()
    {
        var quarter = new FakeSide().With("Hotline", "Calls", "2026-11-16T08:00+01:00", 1);
        var half = new FakeSide().With("Hotline", "Calls", "2026-11-16T08:00+01:00", 1, minutes: 30);

        var found = await Compare(quarter, half).CompareAsync("Hotline", TestContext.Current.CancellationToken);

        Assert.Equal(
            [((double?)15, IntervalState.OnlyReference), (30, IntervalState.OnlyDifference)], found.Select(interval => (interval.Interval?.TotalMinutes, interval.State)));
    }

    [Fact]
    public async Task A_side_that_does_not_know_how_long_its_intervals_are_is_compared_by_their_beginning()
    {
        var quarter = new FakeSide().With("Hotline", "Calls", "2026-11-16T08:00+01:00", 1);
        var unknown = new FakeSide().With("Hotline", "Calls", "2026-11-16T08:00+01:00", 1, minutes: null);

        var found = Assert.Single(await Compare(quarter, unknown).CompareAsync("Hotline", TestContext.Current.CancellationToken));

        Assert.Equal((IntervalState.Equal, TimeSpan.FromMinutes(15)), (found.State, found.Interval));
    }

    [Fact]
    public async Task A_server_side_gives_the_stored_values_of_the_value_types_that_a_queue_has()
    {
        var queue = new WfmQueue { Id = 2, ParentId = 1, Name = "Hotline", Path = "Service/Hotline", ValueTypes = [new() { Id = 1001, Name = "Calls" }] };
        IReadOnlyList<DayVector> stored =
        [
            new() { QueueId = 2, ValueTypeId = 1001, Day = Monday, IntervalMinutes = 60, Values = [DayVector.NoData, 150, .. Enumerable.Repeat(DayVector.NoData, 22)] },
            new() { QueueId = 2, ValueTypeId = 1009, Day = Monday, IntervalMinutes = 60, Values = [.. Enumerable.Repeat(100, 24)] },
        ];
        var side = new ServerSide(
            "server", DateTimeZoneProviders.Tzdb["Europe/Berlin"], _ => Task.FromResult<IReadOnlyList<WfmQueue>>([queue]), (_, _, _, _) => Task.FromResult(stored));

        var value = Assert.Single(await side.ReadAsync("service/hotline", Monday, Monday, TestContext.Current.CancellationToken));

        Assert.Equal(("Calls", 1.5m, DateTimeOffset.Parse("2026-11-16T01:00+01:00", CultureInfo.InvariantCulture)), (value.ValueType, value.Value, value.Start));
        Assert.Empty(await side.ReadAsync("Service", Monday, Monday, TestContext.Current.CancellationToken));
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static IntervalComparison Compare(FakeSide reference, FakeSide difference, LocalDate? referenceDay = null, LocalDate? differenceDay = null) => new()
    {
        Reference = reference,
        Difference = difference,
        ReferenceDay = referenceDay ?? Monday,
        DifferenceDay = differenceDay ?? Monday,
    };
}
