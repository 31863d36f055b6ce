using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using NodaTime;
using Xlink.Importing;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Core.Tests.Sources.Csv;

/// <summary>Files read in blocks, on all processors, give exactly what the CSV parser gives, row after row: values, counts, skipped lines and what messages are made of.</summary>
public sealed class CsvBlockTests
{
    // Europe/Berlin has its repeated hour on the 27th.
    private static readonly DateInterval Days = new(new LocalDate(2024, 10, 26), new LocalDate(2024, 10, 28));

    private static readonly string[] Configuration =
    [
        "GroupColumn=1", "SubGroupColumn=2", "DateColumn=3", "TimeColumn=4", "AHTColumn=7", "ColumnNames=Queue;Channel;Date;Time;Offered;Handled;AHT;Comment",
        "Groups=UHD_DE_IN;UHD_EN_IN;Störung;Q", "SubGroups=Voice;Chat", "HeaderLines=0",
    ];

    [Theory]
    [InlineData(';', "Interval=15")]
    [InlineData(';', "TimeZone=UTC")]
    [InlineData(';', "TimeZone=-2")]
    [InlineData(';', "AHTWeightColumn=6")]
    [InlineData(';', "AHTColumn=")]
    [InlineData(';', "HeaderLines=3")]
    [InlineData(';', "SubGroupColumn=")]
    [InlineData(';', "DateOrder=mdy")]
    [InlineData(',', "SeparatorCharacter=2")]
    [InlineData('\t', "SeparatorCharacter=1")]
    [InlineData('|', "SeparatorCharacter=4")]
    public void Random_files_are_read_as_by_the_CSV_parser(char separator, string key)
    {
        var random = new Random(separator + key.Length);
        for (var seed = 0; seed < 60; seed++)
        {
            var file = new CsvTextGenerator(seed, separator, CsvTextGenerator.CallData).MakeFile(random.Next(1, 120));
            AssertSame([key], $"{key} {seed}", [random.Next(20, 200), random.Next(200, 5000), CsvBlockPipeline.BlockSize], file);
        }
    }

    [Fact]
    public void Large_random_files_are_read_as_by_the_CSV_parser()
    {
        for (var seed = 1000; seed < 1004; seed++)
        {
            AssertSame([], seed.ToString(CultureInfo.InvariantCulture), [70_000, CsvBlockPipeline.BlockSize], new CsvTextGenerator(seed, ';', CsvTextGenerator.CallData).MakeFile(30_000), new CsvTextGenerator(seed, ';', CsvTextGenerator.CallData).MakeFile(100));
        }
    }

    [Theory]
    [InlineData("26.10.2024T08:15")]
    [InlineData("26.10.2024 8:15 AM")]
    [InlineData("27.10.2024T02:15:00+01:00")]
    [InlineData("27.10.2024T02:15:00+02:00")]
    [InlineData("27.10.2024 02:15")]
    [InlineData("20241027")]
    [InlineData("27.10.2024T00:15Z")]
    public void Timestamps_are_read_as_by_the_CSV_parser(string timeStamp)
    {
        var line = $"Q;Voice;;;1;2;3;{timeStamp}\n";
        AssertSame(["TimeStampColumn=8"], timeStamp, [64, CsvBlockPipeline.BlockSize], Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line + "\"" + line.Replace(";", "\";\"", StringComparison.Ordinal).Replace("\n", "\"\n", StringComparison.Ordinal), 5))));
    }

    [Theory]
    [InlineData(CsvRecord.MaximumLength - 1)]
    [InlineData(CsvRecord.MaximumLength)]
    [InlineData(CsvRecord.MaximumLength + 1)]
    public void Rows_of_the_greatest_length_are_read_as_by_the_CSV_parser(int length)
    {
        const string Start = "Q;Voice;26.10.2024;08:15;1;2;3;";
        var long1 = Start + new string('x', length - Start.Length) + "\n";
        var long2 = Start + "\"" + new string('\n', 20) + new string('x', length - Start.Length - 22) + "\"\r\n";
        AssertSame([], $"{length}", [1000, 100_000, CsvBlockPipeline.BlockSize], Encoding.UTF8.GetBytes(Start + "\n" + long1 + Start + "\n" + long2 + Start));
    }

    [Fact]
    public void A_second_byte_order_mark_is_read_as_by_the_CSV_parser()
    {
        const string Line = "Q;Voice;26.10.2024;08:15;1;2;3;x\n";
        foreach (var start in new[] { "\uFEFF", "\uFEFF\uFEFF", "\uFEFF\uFEFF\uFEFF", "\n\uFEFF" })
        {
            AssertSame([], $"{start.Length} marks", [40, CsvBlockPipeline.BlockSize], Encoding.UTF8.GetBytes(start + Line + Line));
            AssertSame(["HeaderLines=1"], $"{start.Length} marks and a header", [40, CsvBlockPipeline.BlockSize], Encoding.UTF8.GetBytes(start + Line + Line));
        }
    }

    [Fact]
    public void A_row_that_spans_the_end_of_a_block_is_one_row()
    {
        var row = "UHD_DE_IN;Voice;26.10.2024;08:15;1;2;3;\"a\nb\nc\nUHD_DE_IN;Voice;26.10.2024;08:15;100;2;3;\n\"\n";
        var file = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(row, 50)));

        for (var size = row.Length + 1; size < 3 * row.Length; size++)
        {
            Assert.Equal(50, ReadInBlocks([], size, file).Sums[0]);
            AssertSame([], $"{size}", [size], file);
        }
    }

    [Theory]
    [InlineData("Interval=15")]
    [InlineData("Interval=60")]
    [InlineData("AHTWeightColumn=6")]
    [InlineData("AHTColumn=")]
    [InlineData("SubGroupColumn=")]
    [InlineData("TimeZone=2")]
    [InlineData("TimeZone=UTC")]
    [InlineData("TimeStampColumn=8")]
    [InlineData("TimeStampColumn=8|TimeZone=-2|AHTWeightColumn=5")]
    public void A_line_per_call_is_read_as_by_the_CSV_parser(string keys)
    {
        var random = new Random(keys.Length);
        for (var seed = 0; seed < 6; seed++)
        {
            AssertSame(keys.Split('|'), $"{keys} {seed}", [random.Next(100, 300), random.Next(300, 3000)], MakeCalls(seed, 700), MakeCalls(seed + 1, 300));
        }
    }

    [Theory]
    [InlineData(9, null)]
    [InlineData(10, "SourceSumTooLarge 410")]
    [InlineData(200, "SourceSumTooLarge 410")]
    public void A_sum_that_is_too_large_for_a_while_only_names_the_same_line(int large, string? error)
    {
        // Value × weight of each is the largest that is read, and what comes to 0 in a block was beyond all sums in the middle of it.
        var calls = Repeat("Q;Voice;26.10.2024;08:15;1;2;3;x\n", 400);
        var file = Encoding.UTF8.GetBytes(calls + Repeat("Q;Voice;26.10.2024;08:16;1;1000000;1000000;x\n", large) + Repeat("Q;Voice;26.10.2024;08:17;1;1000000;-1000000;x\n", large) + calls);

        foreach (var size in new[] { 200, 2000, 30_000 })
        {
            var found = ReadInBlocks(["AHTWeightColumn=6"], size, file);
            Assert.Equal(error, found.Error);
            Assert.Equal(ReadWithParser(["AHTWeightColumn=6"], file).Text, found.Text);
        }
    }

    [Fact]
    public void A_sum_that_is_too_large_names_the_same_line()
    {
        const string Line = "UHD_DE_IN;Voice;26.10.2024;08:15;999999999;2;3;\n";
        var file = Encoding.UTF8.GetBytes("\n\r\n" + string.Concat(Enumerable.Repeat(Line, 9_500)));

        Assert.Equal(ReadWithParser([], file).Error, ReadInBlocks([], 10_000, file).Error);
        Assert.NotNull(ReadInBlocks([], 10_000, file).Error);
    }

    private static string Repeat(string line, int count) => string.Concat(Enumerable.Repeat(line, count));

    /// <summary>Several lines per queue and interval, each with its second, and some that are wrong.</summary>
    private static byte[] MakeCalls(int seed, int lines)
    {
        string[] values = ["0", "7", "12", "300", "4711", "65534", "65535", "123456", "1234567", "12345678", "123456789", "1234567890", "-3", "1.5", "0,000001", "", "1:3", "1/3", "12a", " 4", "4 ", "\u0661"];
        var random = new Random(seed);
        var time = new DateTime(2024, 10, 26, 0, 0, 0, DateTimeKind.Unspecified).AddMinutes(random.Next(3 * 24 * 60));
        var file = new StringBuilder();
        for (var line = 0; line < lines; line++)
        {
            time = time.AddSeconds(random.Next(40));
            var written = random.Next(50) switch
            {
                0 => time.AddHours(-1),
                1 => new DateTime(2024, 10, 27, 2, random.Next(60), 0, DateTimeKind.Unspecified),
                2 => time.AddDays(random.Next(-1, 2)),
                _ => time,
            };
            var clock = written.ToString(random.Next(20) == 0 ? "H:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
            clock = random.Next(60) == 0 ? "24:00:00" : random.Next(80) == 0 ? "08:6x:00" : clock;
            var date = written.ToString(random.Next(60) == 0 ? "dd.MM.yy" : "dd.MM.yyyy", CultureInfo.InvariantCulture);
            string Value() => random.Next(10) == 0 ? values[random.Next(values.Length)] : random.Next(500).ToString(CultureInfo.InvariantCulture);
            var queue = random.Next(40) == 0 ? "unknown" : random.Next(2) == 0 ? "Q" : "UHD_DE_IN";
            file.Append(CultureInfo.InvariantCulture, $"{queue};Voice;{date};{clock};{Value()};{Value()};{Value()};{date}{(random.Next(3) == 0 ? 'T' : ' ')}{clock}{(random.Next(30) == 0 ? "Z" : string.Empty)}\n");
            file.Append(random.Next(60) switch { 0 => "\n", 1 => "Q;Voice\n", 2 => "\"Q\";Voice;\"26.10.2024\";08:15;1;2;\"3\n\";x\n", _ => string.Empty });
        }

        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private static void AssertSame(string[] keys, string what, int[] blockSizes, params byte[][] files)
    {
        var expected = ReadWithParser(keys, files);
        foreach (var size in blockSizes)
        {
            var found = ReadInBlocks(keys, size, files);
            Assert.True(expected.Text == found.Text, $"{what}, blocks of {size}:\n{FirstDifference(expected.Text, found.Text)}");
        }
    }

    private static string FirstDifference(string expected, string found)
    {
        var (lines, others) = (expected.Split('\n'), found.Split('\n'));
        var at = Enumerable.Range(0, Math.Min(lines.Length, others.Length)).FirstOrDefault(i => lines[i] != others[i], Math.Min(lines.Length, others.Length) - 1);
        return $"parser: {lines[at]}\nblocks: {others[at]}";
    }

    private static Outcome ReadWithParser(string[] keys, params byte[][] files) => Read(keys, files, (folder, rows) => folder.Read(new ParserRows(rows)));

    private static Outcome ReadInBlocks(string[] keys, int blockSize, params byte[][] files) => Read(keys, files, (folder, rows) => folder.Read(rows, blockSize));

    private static Outcome Read(string[] keys, byte[][] files, Func<CsvFolder, CsvRowReader, IReadOnlyList<SourceFile>> read)
    {
        using var import = new CsvImport([.. Configuration, .. keys]);
        for (var i = 0; i < files.Length; i++)
        {
            // Not just now: whether a file may still grow is a matter of seconds.
            File.SetLastWriteTimeUtc(import.Write($"{i}.csv", files[i]), DateTime.UtcNow.AddHours(-1));
        }

        var settings = import.Settings;
        IReadOnlyList<SourceSeries> series = [.. new CsvCallDataSource(settings).ReadTree().Leaves.Where((leaf, i) => i % 5 != 4 && leaf.Series!.Metric != "Comment").Select(leaf => leaf.Series!)];
        var values = new CallDataAccumulator(
            new IntervalCalendar(Days, settings.IntervalMinutes, import.Zone),
            [.. series.Select(item => item.Metric == "AHT" && settings.AhtColumn is not null ? SeriesAggregation.Average : SeriesAggregation.Sum)]);
        var text = new StringBuilder();
        var skipped = new SkippedRows(row => text.Append(CultureInfo.InvariantCulture, $"{Path.GetFileName(row.FilePath)} {row.Line} {row.Reason} {row.Message}\n"));
        var rows = new CsvRowReader(settings, series, values, skipped);
        var folder = new CsvFolder(new CsvFileForm(settings.Source, null, settings.Separator, settings.HeaderLines), [], progress: null, CancellationToken.None);
        try
        {
            foreach (var file in read(folder, rows))
            {
                text.Append(CultureInfo.InvariantCulture, $"file {file.RowsRead} {file.RowsUsed} {file.RowsOfOtherDays} {file.RowsSkipped} {file.FirstDay} {file.LastDay} {file.LastIntervalEnd} {file.IsUnfinished} {file.WasRead}\n");
            }
        }
        catch (XlinkException exception)
        {
            return new Outcome(string.Empty, [], $"{exception.ErrorId} {exception.Line}");
        }

        text.Append(CultureInfo.InvariantCulture, $"rows {rows.RowsRead} {rows.RowsUsed} {rows.RowsOfOtherDays} {rows.RowsOfUnknownGroups} {skipped.Count}\n");
        text.Append(CultureInfo.InvariantCulture, $"columns {rows.Columns.MostColumnsOfTooFew} {rows.Columns.AllTooFew} {rows.Columns.FindSeparator("CSV", "key")}\n");
        text.Append(CultureInfo.InvariantCulture, $"groups {rows.Groups.HasKnown} {string.Join('|', rows.Groups.Unknown)} {string.Join('|', rows.Groups.FindNearMisses())}\n");
        text.Append(CultureInfo.InvariantCulture, $"sub-groups {rows.SubGroups?.HasKnown} {string.Join('|', rows.SubGroups?.Unknown ?? [])} {string.Join('|', rows.SubGroups?.FindNearMisses() ?? [])}\n");
        text.Append(CultureInfo.InvariantCulture, $"times {string.Join('|', rows.TimeSamples)}\n");
        var sums = new decimal[series.Count];
        var day = new double[100];
        for (var i = 0; i < series.Count; i++)
        {
            for (var index = 0; index < Days.Length; index++)
            {
                var own = day.AsSpan(0, values.Calendar.Days[index].Count);
                values.CopyValues(index, i, own);
                text.Append(CultureInfo.InvariantCulture, $"{series[i]} {index} {values.HasValues(index, i)} {string.Join(' ', own.ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}\n");
                sums[i] += own.ToArray().Where(value => !double.IsNaN(value)).Sum(value => (decimal)value);
            }
        }

        return new Outcome(text.ToString(), sums, Error: null);
    }

    private sealed record Outcome(string Text, decimal[] Sums, string? Error);
}
