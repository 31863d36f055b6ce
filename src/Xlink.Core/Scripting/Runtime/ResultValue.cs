using System;

namespace Xlink.Scripting.Runtime;

/// <summary>How a number becomes the integer of <c>Result</c>.</summary>
internal static class ResultValue
{
    private const double RelativeTolerance = 1e-9;
    private const double AbsoluteTolerance = 1e-4;

    /// <summary>
    /// Cuts off the decimals [documented]. A number that misses an integer by no more than the noise of binary fractions counts as that
    /// integer, so that 0.29 × 100 is 29, not 28: within 1e-9 of its size, and within 0.0001 at any size [our reading].
    /// </summary>
    internal static double CutDecimals(double value)
    {
        var nearest = Math.Round(value);
        return Math.Abs(value - nearest) <= Math.Min(AbsoluteTolerance, RelativeTolerance * Math.Abs(value)) ? nearest : Math.Truncate(value);
    }

    /// <summary>Whether a value without decimals can be stored: 32 bits, less the one that stands for an interval without data.</summary>
    internal static bool IsInRange(double value) => value is > int.MinValue and <= int.MaxValue;
}
