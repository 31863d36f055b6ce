using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Xlink.Odbc;
using Xlink.Sources.Text;

namespace Xlink.Sources.Universal;

/// <summary>The columns of a result that identify the queue, and which values of its rows are wanted.</summary>
internal sealed class QueueColumns
{
    private const int MinimumNameLength = 100;

    private readonly UniversalCallDataSettings settings;
    private readonly FieldNameTable names = new();
    private readonly List<WantedValue[]> wanted = [];
    private char[] joined;

    /// <summary>Makes the columns.</summary>
    /// <param name="settings">The external system.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="selected">The values that the result has, by position in the configuration.</param>
    /// <param name="queues">For each queue by name what its rows carry.</param>
    internal QueueColumns(
        UniversalCallDataSettings settings, CallDataRequest request, IReadOnlyList<int> selected, IReadOnlyDictionary<string, IReadOnlyList<string>> queues)
    {
        this.settings = settings;
        var longestKey = AddWanted(request, selected, queues);
        Columns = [.. settings.QueueNameColumns.Select(_ => new OdbcBoundColumn(OdbcBuffer.Text, Math.Max(longestKey, MinimumNameLength)))];
        joined = new char[(longestKey + MinimumNameLength) * Columns.Count];
    }

    /// <summary>The columns to bind.</summary>
    internal IReadOnlyList<OdbcBoundColumn> Columns { get; }

    /// <summary>The wanted values of a queue that <see cref="Find"/> has found.</summary>
    internal WantedValue[] this[int queue] => wanted[queue];

    /// <summary>Finds the queue of a row.</summary>
    /// <param name="index">The row of the block.</param>
    /// <returns>The queue; negative if it is not wanted.</returns>
    internal int Find(int index)
    {
        if (Columns.Count == 1)
        {
            var name = GetName(Columns[0], index);
            return IsNumber
                ? names.Find(MemoryMarshal.AsBytes((QueueKeys.NormalizeNumber(name.ToString()) ?? string.Empty).AsSpan()))
                : names.Find(MemoryMarshal.AsBytes(name));
        }

        var length = 0;
        foreach (var column in Columns)
        {
            var part = GetName(column, index);
            if (length + part.Length + 1 > joined.Length)
            {
                Array.Resize(ref joined, joined.Length + part.Length + MinimumNameLength);
            }

            if (length > 0)
            {
                joined[length++] = ';';
            }

            part.CopyTo(joined.AsSpan(length));
            length += part.Length;
        }

        return names.Find(MemoryMarshal.AsBytes(joined.AsSpan(0, length)));
    }

    // A name that is cut is longer than all that are wanted.
    private static ReadOnlySpan<char> GetName(OdbcBoundColumn column, int index)
        => column.IsNull(index) ? default : MemoryMarshal.Cast<byte, char>(column.GetBytes(index, out _)).Trim();

    /// <summary>Notes which values the rows of each queue go into.</summary>
    /// <returns>Characters of the longest name or ID.</returns>
    private int AddWanted(
        CallDataRequest request, IReadOnlyList<int> selected, IReadOnlyDictionary<string, IReadOnlyList<string>> queues)
    {
        var expressions = selected.Select(value => this.settings.ValueTypes[value].Expression).ToList();
        var byKey = request.Series
            .Select((series, i) => (series.Group, Value: new WantedValue(expressions.IndexOf(series.Metric), i)))
            .SelectMany(item => queues[item.Group].Select(key => (Key: Normalize(key), item.Value)))
            .GroupBy(item => item.Key, item => item.Value, StringComparer.Ordinal);
        var longest = 0;
        foreach (var key in byKey)
        {
            names.Add(MemoryMarshal.AsBytes(key.Key.AsSpan()), wanted.Count);
            wanted.Add([.. key]);
            longest = Math.Max(longest, key.Key.Length);
        }

        return longest;
    }

    private string Normalize(string key) => IsNumber ? QueueKeys.NormalizeNumber(key) ?? key : key.Trim();

    private bool IsNumber => this.settings.QueueNameColumns.Count == 1 && this.settings.QueueNameColumns[0].IsNumber;

    /// <summary>A value of a queue that goes into a series.</summary>
    /// <param name="Column">Which of the result's values.</param>
    /// <param name="Series">The series.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct WantedValue(int Column, int Series);
}
