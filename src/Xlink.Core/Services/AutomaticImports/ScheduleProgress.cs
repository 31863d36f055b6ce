using System;
using NodaTime;
using Xlink.Importing;

namespace Xlink.Services.AutomaticImports;

/// <summary>How far the automatic imports of one kind have come.</summary>
/// <param name="Kind">What is imported.</param>
/// <param name="DoneUtc">Everything that was due until then has been imported, in UTC.</param>
/// <param name="MissingFrom">The first of the days of which something was missing; <see langword="null"/> if nothing is.</param>
/// <param name="MissingTo">The last of them.</param>
internal sealed record ScheduleProgress(ImportKind Kind, DateTime DoneUtc, LocalDate? MissingFrom, LocalDate? MissingTo);
