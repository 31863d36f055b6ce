using System;
using System.Collections.Generic;
using Xlink.Text;

namespace Xlink.Diagnosis;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearestName
{
    // A third of the letters wrong is a slip; more is another word.
    private const int LettersPerSlip = 3;

    /// <summary>Finds the known name that needs the fewest letters exchanged, added, left out or swapped to become a given one; case does not count.</summary>
    /// <param name="name">The name.</param>
    /// <param name="known">The names it could be.</param>
    /// <returns>The first of the nearest, or <see langword="null"/> if none is near.</returns>
    internal static string? Find(string name, IEnumerable<string> known)
    {
        string? nearest = null;
        var least = Math.Max(1, name.Length / LettersPerSlip) + 1;
        foreach (var candidate in known)
        {
            if (Math.Abs(candidate.Length - name.Length) < least && EditDistance.Between(name.ToUpperInvariant(), candidate.ToUpperInvariant()) is var distance && distance < least)
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest;
    }
}
