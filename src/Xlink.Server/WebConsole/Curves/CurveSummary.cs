using System.Collections.Generic;
using System.Linq;

namespace Xlink.Server.WebConsole.Curves;

/// <summary>A curve in a few figures, over its intervals with data.</summary>
/// <param name="Intervals">Intervals with data.</param>
/// <param name="AllIntervals">All intervals.</param>
/// <param name="Total">Sum of the values.</param>
/// <param name="Average">Their mean; <see langword="null"/> without data.</param>
/// <param name="Maximum">The largest; <see langword="null"/> without data.</param>
public sealed record CurveSummary(int Intervals, int AllIntervals, decimal? Total, decimal? Average, decimal? Maximum)
{
    internal static CurveSummary Of(IEnumerable<decimal?> values)
    {
        var all = values.ToList();
        var known = all.OfType<decimal>().ToList();
        return known.Count == 0 ? new(0, all.Count, null, null, null) : new(known.Count, all.Count, known.Sum(), known.Average(), known.Max());
    }
}
