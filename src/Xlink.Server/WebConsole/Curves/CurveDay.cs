using System.Collections.Generic;
using NodaTime;

namespace Xlink.Server.WebConsole.Curves;

/// <summary>A day of a curve.</summary>
/// <param name="Day">The day.</param>
/// <param name="DayBefore">The day it is compared with.</param>
/// <param name="Intervals">Its intervals in order of time, also those without data.</param>
public sealed record CurveDay(LocalDate Day, LocalDate DayBefore, IReadOnlyList<CurveInterval> Intervals);
