using CsvHelper;
using NodaTime;

namespace Xlink.Sources.Csv;

/// <summary>Takes the rows of the files of a folder.</summary>
internal interface ICsvRows
{
    /// <summary>Well-formed rows of the wanted days so far.</summary>
    long RowsRead { get; }

    /// <summary>Rows among them that were used.</summary>
    long RowsUsed { get; }

    /// <summary>Well-formed rows of other days so far.</summary>
    long RowsOfOtherDays { get; }

    /// <summary>The malformed rows.</summary>
    SkippedRows SkippedRows { get; }

    /// <summary>The days that the rows of the current file touch; <see langword="null"/> if it has none.</summary>
    DateInterval? FileDays { get; }

    /// <summary>When the interval of the current file's last row of the wanted days ends; <see langword="null"/> if it has none, or rows have no intervals.</summary>
    Instant? LastIntervalEnd { get; }

    /// <summary>Begins with a file.</summary>
    /// <param name="path">Its full path.</param>
    void BeginFile(string path);

    /// <summary>Reads the current row of a file.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="System.OverflowException">A sum becomes too large with it.</exception>
    void Read(CsvReader row);
}
