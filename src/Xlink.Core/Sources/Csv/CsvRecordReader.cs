using System;
using System.IO;
using CsvHelper;

namespace Xlink.Sources.Csv;

/// <summary>Reads those lines of a block with the CSV parser that are not plain.</summary>
/// <param name="rows">Takes the rows.</param>
/// <param name="separator">The separator of the fields.</param>
internal sealed class CsvRecordReader(ICsvBlockRows rows, char separator)
{
    private readonly CsvReaderOptions options = CsvParserOptions.For(separator);

    /// <summary>Reads lines.</summary>
    /// <param name="block">The block.</param>
    /// <param name="found">What the block says of them: <see cref="CsvLineKind.Records"/>.</param>
    /// <param name="lines">Lines of the file before them; afterwards, or when it fails, with those that have been read.</param>
    internal void Read(CsvBlock block, ReadOnlySpan<long> found, ref long lines)
    {
        var (start, length, count) = ((int)found[0], (int)found[1], (int)found[2]);

        // An empty line first: nothing in the middle of a file is a byte order mark.
        var before = lines;
        var lead = before > 0 ? 1 : 0;
        var records = new byte[lead + length];
        records[0] = CsvRecord.LineFeed;
        Buffer.BlockCopy(block.Text, start, records, lead, length);
        rows.LinesBefore = before - lead;
        using var reader = CsvReader.Create(new MemoryStream(records), options, leaveOpen: false);
        while (reader.Read())
        {
            lines = before - lead + reader.LineNumber;
            rows.Read(reader);
        }

        lines = before + count;
    }
}
