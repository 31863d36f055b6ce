using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Xlink.Importing;

namespace Quickstart;

/// <summary>Draws the values of a day as a curve of block characters, one column per interval.</summary>
internal static class DayCurve
{
    private const int Height = 6;
    private const int EighthsPerRow = 8;
    private const string Blocks = " ▁▂▃▄▅▆▇█";

    /// <summary>The curve, line by line, with the scale at its left and the hours below.</summary>
    /// <param name="values">The intervals that have data, in order of time; at least one.</param>
    internal static IEnumerable<string> Draw(IReadOnlyList<IntervalValue> values)
    {
        var highest = Math.Max(1m, values.Max(value => value.Value));
        for (var row = Height - 1; row >= 0; row--)
        {
            var line = new StringBuilder(Scale(row, highest));
            foreach (var value in values)
            {
                var eighths = (int)Math.Round(value.Value / highest * Height * EighthsPerRow) - (row * EighthsPerRow);
                line.Append(Blocks[Math.Clamp(eighths, 0, EighthsPerRow)]);
            }

            yield return line.ToString();
        }

        yield return "       └" + new string('─', values.Count);
        yield return "        " + Hours(values);
    }

    private static string Scale(int row, decimal highest) => row switch
    {
        Height - 1 => highest.ToString("0", CultureInfo.CurrentCulture).PadLeft(6) + " ┤",
        0 => "0".PadLeft(6) + " ┤",
        _ => "       │",
    };

    private static string Hours(IReadOnlyList<IntervalValue> values)
    {
        var line = new StringBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Start is { Minute: 0 } start && start.Hour % 2 == 0)
            {
                line.Append(' ', Math.Max(0, i - line.Length)).Append(start.ToString("HH", CultureInfo.InvariantCulture));
            }
        }

        return line.ToString();
    }
}
