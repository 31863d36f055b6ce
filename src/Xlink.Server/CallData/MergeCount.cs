using Xlink.Targets.Wfm;

namespace Xlink.Server.CallData;

/// <summary>Counts what an upload has stored.</summary>
internal sealed class MergeCount
{
    private int vectors;
    private int values;
    private int replaced;

    /// <summary>Counts a vector that was stored.</summary>
    internal void Add(MergedDay day) => Add(day.Written, day.Replaces);

    /// <summary>Counts a vector that was stored.</summary>
    /// <param name="written">How many of its values are new.</param>
    /// <param name="replaces">Whether they replace a day of another interval length.</param>
    internal void Add(int written, bool replaces)
    {
        vectors++;
        values += written;
        replaced += replaces ? 1 : 0;
    }

    /// <summary>The receipt.</summary>
    internal CallDataReceipt ToReceipt() => new() { Vectors = vectors, ValuesWritten = values, VectorsReplaced = replaced };
}
