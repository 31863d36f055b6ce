using Xlink.Targets.Wfm;

namespace Xlink.Server.CallData;

/// <summary>Counts what an upload has stored.</summary>
internal sealed class MergeCount
{
    private int vectors;
    private int values;
    private int replaced;

    /// <summary>Counts a vector that was stored.</summary>
    internal void Add(MergedDay day)
    {
        vectors++;
        values += day.Written;
        replaced += day.Replaces ? 1 : 0;
    }

    /// <summary>The receipt.</summary>
    internal CallDataReceipt ToReceipt() => new() { Vectors = vectors, ValuesWritten = values, VectorsReplaced = replaced };
}
