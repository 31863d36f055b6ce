using System;
using System.Collections.Generic;
using System.Linq;

namespace Xlink.Sources.Csv;

/// <summary>The columns that are wanted of the rows of a group (and sub-group).</summary>
/// <param name="Columns">The columns.</param>
/// <param name="HasAht">Whether one of them is the average handling time.</param>
internal sealed record WantedGroup(WantedColumn[] Columns, bool HasAht)
{
    /// <summary>What is wanted of each group: group × number of sub-groups + sub-group; <see langword="null"/> for nothing.</summary>
    internal static WantedGroup?[] Find(CsvCallDataSettings settings, IReadOnlyList<SourceSeries> series)
    {
        var metrics = settings.Metrics.ToDictionary(metric => metric.Name, metric => metric.Column, StringComparer.Ordinal);
        var subGroupCount = Math.Max(settings.SubGroups.Count, 1);
        var groups = new List<WantedColumn>?[settings.Groups.Count * subGroupCount];
        for (var i = 0; i < series.Count; i++)
        {
            var group = IndexOf(settings.Groups, series[i].Group);
            var subGroup = series[i].SubGroup is { } name ? IndexOf(settings.SubGroups, name) : 0;
            if (group >= 0 && subGroup >= 0 && metrics.TryGetValue(series[i].Metric, out var column))
            {
                (groups[(group * subGroupCount) + subGroup] ??= []).Add(new WantedColumn(column, i, column == settings.AhtColumn));
            }
        }

        return [.. groups.Select(columns => columns is null ? null : new WantedGroup(columns.ToArray(), columns.Exists(column => column.IsAht)))];
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
