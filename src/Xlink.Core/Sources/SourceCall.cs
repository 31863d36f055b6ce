using System.Collections.Generic;
using NodaTime;

namespace Xlink.Sources;

/// <summary>A line of a source that has a line per call.</summary>
/// <param name="Moment">Its time, to the second.</param>
/// <param name="Interval">The interval that it is added to.</param>
/// <param name="Values">The wanted values of the line, by their positions in <see cref="CallDataRequest.Series"/>; an empty field is missing.</param>
public sealed record SourceCall(Instant Moment, Importing.IntervalSlot Interval, IReadOnlyDictionary<int, decimal> Values);
