using System;
using Xlink.Targets.Wfm;

namespace Xlink.Server.CallData;

/// <summary>How new values of a day meet the stored ones.</summary>
internal static class DayMerge
{
    /// <summary>Whether a vector has anything to say: without a value, and without WriteAlways, it leaves what is stored, whatever its interval length.</summary>
    internal static bool HasEffect(PackedDayVector vector, bool writeAlways) => writeAlways || vector.WithData > 0;

    /// <summary>Whether a vector is stored as it is, whatever is stored.</summary>
    internal static bool IsWhole(PackedDayVector vector) => vector.WithData == vector.Count;

    /// <summary>Puts the new values over the stored ones.</summary>
    /// <param name="values">The new values.</param>
    /// <param name="stored">The stored values, as many as the new ones, or empty.</param>
    /// <param name="writeAlways">Whether an interval without data becomes 0 [documented]; otherwise it leaves what is stored.</param>
    /// <returns>The values to store, which may be <paramref name="values"/> themselves, and how many of them come from the new ones.</returns>
    internal static (int[] Values, int Written) Apply(int[] values, ReadOnlySpan<int> stored, bool writeAlways)
    {
        var without = values.AsSpan().Count(DayVector.NoData);
        if (without == 0 || (stored.IsEmpty && !writeAlways))
        {
            return (values, values.Length - without);
        }

        var merged = new int[values.Length];
        for (var i = 0; i < merged.Length; i++)
        {
            merged[i] = values[i] != DayVector.NoData ? values[i] : writeAlways ? 0 : stored[i];
        }

        return (merged, writeAlways ? merged.Length : merged.Length - without);
    }
}
