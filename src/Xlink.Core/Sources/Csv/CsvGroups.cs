using System;
using System.Collections.Generic;
using System.Linq;
using CsvHelper;
using Xlink.Sources.Text;

namespace Xlink.Sources.Csv;

/// <summary>
/// Finds the group (and sub-group) of a row, and remembers which of them the files have and which are not configured. [Our reading] Blanks
/// around a name do not count; anything else does.
/// </summary>
internal sealed class CsvGroups
{
    // Enough to find a name that was meant; a wrong GroupColumn may have a million of them.
    private const int MaximumUnknownNames = 200;

    private readonly int column;
    private readonly IReadOnlyList<string> configured;
    private readonly FieldNameTable names;
    private readonly FieldSamples unknown = new(MaximumUnknownNames);
    private readonly bool[] seen;

    /// <summary>Makes the level for a column.</summary>
    /// <param name="column">The column, counted from 1.</param>
    /// <param name="configured">The names of the configuration.</param>
    internal CsvGroups(int column, IReadOnlyList<string> configured)
    {
        this.column = column;
        this.configured = configured;
        seen = new bool[configured.Count];
        names = CreateTable();
    }

    /// <summary>The first names found in the files that are not configured.</summary>
    internal IReadOnlyList<string> Unknown => unknown.Texts;

    /// <summary>Whether a row has one of the configured names.</summary>
    internal bool HasKnown => Array.IndexOf(seen, value: true) >= 0;

    /// <summary>The position of the row's name in the configuration, or -1.</summary>
    internal int Find(CsvReader row)
    {
        var field = row.GetSpan(this.column - 1);
        var index = names.Find(field);
        if (index >= 0)
        {
            seen[index] = true;
        }
        else
        {
            unknown.Add(field);
        }

        return index;
    }

    /// <summary>A table of the configured names and their positions, which is used by one thread at a time.</summary>
    internal FieldNameTable CreateTable()
    {
        var table = new FieldNameTable();
        for (var i = 0; i < this.configured.Count; i++)
        {
            foreach (var spelling in FieldText.GetSpellings(this.configured[i]))
            {
                table.Add(spelling, i);
            }
        }

        return table;
    }

    /// <summary>Notes that a row has the configured name at a position.</summary>
    internal void AddKnown(int index) => seen[index] = true;

    /// <summary>Notes that a row has a name that is not configured.</summary>
    internal void AddUnknown(ReadOnlySpan<byte> name) => unknown.Add(name);

    /// <summary>Configured names that no row has, each with a name of the files that differs from it only in case or blanks.</summary>
    internal IEnumerable<(string Configured, string Found)> FindNearMisses()
    {
        for (var i = 0; i < this.configured.Count; i++)
        {
            if (seen[i])
            {
                continue;
            }

            foreach (var found in Unknown)
            {
                if (AreAlike(found, this.configured[i]))
                {
                    yield return (this.configured[i], found);
                    break;
                }
            }
        }
    }

    /// <summary>Some names that no row has, and that the files do not have in another spelling either.</summary>
    /// <param name="names">The names; those that are not configured do not count.</param>
    internal IReadOnlyList<string> FindMissing(IEnumerable<string> names)
    {
        var missing = new HashSet<string>(names, StringComparer.Ordinal);
        missing.IntersectWith(this.configured.Where((_, i) => !seen[i]));
        missing.ExceptWith(FindNearMisses().Select(nearMiss => nearMiss.Configured));
        return [.. this.configured.Where(missing.Remove)];
    }

    /// <summary>Whether two names differ in nothing but case and blanks.</summary>
    internal static bool AreAlike(string name, string other) => string.Equals(Simplify(name), Simplify(other), StringComparison.OrdinalIgnoreCase);

    private static string Simplify(string name)
    {
        var kept = Array.FindAll(name.ToCharArray(), character => !char.IsWhiteSpace(character));
        return new string(kept);
    }
}
