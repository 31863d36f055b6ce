using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Server.Store;
using Xlink.Targets.Wfm;

namespace Xlink.Server.WebConsole.Coverage;

/// <summary>Which queues and value types receive data: the stored days tell, because a mapping lives in the installation that imports.</summary>
internal static class TargetCoverage
{
    /// <summary>How many days are looked at.</summary>
    internal const int Days = 400;

    // Most of what is imported has data of these days, and they are read much faster.
    private const int RecentDays = 14;

    // One by one they are found by the key. More of them are found faster by reading all days once.
    private const int MaximumSearched = 64;

    /// <summary>The latest data of every queue and value type, those without data for longest first.</summary>
    internal static async Task<IReadOnlyList<CoveredTarget>> ReadAsync(
        IReadOnlyList<WfmQueue> queues, ICallData data, LocalDate today, CancellationToken cancellationToken)
    {
        var targets = TargetsOf(queues).ToList();
        if (targets.Count == 0)
        {
            return [];
        }

        var days = await ReadLastDaysAsync([.. targets.Select(target => (target.Queue.Id, target.ValueType.Id))], data, today, cancellationToken);
        return
        [
            .. targets.Select(target => days.TryGetValue((target.Queue.Id, target.ValueType.Id), out var last)
                    ? new CoveredTarget(target.Queue, target.ValueType, last, System.Math.Max(0, Period.DaysBetween(last, today)))
                    : new CoveredTarget(target.Queue, target.ValueType, LastDay: null, DaysWithout: null))
                .OrderByDescending(target => target.DaysWithout ?? int.MaxValue),
        ];
    }

    /// <summary>How many queues and value types have data, and how many lack them.</summary>
    internal static async Task<(int Covered, int Missing)> CountAsync(
        IReadOnlyList<WfmQueue> queues, ICallData data, LocalDate today, CancellationToken cancellationToken)
    {
        var days = await data.GetLastDaysAsync(today.PlusDays(-CoveredTarget.MaximumDaysWithout), DayVector.ActualVersion, cancellationToken);
        var isCovered = TargetsOf(queues).ToLookup(target => days.ContainsKey((target.Queue.Id, target.ValueType.Id)));
        return (isCovered[true].Count(), isCovered[false].Count());
    }

    /// <summary>The latest day of a queue's value type with data; today if there is none.</summary>
    internal static async Task<LocalDate> LastDayAsync(ICallData data, int queueId, int valueTypeId, LocalDate today, CancellationToken cancellationToken)
        => await data.FindLastDayAsync(queueId, valueTypeId, today.PlusDays(1 - Days), DayVector.ActualVersion, cancellationToken) ?? today;

    private static async Task<IReadOnlyDictionary<(int QueueId, int ValueTypeId), LocalDate>> ReadLastDaysAsync(
        IReadOnlyList<(int QueueId, int ValueTypeId)> targets, ICallData data, LocalDate today, CancellationToken cancellationToken)
    {
        var days = await data.GetLastDaysAsync(today.PlusDays(1 - RecentDays), DayVector.ActualVersion, cancellationToken);
        var first = today.PlusDays(1 - Days);
        var missing = targets.Where(target => !days.ContainsKey(target)).ToList();
        if (missing.Count > MaximumSearched)
        {
            return await data.GetLastDaysAsync(first, DayVector.ActualVersion, cancellationToken);
        }

        var found = new Dictionary<(int QueueId, int ValueTypeId), LocalDate>(days);
        foreach (var target in missing)
        {
            if (await data.FindLastDayAsync(target.QueueId, target.ValueTypeId, first, DayVector.ActualVersion, cancellationToken) is { } last)
            {
                found.Add(target, last);
            }
        }

        return found;
    }

    private static IEnumerable<(WfmQueue Queue, WfmValueType ValueType)> TargetsOf(IReadOnlyList<WfmQueue> queues)
        => queues.SelectMany(queue => queue.ValueTypes.Select(valueType => (queue, valueType)));
}
