using System;
using System.Collections.Generic;
using System.Linq;
using NodaTime;

namespace Xlink.Importing;

/// <summary>What a manual or automatic import covers.</summary>
public record ImportOptions
{
    /// <summary>Most days of one import: ten years.</summary>
    public const int MaximumDays = 3660;

    /// <summary>The first local day, in the years 1900 to 2999.</summary>
    public required LocalDate StartDate { get; init; }

    /// <summary>Number of days; an import always covers whole days [documented]. 1 to <see cref="MaximumDays"/>.</summary>
    public int Days { get; init; } = 1;

    /// <summary>Names of the external systems to import from; empty for all.</summary>
    public IReadOnlyList<string> ExternalSystems { get; init; } = [];

    /// <summary>Reads and computes everything, but writes nothing and leaves the source files alone.</summary>
    public bool DryRun { get; init; }

    /// <summary>Options for one day, for callers that do without NodaTime.</summary>
    /// <param name="day">The first local day; its time does not count.</param>
    /// <returns>The options.</returns>
    public static ImportOptions StartingOn(DateTime day) => new() { StartDate = LocalDate.FromDateTime(day) };

    /// <summary>Leaves source files alone, takes what other imports had already, and writes for Cloud Link only: see <see cref="ImportConfiguration.ForExport"/>.</summary>
    internal bool IsExport { get; init; }

    /// <summary>
    /// How many days are read, computed and uploaded at a time, where there are more than three times as many and the files allow it: then memory does not grow
    /// with the range. A month also is what is asked of the server at a time.
    /// </summary>
    internal int DaysOfPart { get; init; } = 31;

    /// <summary>The parts of the range, in order.</summary>
    internal IReadOnlyList<ImportPart> Parts
    {
        get
        {
            var length = Days / 3 > DaysOfPart ? DaysOfPart : Days;
            return [.. Enumerable.Range(0, (Days + length - 1) / length).Select(i => new ImportPart(i * length, Math.Min(length, Days - (i * length))))];
        }
    }

    /// <summary>The days, both ends included.</summary>
    internal DateInterval DateInterval => new(StartDate, StartDate.PlusDays(Days - 1));

    /// <summary>Checks the days.</summary>
    /// <exception cref="XlinkException"><c>ImportDaysOutOfRange</c>, <c>ImportStartDateOutOfRange</c>.</exception>
    internal void Check()
    {
        if (Days is < 1 or > MaximumDays)
        {
            throw XlinkException.Create(nameof(Messages.ImportDaysOutOfRange), XlinkErrorCategory.InvalidArgument, Days, MaximumDays);
        }

        if (StartDate.Year is < 1900 or > 2999)
        {
            throw XlinkException.Create(nameof(Messages.ImportStartDateOutOfRange), XlinkErrorCategory.InvalidArgument, StartDate.ToDateTimeUnspecified());
        }
    }
}
