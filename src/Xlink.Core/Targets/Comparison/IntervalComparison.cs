using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;

namespace Xlink.Targets.Comparison;

/// <summary>
/// Compares the values of two targets, or of two periods, interval by interval. [Our reading] Queues and value types are the same if their names are, in any
/// case; intervals are, if the clock shows the same time on the same day of either period: half past two on the day of a clock change is compared
/// with half past two a week before. Of an hour that a clock shows twice the first is compared with the first; one that only one side has is only there.
/// </summary>
public sealed class IntervalComparison
{
    /// <summary>What is compared with.</summary>
    public required IComparisonSide Reference { get; init; }

    /// <summary>What is compared.</summary>
    public required IComparisonSide Difference { get; init; }

    /// <summary>The first day of the reference.</summary>
    public LocalDate ReferenceDay { get; init; }

    /// <summary><see cref="ReferenceDay"/>, for callers that do without NodaTime; the time does not count.</summary>
    public DateTime ReferenceDate { init => ReferenceDay = LocalDate.FromDateTime(value); }

    /// <summary>The first day of what is compared.</summary>
    public LocalDate DifferenceDay { get; init; }

    /// <summary><see cref="DifferenceDay"/>, for callers that do without NodaTime; the time does not count.</summary>
    public DateTime DifferenceDate { init => DifferenceDay = LocalDate.FromDateTime(value); }

    /// <summary>How many days are compared.</summary>
    public int Days { get; init; } = 1;

    /// <summary>By how much values may differ and still count as equal.</summary>
    public decimal Tolerance { get; init; }

    /// <summary>The same as a share of the reference's value: 0.05 allows five per cent.</summary>
    public decimal RelativeTolerance { get; init; }

    /// <summary>Whether an interval without data counts as 0, if the other side has a value.</summary>
    public bool MissingIsZero { get; init; }

    /// <summary>Which value types are compared; by default all.</summary>
    public Func<string, bool> IsValueTypeWanted { get; init; } = static _ => true;

    /// <summary>The queues that one side or the other has, each once, in order.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Their paths.</returns>
    public async Task<IReadOnlyList<string>> GetQueuesAsync(CancellationToken cancellationToken)
    {
        var queues = await Reference.GetQueuesAsync(ReferenceDay, ReferenceDay.PlusDays(Days - 1), cancellationToken);
        return
        [
            .. queues.Concat(await Difference.GetQueuesAsync(DifferenceDay, DifferenceDay.PlusDays(Days - 1), cancellationToken))
                .Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(queue => queue, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>Compares the values of a queue.</summary>
    /// <param name="queue">Its path.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Every interval that one side or the other has, also the equal ones, by value type in order of time.</returns>
    public async Task<IReadOnlyList<IntervalDifference>> CompareAsync(string queue, CancellationToken cancellationToken)
    {
        var reference = Arrange(await Reference.ReadAsync(queue, ReferenceDay, ReferenceDay.PlusDays(Days - 1), cancellationToken), Reference, ReferenceDay);
        var difference = Arrange(await Difference.ReadAsync(queue, DifferenceDay, DifferenceDay.PlusDays(Days - 1), cancellationToken), Difference, DifferenceDay);
        return
        [
            .. reference.Keys.Union(difference.Keys)
                .OrderBy(place => place.Name, StringComparer.OrdinalIgnoreCase).ThenBy(place => place.Day).ThenBy(place => place.Time).ThenBy(place => place.IsSecond)
                .SelectMany(place => Compare(queue, place, Find(reference, place), Find(difference, place))),
        ];
    }

    /// <summary>Compares the values of some queues, one after the other.</summary>
    /// <param name="queues">Their paths.</param>
    /// <param name="progressed">Told before each of them.</param>
    /// <param name="found">Takes what <see cref="CompareAsync(string, CancellationToken)"/> gives for each.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task CompareAsync(
        IReadOnlyList<string> queues, Action<ComparisonProgress> progressed, Action<IReadOnlyList<IntervalDifference>> found, CancellationToken cancellationToken)
    {
        for (var i = 0; i < queues.Count; i++)
        {
            progressed(new(queues[i], i, queues.Count));
            found(await CompareAsync(queues[i], cancellationToken));
        }
    }

    private static ComparedValue? Find(Dictionary<Place, ComparedValue> values, Place place) => values.TryGetValue(place, out var value) ? value : null;

    private static DateTimeOffset StartOf(Place place, LocalDate firstDay, DateTimeZone zone)
    {
        var local = firstDay.PlusDays(place.Day) + place.Time;
        var found = zone.MapLocal(local);
        return local.WithOffset((place.IsSecond ? found.LateInterval : found.EarlyInterval).WallOffset).ToDateTimeOffset();
    }

    private Dictionary<Place, ComparedValue> Arrange(IReadOnlyList<ComparedValue> values, IComparisonSide side, LocalDate firstDay)
    {
        var placed = new Dictionary<Place, ComparedValue>();
        foreach (var value in values.Where(value => IsValueTypeWanted(value.ValueType)))
        {
            var start = OffsetDateTime.FromDateTimeOffset(value.Start);
            var isSecond = side.TimeZone.MapLocal(start.LocalDateTime) is { Count: 2 } twice && twice.LateInterval.WallOffset == start.Offset;
            var day = Period.DaysBetween(firstDay, start.Date);
            placed[new Place(value.ValueType.ToUpperInvariant(), value.ValueType, day, start.TimeOfDay, isSecond)] = value;
        }

        return placed;
    }

    private IEnumerable<IntervalDifference> Compare(string queue, Place place, ComparedValue? reference, ComparedValue? difference)
        => reference?.Duration is { } one && difference?.Duration is { } other && one != other
            ? [Show(queue, place, reference, difference: null), Show(queue, place, reference: null, difference)]
            : [Show(queue, place, reference, difference)];

    private IntervalDifference Show(string queue, Place place, ComparedValue? reference, ComparedValue? difference) => new()
    {
        Queue = queue,
        ValueType = place.Name,
        Start = difference?.Start ?? StartOf(place, DifferenceDay, Difference.TimeZone),
        ReferenceStart = reference?.Start ?? StartOf(place, ReferenceDay, Reference.TimeZone),
        Interval = reference?.Duration ?? difference?.Duration,
        ReferenceValue = reference?.Value,
        DifferenceValue = difference?.Value,
        State = GetState(reference, difference),
    };

    private IntervalState GetState(ComparedValue? reference, ComparedValue? difference)
    {
        if ((reference is null || difference is null) && !MissingIsZero)
        {
            return reference is null ? IntervalState.OnlyDifference : IntervalState.OnlyReference;
        }

        var expected = reference?.Value ?? 0;
        var gap = Math.Abs((difference?.Value ?? 0) - expected);
        var allowed = Math.Max(Math.Max(Tolerance, RelativeTolerance * Math.Abs(expected)), FindRounding(reference, difference));
        return gap <= allowed ? IntervalState.Equal
            : reference is null ? IntervalState.OnlyDifference
            : difference is null ? IntervalState.OnlyReference
            : IntervalState.Different;
    }

    // Two sides that round have rounded the same value to the same one.
    private static decimal FindRounding(ComparedValue? reference, ComparedValue? difference)
    {
        var (one, other) = (reference?.Rounding ?? 0, difference?.Rounding ?? 0);
        return one > 0 && other > 0 ? 0 : one + other;
    }

    /// <summary>What is compared with what: the value type, and the day and time by the clock, counted from the first day of either side.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Place(string key, string name, int day, LocalTime time, bool isSecond) : IEquatable<Place>
    {
        private readonly string key = key;

        public string Name { get; } = name;

        public int Day { get; } = day;

        public LocalTime Time { get; } = time;

        public bool IsSecond { get; } = isSecond;

        public bool Equals(Place other)
            => key == other.key && Day == other.Day && Time == other.Time && IsSecond == other.IsSecond;

        public override bool Equals(object? obj) => obj is Place other && Equals(other);

        public override int GetHashCode() => (key, Day, Time, IsSecond).GetHashCode();
    }
}
