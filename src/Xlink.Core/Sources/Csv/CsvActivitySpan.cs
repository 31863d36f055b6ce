using System.Runtime.InteropServices;
using NodaTime;

namespace Xlink.Sources.Csv;

/// <summary>When the activity of a row begins and ends.</summary>
/// <param name="Start">The beginning, in seconds of Unix time.</param>
/// <param name="End">The end, not before <paramref name="Start"/>; <see langword="null"/> if the row does not say.</param>
/// <param name="RepeatedOn">The day of the beginning, if the clock shows it twice and nothing tells which of the two moments is meant.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CsvActivitySpan(long Start, long? End, LocalDate? RepeatedOn);
