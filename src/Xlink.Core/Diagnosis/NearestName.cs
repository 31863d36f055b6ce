using System;
using System.Collections.Generic;

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
            if (Math.Abs(candidate.Length - name.Length) < least && Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant()) is var distance && distance < least)
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest;
    }

    private static int Distance(string first, string second)
    {
        var rows = new int[first.Length + 1, second.Length + 1];
        for (var i = 0; i <= first.Length; i++)
        {
            for (var j = 0; j <= second.Length; j++)
            {
                rows[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1,
                    rows[i - 1, j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[first.Length, second.Length];
    }
}
