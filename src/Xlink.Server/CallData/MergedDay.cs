using System;
using Xlink.Targets.Wfm;

namespace Xlink.Server.CallData;

/// <summary>A day vector as it is to be stored.</summary>
/// <param name="Values">The values.</param>
/// <param name="Written">How many of them are new.</param>
/// <param name="Replaces">Whether they replace a day of another interval length.</param>
/// <param name="IsStored">Whether they are what is stored already, so that nothing has to be written.</param>
internal readonly record struct MergedDay(int[] Values, int Written, bool Replaces, bool IsStored = false)
{
    /// <summary>Merges a vector that has an effect into nothing.</summary>
    /// <param name="vector">The new vector.</param>
    /// <param name="writeAlways">Whether an interval without data becomes 0.</param>
    internal static MergedDay OverNothing(PackedDayVector vector, bool writeAlways)
    {
        var (values, written) = DayMerge.Apply(vector.Values, [], writeAlways);
        return new(values, written, Replaces: false);
    }

    /// <summary>Merges a vector that has an effect into what is stored.</summary>
    /// <param name="vector">The new vector.</param>
    /// <param name="storedMinutes">Length of the stored intervals in minutes.</param>
    /// <param name="stored">What is stored of it.</param>
    /// <param name="writeAlways">Whether an interval without data becomes 0.</param>
    internal static MergedDay Over(PackedDayVector vector, int storedMinutes, ReadOnlySpan<int> stored, bool writeAlways)
    {
        if (storedMinutes != vector.IntervalMinutes || stored.Length != vector.Count)
        {
            return OverNothing(vector, writeAlways) with { Replaces = true };
        }

        var (values, written) = DayMerge.Apply(vector.Values, stored, writeAlways);
        return new(values, written, Replaces: false, stored.SequenceEqual(values));
    }
}
