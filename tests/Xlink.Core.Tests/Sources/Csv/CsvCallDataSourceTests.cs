using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using NodaTime;
using Xlink.Sources;
using Xlink.Sources.Csv;
using Xlink.Text;

namespace Xlink.Core.Tests.Sources.Csv;

public sealed class CsvCallDataSourceTests
{
    private const string Example =
        "UHD_DE_IN;23.12.2014;08:00;1;0;0\n"
        + "UHD_DE_IN;23.12.2014;08:15;1;1;180\n"
        + "UHD_EN_IN;23.12.2014;08:30;1;1;150\n";

    private static readonly LocalDate Day = new(2014, 12, 23);

    [Fact]
    public void Reads_the_documented_example()
    {
        using var import = new CsvImport();
        import.Write("calls.csv", CsvImport.Header + Example);

        var reading = import.Read(Day, "UHD_DE_IN:CallsOffered", "UHD_DE_IN:CallsHandled", "UHD_DE_IN:AHT", "UHD_EN_IN:AHT");

        AssertValues(reading.At(0), ("08:00", 1), ("08:15", 1));
        AssertValues(reading.At(1), ("08:00", 0), ("08:15", 1));
        AssertValues(reading.At(2), ("08:00", 0), ("08:15", 180));
        AssertValues(reading.At(3), ("08:30", 150));
        Assert.Equal((3, 3, 0, 0), (reading.RowsRead, reading.RowsUsed, reading.RowsSkipped, reading.RowsOfOtherDays));
        Assert.Empty(reading.Warnings);
        Assert.Equal(96, reading.GetValues(0, 0).Length);
    }

    [Fact]
    public void The_tree_comes_from_the_configuration_alone()
    {
        using var import = new CsvImport("Source=missing");

        Assert.Equal(
            ["CSV:UHD_DE_IN:CallsOffered", "CSV:UHD_DE_IN:CallsHandled", "CSV:UHD_DE_IN:AHT"],
            new CsvCallDataSource(import.Settings).ReadTree(TestContext.Current.CancellationToken).Groups[0].Leaves.Select(leaf => leaf.Path));
    }

    [Fact]
    public void A_broken_row_is_skipped_and_named_and_the_others_are_read()
    {
        using var import = new CsvImport();
        var path = import.Write("calls.csv", CsvImport.Header + Example + "UHD_EN_IN;23.12.2014;08:45;1;1;160\nUHD_EN_IN;23.12.2014;25:99;1;1;160\n");
        var logged = new List<SkippedRow>();

        var reading = import.Read(import.MakeRequest(Day, Day, "UHD_DE_IN:CallsOffered") with { RowSkipped = logged.Add });

        Assert.Equal((4, 1), (reading.RowsRead, reading.RowsSkipped));
        var skipped = Assert.Single(reading.SkippedRows);
        Assert.Equal((path, 6, SkipReason.Time), (skipped.FilePath, skipped.Line, skipped.Reason));
        Assert.Contains("'25:99' in column 3 (Time)", skipped.Message, StringComparison.Ordinal);
        Assert.Equal(logged, reading.SkippedRows);
    }

    [Fact]
    public void Lines_per_call_are_added_up_into_their_interval()
    {
        using var import = new CsvImport();
        import.Write("calls.csv", CsvImport.Header + Rows("08:01", "08:05", "08:14", "08:15"));

        AssertValues(import.Read(Day, "UHD_DE_IN:CallsOffered").At(), ("08:00", 3), ("08:15", 1));
    }

    [Fact]
    public void Several_files_are_added_up_even_when_they_hold_the_same()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + Rows("08:00"));
        import.Write("b.txt", CsvImport.Header + Rows("08:00"));

        var reading = import.Read(Day, "UHD_DE_IN:CallsOffered");

        AssertValues(reading.At(), ("08:00", 2));
        Assert.Equal(["a.csv", "b.txt"], reading.Files.Select(file => Path.GetFileName(file.Path)));
        Assert.All(reading.Files, file => Assert.Equal((true, 1, Day, Day), (file.WasRead, file.RowsUsed, file.FirstDay, file.LastDay)));
    }

    [Fact]
    public void Many_days_are_read_in_one_pass()
    {
        using var import = new CsvImport();
        import.Write("a.csv", "h\nUHD_DE_IN;22.12.2014;08:00;1;0;0\nUHD_DE_IN;23.12.2014;08:00;2;0;0\nUHD_DE_IN;24.12.2014;08:00;4;0;0\nUHD_DE_IN;25.12.2014;08:00;8;0;0\n");

        var reading = import.Read(Day, Day.PlusDays(1), "UHD_DE_IN:CallsOffered");

        AssertValues(reading.At(day: 0), ("08:00", 2));
        AssertValues(reading.At(day: 1), ("08:00", 4));
        Assert.Equal((2, 2), (reading.RowsRead, reading.RowsOfOtherDays));
        var file = Assert.Single(reading.Files);
        Assert.Equal((2, Day.PlusDays(-1), Day.PlusDays(2)), (file.RowsOfOtherDays, file.FirstDay, file.LastDay));
    }

    [Fact]
    public void Aht_is_averaged_over_the_rows_of_an_interval()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + Calls(("08:00", 1, "100"), ("08:05", 9, "200,5")));

        AssertValues(import.Read(Day, "UHD_DE_IN:AHT").At(), ("08:00", 150.25));
    }

    [Fact]
    public void Aht_is_weighted_where_a_weight_column_is_set()
    {
        using var import = new CsvImport("AHTWeightColumn=5");
        import.Write("a.csv", CsvImport.Header + Calls(("08:00", 1, "100"), ("08:05", 9, "200.1"), ("09:00", 0, "50"), ("09:01", 0, "70"), ("10:00", 3, "")));

        AssertValues(import.Read(Day, "UHD_DE_IN:AHT").At(), ("08:00", 190.09), ("09:00", 60));
    }

    [Fact]
    public void Without_an_aht_column_decimals_are_cut_off()
    {
        using var import = new CsvImport("AHTColumn=");
        import.Write("a.csv", CsvImport.Header + Calls(("08:00", 1, "12,7"), ("08:05", 9, "12.7")));

        AssertValues(import.Read(Day, "UHD_DE_IN:AHT").At(), ("08:00", 24));
    }

    [Fact]
    public void Sums_of_decimals_are_exact()
    {
        using var import = new CsvImport("AHTColumn=5");
        import.Write("a.csv", CsvImport.Header + Calls(Enumerable.Repeat(("08:00", 1, "0.1"), 10).ToArray()));

        Assert.Equal(1.0, import.Read(Day, "UHD_DE_IN:AHT").At()["08:00"]);
    }

    [Fact]
    public void An_empty_value_is_no_data_and_a_zero_is_one()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + "UHD_DE_IN;23.12.2014;08:00;;0;\n");

        var reading = import.Read(Day, "UHD_DE_IN:CallsOffered", "UHD_DE_IN:CallsHandled", "UHD_DE_IN:AHT");

        Assert.Empty(reading.At(0));
        AssertValues(reading.At(1), ("08:00", 0));
        Assert.Empty(reading.At(2));
        Assert.False(reading.HasValues(0, 0));
        Assert.True(reading.HasValues(0, 1));
    }

    [Fact]
    public void Sub_groups_are_a_second_level()
    {
        using var import = new CsvImport("ColumnNames=Queue;Date;Time;Channel;Calls;AHT", "SubGroupColumn=4", "SubGroups=Voice;Chat");
        import.Write("a.csv", CsvImport.Header + "UHD_DE_IN;23.12.2014;08:00;Voice;1;0\nUHD_DE_IN;23.12.2014;08:00;Chat;2;0\nUHD_DE_IN;23.12.2014;08:00;Fax;4;0\n");

        var reading = import.Read(Day, "UHD_DE_IN:Voice:Calls", "UHD_DE_IN:Chat:Calls");

        AssertValues(reading.At(0), ("08:00", 1));
        AssertValues(reading.At(1), ("08:00", 2));
        Assert.Equal((3, 2, 1), (reading.RowsRead, reading.RowsUsed, reading.RowsOfUnknownGroups));
    }

    [Fact]
    public void Rows_count_as_read_whether_they_are_wanted_or_not()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + Example + "Other;23.12.2014;08:00;1;1;1\nUHD_EN_IN;23.12.2014;08:00;not;asked;for\n");

        var reading = import.Read(Day, "UHD_DE_IN:CallsOffered");

        Assert.Equal((5, 2, 1, 0), (reading.RowsRead, reading.RowsUsed, reading.RowsOfUnknownGroups, reading.RowsSkipped));
    }

    [Fact]
    public void A_wanted_value_that_is_no_number_takes_its_whole_row_out()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + "UHD_DE_IN;23.12.2014;08:00;1;many;0\nUHD_DE_IN;23.12.2014;08:00;1;1e999;0\nUHD_DE_IN;23.12.2014;08:00;1;1;0\n");

        var reading = import.Read(Day, "UHD_DE_IN:CallsOffered", "UHD_DE_IN:CallsHandled");

        AssertValues(reading.At(0), ("08:00", 1));
        Assert.Equal((1, 2), (reading.RowsRead, reading.RowsSkipped));
        Assert.All(reading.SkippedRows, row => Assert.Equal(SkipReason.Number, row.Reason));
    }

    [Theory]
    [InlineData("-2", "10:00", "08:00")]
    [InlineData("06:30", "01:30", "08:00")]
    [InlineData("-3.5", "11:30", "08:00")]
    public void The_time_zone_key_shifts_file_time_to_local_time(string offset, string fileTime, string localTime)
    {
        using var import = new CsvImport("TimeZone=" + offset);
        import.Write("a.csv", CsvImport.Header + Rows(fileTime));

        AssertValues(import.Read(Day, "UHD_DE_IN:CallsOffered").At(), (localTime, 1));
    }

    [Fact]
    public void A_shift_over_midnight_changes_the_day()
    {
        using var import = new CsvImport("TimeZone=2");
        import.Write("a.csv", CsvImport.Header + Rows("23:00") + "UHD_DE_IN;22.12.2014;22:00;4;0;0\n");

        var reading = import.Read(Day, Day.PlusDays(1), "UHD_DE_IN:CallsOffered");

        AssertValues(reading.At(day: 0), ("00:00", 4));
        AssertValues(reading.At(day: 1), ("01:00", 1));
        Assert.Equal((Day, Day.PlusDays(1)), (reading.Files[0].FirstDay, reading.Files[0].LastDay));
    }

    [Fact]
    public void Twenty_four_o_clock_is_midnight_of_the_next_day()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + "UHD_DE_IN;22.12.2014;24:00;1;0;0\n");

        AssertValues(import.Read(Day, "UHD_DE_IN:CallsOffered").At(), ("00:00", 1));
    }

    [Fact]
    public void A_timestamp_column_overrides_date_and_time()
    {
        using var import = new CsvImport("TimeStampColumn=3", "DateOrder=ymd", "TimeZone=-1");
        import.Write("a.csv", CsvImport.Header + "UHD_DE_IN;nonsense;2014-12-23T09:00:00;1;0;0\nUHD_DE_IN;;2014-12-23 10:00;2;0;0\n");

        AssertValues(import.Read(Day, "UHD_DE_IN:CallsOffered").At(), ("08:00", 1), ("09:00", 2));
    }

    [Fact]
    public void A_timestamp_with_an_offset_is_a_moment_and_the_time_zone_key_does_not_apply()
    {
        using var import = new CsvImport("TimeStampColumn=3", "DateOrder=ymd", "TimeZone=-5");
        import.Write(
            "a.csv",
            CsvImport.Header + "UHD_DE_IN;;2014-12-23T08:00:00Z;1;0;0\nUHD_DE_IN;;2014-12-23T08:00:00-05:00;2;0;0\nUHD_DE_IN;;2014-12-22T23:30:00+00:00;4;0;0\n");

        AssertValues(import.Read(Day, "UHD_DE_IN:CallsOffered").At(), ("00:30", 4), ("09:00", 1), ("14:00", 2));
    }

    [Fact]
    public void The_day_with_25_hours_keeps_both_hours_apart_where_the_file_tells_them()
    {
        using var import = new CsvImport("TimeStampColumn=3", "DateOrder=ymd");
        import.Write("a.csv", CsvImport.Header + "UHD_DE_IN;;2014-10-26T00:30:00Z;1;0;0\nUHD_DE_IN;;2014-10-26T01:30:00Z;2;0;0\nUHD_DE_IN;;2014-10-26T22:45:00Z;4;0;0\n");

        var values = import.Read(new LocalDate(2014, 10, 26), "UHD_DE_IN:CallsOffered").GetValues(0, 0);

        Assert.Equal(100, values.Length);
        Assert.Equal((1, 2, 4), (values[10], values[14], values[99]));
    }

    [Fact]
    public void Quoted_fields_may_hold_separators_quotes_and_line_breaks()
    {
        using var import = new CsvImport("Groups=A;B", "GroupColumn=1");
        import.Write(
            "a.csv",
            CsvImport.Header
            + "\"A\";\"23.12.2014\";\"08:00\";\"1\";\"x;y\";\"say \"\"hi\"\"\"\n"
            + "\"A\";23.12.2014;08:15; \"2\" ;\"one\r\ntwo\nthree\";0\r\n"
            + "B;23.12.2014;08:30;5\" tape;\"\";0\n"
            + "A;23.12.2014;08:45;4;0;0\n"
            + "A;oops;08:45;4;0;0");

        var reading = import.Read(Day, "A:CallsOffered");

        AssertValues(reading.At(), ("08:00", 1), ("08:15", 2), ("08:45", 4));
        Assert.Equal(4, reading.RowsRead);
        Assert.Equal(8, Assert.Single(reading.SkippedRows).Line);
    }

    [Theory]
    [InlineData(1, '\t')]
    [InlineData(2, ',')]
    [InlineData(3, ';')]
    [InlineData(4, '|')]
    public void Every_separator_separates(int number, char separator)
    {
        using var import = new CsvImport("SeparatorCharacter=" + number.ToString(CultureInfo.InvariantCulture));
        import.Write("a.csv", ("h\nUHD_DE_IN;23.12.2014;08:00;1;;\n \"UHD_DE_IN\" ;\"23.12.2014\"; 08:15;2;\";\n;\"; \n").Replace(';', separator));

        AssertValues(import.Read(Day, "UHD_DE_IN:CallsOffered", "UHD_DE_IN:AHT").At(), ("08:00", 1), ("08:15", 2));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Every_kind_of_line_break_counts_as_one_line(string lineBreak)
    {
        using var import = new CsvImport("HeaderLines=2");
        var text = "title\n" + CsvImport.Header + Rows("08:00") + "\n\n  \n" + Rows("xx") + Rows("09:00");
        import.Write("a.csv", text.Replace("\n", lineBreak, StringComparison.Ordinal));

        var reading = import.Read(Day, "UHD_DE_IN:CallsOffered");

        AssertValues(reading.At(), ("08:00", 1), ("09:00", 1));
        Assert.Equal(7, Assert.Single(reading.SkippedRows).Line);
    }

    [Fact]
    public void Header_lines_are_lines_whatever_is_in_them()
    {
        using var import = new CsvImport("HeaderLines=3");
        import.Write("a.csv", "Report \"daily;\n\"open quote\n" + new string('x', 1_000_000) + "\n" + Rows("08:00"));

        AssertValues(import.Read(Day, "UHD_DE_IN:CallsOffered").At(), ("08:00", 1));
    }

    [Fact]
    public void A_last_line_needs_no_line_break()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + Rows("08:00").TrimEnd('\n'));

        AssertValues(import.Read(Day, "UHD_DE_IN:CallsOffered").At(), ("08:00", 1));
    }

    public static TheoryData<string> Encodings => ["utf-8", "utf-8-bom", "utf-16", "utf-16BE", "windows-1252"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Names_with_umlauts_are_found_in_every_encoding(string name)
    {
        Encoding encoding = name switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-8-bom" => new UTF8Encoding(true),
            "utf-16" => Encoding.Unicode,
            "utf-16BE" => Encoding.BigEndianUnicode,
            _ => Windows1252Encoding.Instance,
        };
        using var import = new CsvImport("Groups=Köln;Störung €");
        var text = CsvImport.Header + string.Concat(Enumerable.Repeat("Köln;23.12.2014;08:00;1;0;0\r\nStörung €;23.12.2014;08:15;1;0;0\r\n", 3000));
        import.Write("a.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);

        var reading = import.Read(Day, "Köln:CallsOffered", "Störung €:CallsOffered");

        AssertValues(reading.At(0), ("08:00", 3000));
        AssertValues(reading.At(1), ("08:15", 3000));
        Assert.Equal(0, reading.RowsOfUnknownGroups + reading.RowsSkipped);
    }

    [Fact]
    public void Groups_are_case_sensitive_and_blanks_around_them_do_not_count()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + " UHD_DE_IN  ;23.12.2014;08:00;1;0;0\nuhd_de_in;23.12.2014;08:00;2;0;0\n\" UHD_DE_IN\";23.12.2014;08:00;4;0;0\n");

        AssertValues(import.Read(Day, "UHD_DE_IN:CallsOffered").At(), ("08:00", 5));
    }

    [Fact]
    public void Hidden_and_temporary_files_and_folders_are_left_out()
    {
        using var import = new CsvImport();
        foreach (var name in new[] { "a.csv", "B", ".hidden.csv", "~$a.csv", "a.csv.tmp", "a.csv.part", "a.csv~", "old/a.csv" })
        {
            import.Write(name, CsvImport.Header + Rows("08:00"));
        }

        Assert.Equal(["B", "a.csv"], import.Read(Day, "UHD_DE_IN:CallsOffered").Files.Select(file => Path.GetFileName(file.Path)));
    }

    [Fact]
    public void A_missing_source_folder_is_an_error()
    {
        using var import = new CsvImport("Source=nowhere");

        var error = Assert.Throws<XlinkException>(() => import.Read(Day));

        Assert.Equal("SourceFolderMissing", error.ErrorId);
        Assert.Contains(Path.Combine(import.Installation, "nowhere"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_destination_is_an_error_before_anything_is_read()
    {
        using var import = new CsvImport("DeleteImportFiles=1", "Destination=done");
        import.Write("a.csv", CsvImport.Header + Example);

        Assert.Equal("DestinationFolderMissing", Assert.Throws<XlinkException>(() => import.Read(Day)).ErrorId);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_named_and_the_others_are_read()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + Rows("08:00"));
        var locked = import.Write("b.csv", CsvImport.Header + Rows("08:00"));
        import.Write("c.csv", CsvImport.Header + Rows("09:00"));
        using var handle = new FileStream(locked, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var reading = import.Read(Day, "UHD_DE_IN:CallsOffered");

        AssertValues(reading.At(), ("08:00", 1), ("09:00", 1));
        Assert.Equal([true, false, true], reading.Files.Select(file => file.WasRead));
        Assert.Contains(locked, Assert.Single(reading.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_vanishes_is_named_and_the_others_are_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making a link needs a privilege.");
        using var import = new CsvImport();
        var vanished = Path.Combine(import.Source, "a.csv");
        File.CreateSymbolicLink(vanished, Path.Combine(import.Source, "gone"));
        import.Write("b.csv", CsvImport.Header + Rows("08:00"));

        var reading = import.Read(Day, "UHD_DE_IN:CallsOffered");

        AssertValues(reading.At(), ("08:00", 1));
        Assert.Equal([false, true], reading.Files.Select(file => file.WasRead));
        Assert.Contains(vanished, Assert.Single(reading.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_and_a_folder_called_like_one_do_no_harm()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + Rows("08:00"));
        import.Write("b.csv", string.Empty);
        Directory.CreateDirectory(Path.Combine(import.Source, "c.csv"));

        var reading = import.Read(Day, "UHD_DE_IN:CallsOffered");

        AssertValues(reading.At(), ("08:00", 1));
        Assert.Equal([true, true], reading.Files.Select(file => file.WasRead));
        Assert.Empty(reading.Warnings);
    }

    [Fact]
    public void Pipes_sockets_and_devices_are_left_out_each_with_one_warning_that_names_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has none of them in folders.");
        using var import = new CsvImport();
        import.Write("e.csv", CsvImport.Header + Rows("08:00"));
        using var others = new NoFiles(import.Source);

        var reading = import.Read(Day, "UHD_DE_IN:CallsOffered");

        AssertValues(reading.At(), ("08:00", 1));
        Assert.Equal(["e.csv"], reading.Files.Select(file => Path.GetFileName(file.Path)));
        Assert.Equal(others.Paths, reading.Warnings.Select(warning => warning.Split(' ')[0]));
        Assert.All(reading.Warnings, warning => Assert.Contains("is no file but a pipe, a socket or a device", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void A_series_that_is_not_in_the_tree_is_named_and_has_no_data()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + Example);

        var reading = import.Read(Day, "UHD_DE_IN:CallsOffered", "UHD_DE_IN:Calls", "X:CallsOffered");

        Assert.Equal(2, reading.At(0).Count);
        Assert.Empty(reading.At(1));
        Assert.Contains(reading.Warnings, warning => warning.StartsWith("CSV:UHD_DE_IN:Calls ", StringComparison.Ordinal));
        Assert.Contains(reading.Warnings, warning => warning.StartsWith("CSV:X:CallsOffered ", StringComparison.Ordinal));
    }

    [Fact]
    public void Reading_can_be_stopped()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + Example);
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => import.ReadUntil(import.MakeRequest(Day, Day), stop.Token));
    }

    [Fact]
    public void Progress_ends_with_all_bytes_and_rows()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + Example);
        import.Write("b.csv", CsvImport.Header + string.Concat(Enumerable.Repeat(Rows("08:00"), 50_000)));
        var reports = new List<SourceProgress>();

        new CsvCallDataSource(import.Settings).Read(import.MakeRequest(Day, Day), new Collector(reports), TestContext.Current.CancellationToken);

        var last = reports[^1];
        Assert.Equal((2, 2, 50_003), (last.Number, last.Count, last.RowsRead));
        Assert.Equal(last.TotalBytes, last.BytesRead);
        Assert.True(reports.Count > 4);
        Assert.Equal(reports.Select(report => report.BytesRead).Order(), reports.Select(report => report.BytesRead));
    }

    private static string Rows(params string[] times) => string.Concat(times.Select(time => "UHD_DE_IN;23.12.2014;" + time + ";1;0;0\n"));

    private static string Calls(params (string Time, int Weight, string Aht)[] rows)
        => string.Concat(rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"UHD_DE_IN;23.12.2014;{row.Time};1;{row.Weight};{row.Aht}\n")));

    private static void AssertValues(Dictionary<string, double> actual, params (string Start, double Value)[] expected)
        => Assert.Equal(expected, actual.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));

    private sealed class Collector(List<SourceProgress> reports) : IProgress<SourceProgress>
    {
        public void Report(SourceProgress value) => reports.Add(value);
    }
}
