using System;
using Xlink.Targets.Wfm;

namespace Xlink.Server.CallData;

/// <summary>How new values of a day meet the stored ones.</summary>
internal static class DayMerge
{
    /// <summary>Whether a vector has anything to say: without a value, and without WriteAlways, it leaves what is stored, whatever its interval length.</summary>
    internal static bool HasEffect(DayVector vector, bool writeAlways) => writeAlways || vector.Values.AsSpan().ContainsAnyExcept(DayVector.NoData);

    /// <summary>Puts the new values over the stored ones.</summary>
    /// <param name="values">The new values.</param>
    /// <param name="stored">The stored values, as many as the new ones, or empty.</param>
    /// <param name="writeAlways">Whether an interval without data becomes 0 [documented]; otherwise it leaves what is stored.</param>
    /// <returns>The values to store, and how many of them come from the new ones.</returns>
    internal static (int[] Values, int Written) Apply(ReadOnlySpan<int> values, ReadOnlySpan<int> stored, bool writeAlways)
    {
        var merged = new int[values.Length];
        var written = 0;
        for (var i = 0; i < merged.Length; i++)
        {
            var value = values[i] == DayVector.NoData && writeAlways ? 0 : values[i];
            var isNew = value != DayVector.NoData;
            merged[i] = isNew || stored.IsEmpty ? value : stored[i];
            written += isNew ? 1 : 0;
        }

        return (merged, written);
    }
}
