using Xlink.Targets.Wfm;

namespace Xlink.Server.CallData;

/// <summary>A day vector as it is to be stored.</summary>
/// <param name="Values">The values.</param>
/// <param name="Written">How many of them are new.</param>
/// <param name="Replaces">Whether they replace a day of another interval length.</param>
internal readonly record struct MergedDay(int[] Values, int Written, bool Replaces)
{
    /// <summary>Merges a vector that has an effect into what is stored.</summary>
    /// <param name="vector">The new vector.</param>
    /// <param name="stored">What is stored of it; <see langword="null"/> for nothing.</param>
    /// <param name="writeAlways">Whether an interval without data becomes 0.</param>
    internal static MergedDay Of(DayVector vector, DayVector? stored, bool writeAlways)
    {
        var canMerge = stored is null || (stored.IntervalMinutes == vector.IntervalMinutes && stored.Values.Length == vector.Values.Length);
        var (values, written) = DayMerge.Apply(vector.Values, canMerge ? stored?.Values : [], writeAlways);
        return new(values, written, Replaces: !canMerge);
    }
}
