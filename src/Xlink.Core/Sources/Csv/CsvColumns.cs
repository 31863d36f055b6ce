using System;
using System.Collections.Generic;
using System.Linq;
using CsvHelper;
using Xlink.Sources.Text;

namespace Xlink.Sources.Csv;

/// <summary>Checks that rows have the columns of the configuration, and reports malformed ones with file, line and reason.</summary>
internal sealed class CsvColumns(IReadOnlyList<string> names, SkippedRows skippedRows)
{
    private static readonly (char Character, int Number)[] Separators = [('\t', 1), (',', 2), (';', 3), ('|', 4)];

    private byte[]? oneColumnSample;
    private string path = string.Empty;

    /// <summary>The malformed rows.</summary>
    internal SkippedRows SkippedRows => skippedRows;

    /// <summary>The most columns that a row with too few of them has.</summary>
    internal int MostColumnsOfTooFew { get; private set; }

    /// <summary>Whether rows were skipped, and all of them for having too few columns, but more than one.</summary>
    internal bool AllTooFew => MostColumnsOfTooFew > 1 && skippedRows.CountOf(SkipReason.TooFewColumns) == skippedRows.Count;

    /// <summary>Lines of the file before those that the CSV parser counts.</summary>
    internal long LinesBefore { get; set; }

    /// <summary>Begins with a file.</summary>
    internal void BeginFile(string path)
    {
        this.path = path;
        LinesBefore = 0;
    }

    /// <summary>Whether a row has as many columns as there are names; empty ones at its end do not count. If not, it is reported unless it is empty.</summary>
    internal bool AreIn(CsvReader row)
    {
        var expected = names.Count;
        var found = row.FieldCount;
        while (found > expected && row.GetSpan(found - 1).IsEmpty)
        {
            found--;
        }

        if (found == expected)
        {
            return true;
        }

        if (found == 1)
        {
            var field = row.GetSpan(0);
            if (field.IsEmpty)
            {
                return false;
            }

            if (CsvRecordStream.GetReason(field) is { } reason)
            {
                Skip(row.LineNumber, reason);
                return false;
            }

            oneColumnSample ??= field.ToArray();
        }

        if (found < expected)
        {
            MostColumnsOfTooFew = Math.Max(MostColumnsOfTooFew, found);
            Skip(row, SkipReason.TooFewColumns, MessageText.Format(nameof(Messages.SourceSkipTooFewColumns), found, expected));
        }
        else
        {
            Skip(row, SkipReason.TooManyColumns, MessageText.Format(nameof(Messages.SourceSkipTooManyColumns), found, expected));
        }

        return false;
    }

    /// <summary>Reports a line that was kept away from the CSV parser.</summary>
    /// <param name="line">The line, as the CSV parser counts it.</param>
    /// <param name="reason">The reason.</param>
    internal void Skip(long line, SkipReason reason) => Skip(line, reason, reason switch
    {
        SkipReason.TooLong => MessageText.Format(nameof(Messages.SourceSkipTooLong), CsvRecord.MaximumLength),
        SkipReason.UnclosedQuote => Messages.SourceSkipUnclosedQuote,
        _ => Messages.SourceSkipTextAfterQuote,
    });

    /// <summary>Reports a row for one of its fields.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column, counted from 1.</param>
    /// <param name="reason">The kind of mistake.</param>
    /// <param name="message">Name of the message; it takes the field, the column, its name and the key.</param>
    /// <param name="key">The key that says what the field should be; for messages that name one.</param>
    internal void Skip(CsvReader row, int column, SkipReason reason, string message, string? key = null)
        => Skip(row, reason, MessageText.Format(message, FieldText.Show(row.GetSpan(column - 1)), column, names[column - 1], key), key);

    /// <summary>Reports a row for one of its fields.</summary>
    /// <param name="row">The row.</param>
    /// <param name="mistake">What is wrong with it.</param>
    internal void Skip(CsvReader row, CsvMistake mistake) => Skip(row, mistake.Column, mistake.Reason, mistake.Message, mistake.Key);

    /// <summary>Says which separator the rows have, if all of them have a single column.</summary>
    /// <param name="externalSystem">Name of the external system.</param>
    /// <param name="key">The key of its separator.</param>
    /// <returns>A sentence, or <see langword="null"/> if that is not what is wrong.</returns>
    internal string? FindSeparator(string externalSystem, string key)
    {
        if (oneColumnSample is not { } sample || MostColumnsOfTooFew != 1)
        {
            return null;
        }

        var (count, number) = Separators.Select(separator => (sample.Count(value => value == separator.Character), separator.Number)).Max();
        return count == 0
            ? MessageText.Format(nameof(Messages.SourceCauseSeparatorUnknown), externalSystem)
            : MessageText.Format(nameof(Messages.SourceCauseSeparator), key, number);
    }

    private void Skip(CsvReader row, SkipReason reason, string message, string? key = null) => Skip(row.LineNumber, reason, message, key);

    private void Skip(long line, SkipReason reason, string message, string? key = null)
        => skippedRows.Add(new SkippedRow(this.path, (int)Math.Min(LinesBefore + line, int.MaxValue), reason, message) { Key = key });
}
