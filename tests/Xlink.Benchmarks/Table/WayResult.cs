using System;
using System.Collections.Generic;

namespace Xlink.Benchmarks.Table;

/// <summary>One way to do the work, in a process of its own.</summary>
/// <param name="Best">Seconds of the best run.</param>
/// <param name="First">Seconds of the first run, with everything that a first run has to load.</param>
/// <param name="PeakMegabytes">The most memory that the process had.</param>
/// <param name="Sums">What it came to: offered, handled, and the sum of the averages.</param>
internal sealed record WayResult(double Best, double First, double PeakMegabytes, IReadOnlyList<double> Sums)
{
    /// <summary>The better of two.</summary>
    public WayResult Or(WayResult? other) => other is null ? this : new(Math.Min(Best, other.Best), Math.Min(First, other.First), Math.Max(PeakMegabytes, other.PeakMegabytes), Sums);

    /// <summary>Makes sure that another way comes to the same.</summary>
    public void CheckSame(WayResult other)
    {
        for (var i = 0; i < Sums.Count; i++)
        {
            // Averages are not the same to the last bit.
            if (Math.Abs(Sums[i] - other.Sums[i]) > Math.Abs(Sums[i]) * 1e-9)
            {
                throw new InvalidOperationException($"The ways do not come to the same: {string.Join(' ', Sums)} and {string.Join(' ', other.Sums)}.");
            }
        }
    }
}
