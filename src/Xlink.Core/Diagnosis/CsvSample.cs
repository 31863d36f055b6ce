using System;
using System.Collections.Generic;
using System.Linq;
using CsvHelper;
using Xlink.Configuration;
using Xlink.Sources.Csv;
using Xlink.Sources.Text;

namespace Xlink.Diagnosis;

/// <summary>
/// What the newest files of a CSV interface look like: a bounded part of them, so that a check takes moments however much data there is. If the
/// source folder is empty, the files that were moved to the destination are looked at.
/// </summary>
internal sealed class CsvSample
{
    private const int MaximumDates = 200;

    private static readonly char[] Separators = ['\t', ',', ';', '|'];

    private readonly CsvCallDataSettings settings;
    private readonly FieldSamples dates = new(MaximumDates);
    private readonly List<CsvHeader> headers = [];

    private CsvSample(CsvCallDataSettings settings)
    {
        this.settings = settings;
        Groups = new CsvGroups(settings.GroupColumn, settings.Groups);
        SubGroups = settings.SubGroupColumn is { } column ? new CsvGroups(column, settings.SubGroups) : null;
    }

    /// <summary>The groups that were found.</summary>
    internal CsvGroups Groups { get; }

    /// <summary>The sub-groups that were found, if there are any.</summary>
    internal CsvGroups? SubGroups { get; }

    /// <summary>Whether a configured name is not in the files, but one that differs from it only in case or blanks.</summary>
    internal bool HasNearMisses => Groups.FindNearMisses().Any() || SubGroups?.FindNearMisses().Any() == true;

    /// <summary>Different dates or timestamps, as the files have them.</summary>
    internal IReadOnlyList<string> Dates => dates.Texts;

    /// <summary>The last of each file's header lines.</summary>
    internal IReadOnlyList<CsvHeader> Headers => headers;

    /// <summary>Rows that were looked at.</summary>
    internal int Rows { get; private set; }

    /// <summary>Rows that have the columns the configuration names.</summary>
    internal int UsableRows { get; private set; }

    /// <summary>The first row with too few columns: its file, line and number of columns.</summary>
    internal (string File, int Line, int Columns)? FirstShortRow { get; private set; }

    /// <summary>The most columns that a row has.</summary>
    internal int MostColumns { get; private set; }

    /// <summary>The separator that a row of a single column seems to have: 1 tab, 2 comma, 3 semicolon, 4 pipe; 0 if no row says so.</summary>
    internal int LikelySeparator { get; private set; }

    /// <summary>Looks at the newest files.</summary>
    /// <param name="settings">The configuration of the interface.</param>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="section">Its section, which names the destination even where no file is moved.</param>
    /// <returns>The sample, or <see langword="null"/> if there is no row to look at.</returns>
    internal static CsvSample? Take(CsvCallDataSettings settings, string installationPath, IConfigurationSection section)
    {
        var sample = new CsvSample(settings);
        var files = NewestFiles.Find(settings.Source, section.GetText(CsvKeys.Destination), installationPath);
        files.Read(settings.Separator, settings.HeaderLines, sample.Add);
        if (settings.HeaderLines > 0)
        {
            files.Read(settings.Separator, settings.HeaderLines - 1, sample.AddHeader, maximumRows: 1);
        }

        return sample.Rows == 0 ? null : sample;
    }

    private void Add(CsvReader row, string file)
    {
        var columns = row.FieldCount;
        if (columns == 1 && (row.GetSpan(0).IsEmpty || CsvRecordStream.GetReason(row.GetSpan(0)) is not null))
        {
            return;
        }

        Rows++;
        MostColumns = Math.Max(MostColumns, columns);
        if (columns < settings.ColumnNames.Count)
        {
            FirstShortRow ??= (file, (int)Math.Min(row.LineNumber, int.MaxValue), columns);
            GuessSeparator(row);
            return;
        }

        UsableRows++;
        _ = Groups.Find(row);
        _ = SubGroups?.Find(row);
        dates.Add(row.GetSpan((settings.TimeStampColumn ?? settings.DateColumn.GetValueOrDefault()) - 1));
    }

    private void AddHeader(CsvReader row, string file)
    {
        // Where the header is an empty line, this is a row of data.
        if (row.LineNumber == settings.HeaderLines)
        {
            headers.Add(new CsvHeader(file, settings.HeaderLines, [.. Enumerable.Range(0, row.FieldCount).Select(column => FieldText.Show(row.GetSpan(column)).Trim())]));
        }
    }

    private void GuessSeparator(CsvReader row)
    {
        if (row.FieldCount == 1 && LikelySeparator == 0)
        {
            var field = row.GetSpan(0).ToArray();
            LikelySeparator = 1 + Array.FindIndex(Separators, separator => field.Count(value => value == separator) == settings.ColumnNames.Count - 1);
        }
    }
}
