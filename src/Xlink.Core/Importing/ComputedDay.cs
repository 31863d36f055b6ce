using System.Collections.Generic;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>The computed day of a target.</summary>
/// <param name="Vector">The values to write.</param>
/// <param name="Zeros">The intervals without data that are written as 0 (<c>WriteAlways=1</c>), in order; none otherwise.</param>
internal sealed record ComputedDay(DayVector Vector, IReadOnlyList<int> Zeros);
