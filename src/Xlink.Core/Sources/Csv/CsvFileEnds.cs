using System;
using System.IO;
using CsvHelper;
using NodaTime;
using Xlink.Importing;
using Xlink.Sources.Text;

namespace Xlink.Sources.Csv;

/// <summary>Looks at the first and the last lines of files. What stands between them may be otherwise.</summary>
/// <param name="settings">How the files are built.</param>
/// <param name="calendar">The wanted days.</param>
internal sealed class CsvFileEnds(CsvCallDataSettings settings, IntervalCalendar calendar)
{
    private const int Length = 4 * 1024;
    private const byte LineFeed = (byte)'\n';

    private readonly CsvRowReader rows = new(settings, [], new CallDataAccumulator(calendar, []), new SkippedRows(log: null));
    private readonly CsvReaderOptions options = CsvParserOptions.For(settings.Separator);
    private readonly byte[] text = new byte[Length];

    /// <summary>The earliest local day of the rows at both ends of a file.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The day; <see langword="null"/> if there is no row, or the file cannot be opened.</returns>
    internal LocalDate? FindFirstDay(FoundFile file)
    {
        this.rows.BeginFile(file.Path);
        if (file.Length <= 0)
        {
            return null;
        }

        try
        {
            using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            var length = Fill(stream);
            var end = length < Length ? length : text.AsSpan(0, length).LastIndexOf(LineFeed) + 1;
            Read(0, end, settings.HeaderLines);
            if (stream.Length > length)
            {
                stream.Position = Math.Max(stream.Length - Length, length);
                length = Fill(stream);
                var start = text.AsSpan(0, length).IndexOf(LineFeed) + 1;
                Read(start, length, headerLines: 0);
            }

        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Reading it will tell.
        }

        return this.rows.FileDays?.Start;
    }

    private int Fill(FileStream stream)
    {
        var length = 0;
        while (length < text.Length && stream.Read(text, length, text.Length - length) is > 0 and var read)
        {
            length += read;
        }

        return length;
    }

    private void Read(int start, int end, int headerLines)
    {
        using var lines = new SourceTextFile(new MemoryStream(text, start, end - start, writable: false));
        using var records = new CsvRecordStream(lines, settings.Separator, headerLines, () => false, default);
        using var reader = CsvReader.Create(records, options, leaveOpen: true);
        while (reader.Read())
        {
            this.rows.Read(reader);
        }
    }
}
