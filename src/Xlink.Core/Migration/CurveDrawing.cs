using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Xlink.Targets.Comparison;

namespace Xlink.Migration;

/// <summary>Two curves of the same intervals over each other, as an SVG element that needs nothing else: old, new, and marks where they differ.</summary>
internal static class CurveDrawing
{
    private const int Width = 640;
    private const int Height = 120;
    private const int Margin = 6;
    private const int AxisHeight = 16;

    /// <summary>Draws the intervals, in their order, at even distances: a gap in a curve is an interval without data.</summary>
    /// <param name="intervals">The intervals; at least one.</param>
    /// <param name="label">What the picture shows, for those who cannot see it.</param>
    /// <param name="culture">How the ends of the axis are written.</param>
    internal static XElement Draw(IReadOnlyList<IntervalDifference> intervals, string label, CultureInfo culture)
    {
        var values = intervals.SelectMany(interval => new[] { interval.ReferenceValue, interval.DifferenceValue }).OfType<decimal>().DefaultIfEmpty().ToList();
        var (low, high) = (Math.Min(0, values.Min()), Math.Max(values.Max(), 1));
        double X(int index) => intervals.Count == 1 ? Width / 2d : (double)index * Width / (intervals.Count - 1);
        double Y(decimal value) => Margin + ((double)((high - value) / (high - low)) * (Height - (2 * Margin)));
        return new XElement(
            "svg",
            new XAttribute("viewBox", FormattableString.Invariant($"0 0 {Width} {Height + AxisHeight}")),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", label),
            Differing(intervals).Select(index => new XElement(
                "rect",
                new XAttribute("class", "differs"),
                new XAttribute("x", Number(X(index) - 1)), new XAttribute("y", "0"), new XAttribute("width", "2"), new XAttribute("height", Number(Height)))),
            Lines(intervals, "old", interval => interval.ReferenceValue, X, Y),
            Lines(intervals, "new", interval => interval.DifferenceValue, X, Y),
            Label(0, "start", intervals[0]),
            Label(Width, "end", intervals[intervals.Count - 1]));

        XElement Label(int x, string anchor, IntervalDifference interval) => new(
            "text",
            new XAttribute("x", Number(x)), new XAttribute("y", Number(Height + AxisHeight - 3)), new XAttribute("text-anchor", anchor),
            interval.Start.DateTime.ToString("g", culture));
    }

    private static IEnumerable<int> Differing(IReadOnlyList<IntervalDifference> intervals)
        => Enumerable.Range(0, intervals.Count).Where(index => intervals[index].State != IntervalState.Equal);

    private static IEnumerable<XElement> Lines(
        IReadOnlyList<IntervalDifference> intervals, string name, Func<IntervalDifference, decimal?> get, Func<int, double> x, Func<decimal, double> y)
    {
        var points = new List<string>();
        for (var i = 0; i <= intervals.Count; i++)
        {
            if (i < intervals.Count && get(intervals[i]) is { } value)
            {
                points.Add(Number(x(i)) + "," + Number(y(value)));
            }
            else if (points.Count > 0)
            {
                // A line of one point is not drawn, a line from it to itself with round ends is.
                yield return new("polyline", new XAttribute("class", name), new XAttribute("points", string.Join(" ", points.Count == 1 ? [points[0], points[0]] : points)));
                points.Clear();
            }
        }
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
