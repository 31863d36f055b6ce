namespace Xlink.Installation;

/// <summary>How much a suite may hold at most, so that a ZIP bomb ends in an error and not on a full disk.</summary>
/// <param name="Files">Files and folders.</param>
/// <param name="TotalLength">Bytes of all files, unpacked.</param>
/// <param name="Ratio">Unpacked to packed length of one file; files below <paramref name="RatioFrom"/> may have any.</param>
/// <param name="RatioFrom">Unpacked length in bytes from which on <paramref name="Ratio"/> holds.</param>
internal sealed record SuiteLimits(int Files, long TotalLength, int Ratio, long RatioFrom)
{
    /// <summary>Ten times what any known suite holds.</summary>
    internal static readonly SuiteLimits Default = new(Files: 10_000, TotalLength: 1L << 30, Ratio: 200, RatioFrom: 1 << 20);
}
