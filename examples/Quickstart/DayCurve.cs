using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Xlink.Importing;

namespace Quickstart;

/// <summary>Draws the values of a day as a curve of block characters, one column per interval; intervals without data stay empty.</summary>
internal static class DayCurve
{
    private const int Height = 6;
    private const string Blocks = " ▁▂▃▄▅▆▇█";

    /// <summary>The curve, line by line, with the scale at the left and the hours below.</summary>
    /// <param name="values">The intervals that have data, in order of time.</param>
    internal static IEnumerable<string> Draw(IReadOnlyList<IntervalValue> values)
    {
        var highest = Math.Max(1m, values.Max(value => value.Value));
        for (var row = Height - 1; row >= 0; row--)
        {
            var line = new StringBuilder(row == Height - 1 ? $"{highest,6:0} ┤" : row == 0 ? $"{0,6} ┤" : "       │");
            foreach (var value in values)
            {
                var eighths = (int)Math.Round(value.Value / highest * Height * 8) - (row * 8);
                line.Append(Blocks[Math.Clamp(eighths, 0, 8)]);
            }

            yield return line.ToString();
        }

        yield return "       └" + new string('─', values.Count);
        yield return "        " + string.Concat(values.Select(value => value.Start.Minute == 0 && value.Start.Hour % 2 == 0 ? $"{value.Start:HH}      " : string.Empty)).PadLeft(0);
    }
}
