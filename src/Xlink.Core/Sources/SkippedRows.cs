using System;
using System.Collections.Generic;

namespace Xlink.Sources;

/// <summary>Counts malformed rows, keeps the first of them and passes all on to the log.</summary>
internal sealed class SkippedRows(Action<SkippedRow>? log)
{
    private readonly List<SkippedRow> kept = [];
    private readonly long[] counts = new long[Enum.GetValues(typeof(SkipReason)).Length];

    internal long Count { get; private set; }

    internal IReadOnlyList<SkippedRow> Kept => kept;

    internal void Add(SkippedRow row)
    {
        Count++;
        counts[(int)row.Reason]++;
        if (kept.Count < CallDataReading.MaximumSkippedRowsKept)
        {
            kept.Add(row);
        }

        log?.Invoke(row);
    }

    internal long CountOf(SkipReason reason) => counts[(int)reason];
}
