using System;
using System.Collections.Generic;

namespace Xlink.Sources;

/// <summary>Counts malformed rows, keeps the first of them and passes all on to the log.</summary>
internal sealed class SkippedRows(Action<SkippedRow>? log)
{
    private readonly List<SkippedRow> _kept = [];
    private readonly long[] _counts = new long[Enum.GetValues(typeof(SkipReason)).Length];

    internal long Count { get; private set; }

    internal IReadOnlyList<SkippedRow> Kept => _kept;

    internal void Add(SkippedRow row)
    {
        Count++;
        _counts[(int)row.Reason]++;
        if (_kept.Count < CallDataReading.MaximumSkippedRowsKept)
        {
            _kept.Add(row);
        }

        log?.Invoke(row);
    }

    internal long CountOf(SkipReason reason) => _counts[(int)reason];
}
