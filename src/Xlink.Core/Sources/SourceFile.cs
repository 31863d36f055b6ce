using System;
using System.Collections.Generic;
using System.Linq;
using NodaTime;

namespace Xlink.Sources;

/// <summary>A file that call data was read from, and what it held: enough to decide later whether it may be moved.</summary>
public sealed record SourceFile
{
    /// <summary>The path.</summary>
    public required string Path { get; init; }

    /// <summary>Length in bytes when it was opened.</summary>
    public required long Length { get; init; }

    /// <summary>Time of the last write when it was opened, in UTC.</summary>
    public required DateTime LastWriteTimeUtc { get; init; }

    /// <summary>Whether it was read to its end. If not, <see cref="CallDataReading.Warnings"/> says why.</summary>
    public required bool WasRead { get; init; }

    /// <summary>Whether somebody may still be writing it: more may come, so it has to stay where it is.</summary>
    public bool IsUnfinished { get; init; }

    /// <summary>When the interval of the last well-formed row of the wanted days ends; <see langword="null"/> if there is none.</summary>
    public Instant? LastIntervalEnd { get; init; }

    /// <summary>Well-formed rows of the wanted days, whatever group they belong to.</summary>
    public long RowsRead { get; init; }

    /// <summary>Rows among them that went into a wanted series.</summary>
    public long RowsUsed { get; init; }

    /// <summary>Rows of other days.</summary>
    public long RowsOfOtherDays { get; init; }

    /// <summary>Malformed rows that were left out.</summary>
    public long RowsSkipped { get; init; }

    /// <summary>The earliest local day of any well-formed row, wanted or not.</summary>
    public LocalDate? FirstDay { get; init; }

    /// <summary>The latest local day of any well-formed row, wanted or not.</summary>
    public LocalDate? LastDay { get; init; }

    /// <summary>Puts together what several readings of the same folder found. A file that one of them has not seen counts as not read.</summary>
    internal static IReadOnlyList<SourceFile> Merge(IReadOnlyList<IReadOnlyList<SourceFile>> readings)
        => readings.Count == 1
            ? readings[0]
            : [.. readings.SelectMany(files => files).GroupBy(file => file.Path, StringComparer.Ordinal).Select(found => Merge([.. found], readings.Count))];

    // If the file changed between two readings, it is not as the first one found it, and shows it.
    private static SourceFile Merge(IReadOnlyList<SourceFile> found, int readings) => found[0] with
    {
        WasRead = found.Count == readings && found.All(file => file.WasRead),
        IsUnfinished = found.Any(file => file.IsUnfinished),
        LastIntervalEnd = found.Max(file => file.LastIntervalEnd),
        RowsRead = found.Sum(file => file.RowsRead),
        RowsUsed = found.Sum(file => file.RowsUsed),
        RowsOfOtherDays = found.Sum(file => file.RowsOfOtherDays),
        RowsSkipped = found.Sum(file => file.RowsSkipped),
        FirstDay = found.Min(file => file.FirstDay),
        LastDay = found.Max(file => file.LastDay),
    };
}
