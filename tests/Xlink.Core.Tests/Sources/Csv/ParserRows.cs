using CsvHelper;
using NodaTime;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Core.Tests.Sources.Csv;

/// <summary>Hides that rows can be read in blocks, so that the CSV parser reads all of them.</summary>
internal sealed class ParserRows(ICsvRows rows) : ICsvRows
{
    public long RowsRead => rows.RowsRead;

    public long RowsUsed => rows.RowsUsed;

    public long RowsOfOtherDays => rows.RowsOfOtherDays;

    public SkippedRows SkippedRows => rows.SkippedRows;

    public DateInterval? FileDays => rows.FileDays;

    public Instant? LastIntervalEnd => rows.LastIntervalEnd;

    public void BeginFile(string path) => rows.BeginFile(path);

    public void Read(CsvReader row) => rows.Read(row);
}
