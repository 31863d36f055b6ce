namespace Xlink.Targets.Wfm;

/// <summary>What the server did with a <see cref="CallDataUpload"/>. Repeating an upload with its idempotency key gives the first receipt again.</summary>
public sealed record CallDataReceipt
{
    /// <summary>Day vectors that were stored.</summary>
    public required int Vectors { get; init; }

    /// <summary>Intervals that received a value.</summary>
    public required int ValuesWritten { get; init; }

    /// <summary>Day vectors that replaced one of another interval length, which cannot be merged [our reading].</summary>
    public required int VectorsReplaced { get; init; }
}
