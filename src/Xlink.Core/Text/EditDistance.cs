using System;
using System.Linq;

namespace Xlink.Text;

/// <summary>How much two words differ.</summary>
internal static class EditDistance
{
    /// <summary>How many letters have to be exchanged, added, left out, or swapped with their neighbour to turn one word into the other.</summary>
    internal static int Between(string first, string second)
    {
        var beforePrevious = Array.Empty<int>();
        var previous = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 0; i < first.Length; i++)
        {
            var current = new int[previous.Length];
            current[0] = i + 1;
            for (var j = 0; j < second.Length; j++)
            {
                var replaced = previous[j] + (first[i] == second[j] ? 0 : 1);
                current[j + 1] = Math.Min(replaced, Math.Min(previous[j + 1], current[j]) + 1);
                if (i > 0 && j > 0 && first[i] == second[j - 1] && first[i - 1] == second[j])
                {
                    current[j + 1] = Math.Min(current[j + 1], beforePrevious[j - 1] + 1);
                }
            }

            (beforePrevious, previous) = (previous, current);
        }

        return previous[second.Length];
    }
}
