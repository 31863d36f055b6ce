using System.Collections.Generic;
using NodaTime;

namespace Xlink.Importing;

/// <summary>What a manual or automatic import of call data covers.</summary>
public sealed record CallDataImportOptions
{
    /// <summary>The first local day.</summary>
    public required LocalDate StartDate { get; init; }

    /// <summary>Number of days; an import always covers whole days [documented]. 1 to <see cref="MaximumDays"/>.</summary>
    public int Days { get; init; } = 1;

    /// <summary>Most days of one import: ten years.</summary>
    public const int MaximumDays = 3660;

    /// <summary>Names of the external systems to import from; empty for all that are mapped.</summary>
    public IReadOnlyList<string> ExternalSystems { get; init; } = [];

    /// <summary>Reads and computes everything, but writes nothing and leaves the source files alone.</summary>
    public bool DryRun { get; init; }

    /// <summary>Checks the number of days.</summary>
    /// <exception cref="XlinkException"><c>ImportDaysOutOfRange</c>.</exception>
    internal void Check()
    {
        if (Days is < 1 or > MaximumDays)
        {
            throw XlinkException.Create(nameof(Messages.ImportDaysOutOfRange), XlinkErrorCategory.InvalidArgument, Days, MaximumDays);
        }
    }
}
