using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using NodaTime;
using Xlink.Sources;
using Xlink.Sources.Agents;
using Xlink.Sources.Csv;

namespace Xlink.Core.Tests.Sources.Csv;

/// <summary>Agent data read in blocks, on all processors, gives exactly what the CSV parser gives, row after row: activities, counts, skipped lines and what messages are made of.</summary>
public sealed class CsvAgentBlockTests
{
    private const string ByTimeStamp = "ActivityTimeSpanType=1|ActivityStartTimeStampColumn=7|ActivityEndTimeStampColumn=8";
    private const string ByColumns = "ActivityStartTimeStampColumn=|ActivityEndTimeStampColumn=|ActivityStartDateColumn=3|ActivityStartTimeColumn=4|ActivityEndTimeColumn=6";
    private const string StartOnly = "ActivityTimeSpanType=2|ActivityStartTimeStampColumn=7|LogOffActivities=0;Logout";

    // Europe/Berlin has its repeated hour on the 27th.
    private static readonly DateInterval Days = new(new LocalDate(2024, 10, 26), new LocalDate(2024, 10, 28));

    private static readonly string[] Configuration =
    [
        "AgentColumn=1", "ActivityColumn=2", "ActivityHeaderLines=0",
        "ActivityColumnNames=Agent;Activity;StartDate;StartTime;EndDate;EndTime;Start;End;Duration;Comment",
    ];

    [Theory]
    [InlineData(';', ByTimeStamp)]
    [InlineData(';', ByTimeStamp + "|TimeZone_TimeLink=UTC")]
    [InlineData(';', ByTimeStamp + "|TimeZone=-2|MinimumActivityDuration=600")]
    [InlineData(';', ByTimeStamp + "|ActivityDateOrder=mdy|ActivityHeaderLines=3")]
    [InlineData(';', ByTimeStamp + "|ActivityStartTimeStampFormat=dd.mm.yyyy HH:MM:SS|ActivityEndTimeStampFormat=yyyy-mm-dd HH:MM:SS")]
    [InlineData(';', "ActivityTimeSpanType=1|" + ByColumns)]
    [InlineData(';', "ActivityTimeSpanType=1|ActivityEndDateColumn=5|" + ByColumns)]
    [InlineData(';', "ActivityTimeSpanType=1|ActivityStartTimeStampFormat=HH:MM;dd.mm.yyyy|ActivityStartTimeStampColumn=4;3|ActivityEndTimeStampColumn=6;5")]
    [InlineData(';', "ActivityTimeSpanType=0|ActivityStartTimeStampColumn=7|ActivityDurationColumn=9")]
    [InlineData(';', "ActivityTimeSpanType=0|ActivityDurationColumn=9|" + ByColumns)]
    [InlineData(';', StartOnly)]
    [InlineData(';', StartOnly + "|MinimumActivityDuration=60|ActivityIdentifiers=1;2")]
    [InlineData(',', StartOnly + "|ActivitySeparatorCharacter=2")]
    [InlineData('\t', ByTimeStamp + "|ActivitySeparatorCharacter=1")]
    [InlineData('|', ByTimeStamp + "|ActivitySeparatorCharacter=4")]
    public void Random_files_are_read_as_by_the_CSV_parser(char separator, string keys)
    {
        var random = new Random(separator + keys.Length);
        for (var seed = 0; seed < 30; seed++)
        {
            AssertSame(keys, $"{keys} {seed}", [random.Next(20, 200), random.Next(200, 5000), CsvBlockPipeline.BlockSize], MakeFile(seed, separator, random.Next(1, 120)), MakeFile(seed + 100, separator, 10));
        }
    }

    [Fact]
    public void Large_random_files_are_read_as_by_the_CSV_parser()
    {
        for (var seed = 1000; seed < 1003; seed++)
        {
            AssertSame(StartOnly, seed.ToString(CultureInfo.InvariantCulture), [70_000, CsvBlockPipeline.BlockSize], MakeFile(seed, ';', 15_000), MakeFile(seed, ';', 100));
        }
    }

    [Fact]
    public void Rows_of_the_same_second_count_in_the_order_of_the_file_whatever_block_they_stand_in()
    {
        var others = Enumerable.Range(0, 500).Select(row => $"8;1;;;;;26.10.2024 08:00:{row % 60:00};;;x\n");
        var file = Encoding.UTF8.GetBytes(string.Concat(["7;1;;;;;26.10.2024 08:00:00;;;x\n", .. others, "7;2;;;;;26.10.2024 08:00:00;;;x\n", .. others, "7;0;;;;;26.10.2024 09:00:00;;;x\n"]));

        AssertSame(StartOnly, "same second", [64, 1000, 20_000], file);
        Assert.Contains("7;2;2024-10-26T08:00:00.0000000+02:00 2024-10-26T09:00:00", ReadInBlocks(StartOnly, 1000, file), StringComparison.Ordinal);
        Assert.DoesNotContain("7;1;", ReadInBlocks(StartOnly, 1000, file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, StartOnly)]
    [InlineData(1, ByTimeStamp)]
    [InlineData(2, StartOnly)]
    [InlineData(500, StartOnly)]
    [InlineData(500, ByTimeStamp)]
    [InlineData(3, "ActivityTimeSpanType=1|ActivityEndDateColumn=5|" + ByColumns)]
    [InlineData(40, StartOnly + "|TimeZone=-2|MinimumActivityDuration=90")]
    [InlineData(40, "ActivityTimeSpanType=0|ActivityDurationColumn=9|" + ByColumns)]
    public void Many_rows_of_few_agents_and_few_of_many_are_read_as_by_the_CSV_parser(int agents, string keys)
    {
        foreach (var isOrdered in new[] { true, false })
        {
            AssertSame(keys, $"{agents} {isOrdered}", [3000, CsvBlockPipeline.BlockSize], MakeRows(agents, 12_000, isOrdered));
        }
    }

    [Fact]
    public void More_names_than_a_parser_keeps_are_all_read()
    {
        var file = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 70_000).Select(row => $"{row};1;;;;;26.10.2024 08:00:00;26.10.2024 09:00:00;;x\n")));

        AssertSame(ByTimeStamp, "names", [CsvBlockPipeline.BlockSize, 8_000_000], file);
    }

    /// <summary>Rows of three days, one of which has an hour twice.</summary>
    private static byte[] MakeRows(int agents, int rows, bool isOrdered)
    {
        var random = new Random(agents + rows);
        var file = new StringBuilder();
        for (var row = 0; row < rows; row++)
        {
            var start = new DateTime(2024, 10, 25, 20, 0, 0, DateTimeKind.Unspecified).AddSeconds((isOrdered ? row : random.Next(rows)) * (80L * 3600) / rows);
            var end = start.AddSeconds(random.Next(4) == 0 ? random.Next(100_000) : random.Next(600));
            file.Append(
                CultureInfo.InvariantCulture,
                $"{1000 + random.Next(agents)};{random.Next(5)};{start:dd.MM.yyyy};{start:HH:mm:ss};{end:dd.MM.yyyy};{end:HH:mm:ss};{start:dd.MM.yyyy HH:mm:ss};{(random.Next(50) == 0 ? "" : $"{end:dd.MM.yyyy HH:mm:ss}")};{random.Next(4000)};x\n");
        }

        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private static byte[] MakeFile(int seed, char separator, int lines) => new CsvTextGenerator(seed, separator, CsvTextGenerator.AgentData).MakeFile(lines);

    private static void AssertSame(string keys, string what, int[] blockSizes, params byte[][] files)
    {
        var expected = Read(keys, files, (folder, rows) => folder.Read(new ParserRows(rows)));
        foreach (var size in blockSizes)
        {
            var found = ReadInBlocks(keys, size, files);
            Assert.True(expected == found, $"{what}, blocks of {size}:\n{FirstDifference(expected, found)}");
        }
    }

    private static string FirstDifference(string expected, string found)
    {
        var (lines, others) = (expected.Split('\n'), found.Split('\n'));
        var at = Enumerable.Range(0, Math.Min(lines.Length, others.Length)).FirstOrDefault(i => lines[i] != others[i], Math.Min(lines.Length, others.Length) - 1);
        return $"parser: {lines[at]}\nblocks: {others[at]}";
    }

    private static string ReadInBlocks(string keys, int blockSize, params byte[][] files) => Read(keys, files, (folder, rows) => folder.Read(rows, blockSize));

    private static string Read(string keys, byte[][] files, Func<CsvFolder, CsvActivityReader, IReadOnlyList<SourceFile>> read)
    {
        using var import = new CsvAgentImport([.. Configuration, .. keys.Split('|')]);
        for (var i = 0; i < files.Length; i++)
        {
            // Not just now: whether a file may still grow is a matter of seconds.
            File.SetLastWriteTimeUtc(import.Write($"{i}.csv", files[i]), DateTime.UtcNow.AddHours(-1));
        }

        var settings = import.Settings;
        var text = new StringBuilder();
        var skipped = new SkippedRows(row => text.Append(CultureInfo.InvariantCulture, $"{Path.GetFileName(row.FilePath)} {row.Line} {row.Reason} {row.Message} {row.Key}\n"));
        var timeline = new AgentTimeline(settings.Activities, new AgentDataRequest { Days = Days, Zone = import.Zone, Now = Instant.FromUtc(2024, 12, 31, 0, 0) });
        var rows = new CsvActivityReader(settings, timeline, import.Zone, skipped);
        var folder = new CsvFolder(new CsvFileForm(settings.Source, null, settings.Separator, settings.HeaderLines), [], progress: null, CancellationToken.None);
        foreach (var file in read(folder, rows))
        {
            text.Append(CultureInfo.InvariantCulture, $"file {file.RowsRead} {file.RowsUsed} {file.RowsOfOtherDays} {file.RowsSkipped} {file.FirstDay} {file.LastDay} {file.LastIntervalEnd} {file.IsUnfinished} {file.WasRead}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"rows {rows.RowsRead} {rows.RowsUsed} {rows.RowsOfOtherDays} {skipped.Count} agents {timeline.AgentCount}\n");
        text.Append(CultureInfo.InvariantCulture, $"columns {rows.Columns.MostColumnsOfTooFew} {rows.Columns.AllTooFew} {rows.Columns.FindSeparator("CSV", "key")}\n");
        text.Append(CultureInfo.InvariantCulture, $"unknown {string.Join('|', rows.UnknownActivities)}\n");
        text.AppendJoin('\n', rows.FindRepeatedStarts()).Append('\n');
        foreach (var day in timeline.ToDays())
        {
            foreach (var activity in day.Activities)
            {
                text.Append(CultureInfo.InvariantCulture, $"{day.Day} {activity.AgentId};{activity.ActivityId};{activity.Start:O} {activity.End:O}\n");
            }
        }

        return text.ToString();
    }
}
