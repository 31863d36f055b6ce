using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using NodaTime;

namespace Xlink.Suite.Tests;

/// <summary>What arrives on the server for what the telephone system delivers.</summary>
public sealed class ImportTests(ServerFixture server)
{
    [Fact]
    public async Task Imports_the_documented_example()
    {
        using var site = await Site.CreateAsync(server);
        site.Deliver("calls.csv", Site.Example);

        var result = await site.ImportAsync("-L", "1");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("CSV: 3 rows read, 0 skipped, 5 values written.", result.Output.Trim());
        Assert.Equal("08:00=1 08:15=1", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal("08:00=0 08:15=180", await site.ValuesAsync(site.German, "AHT"));
        Assert.Equal("08:30=1", await site.ValuesAsync(site.English, "Calls"));
    }

    [Fact]
    public async Task Shows_progress_as_lines_where_there_is_no_terminal()
    {
        using var site = await Site.CreateAsync(server);
        site.Deliver("calls.csv", Site.Example);

        var result = await site.ImportAsync();

        var lines = result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("  0 % CSV: calls.csv (1 of 1)", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("100 % CSV: ", lines[^1], StringComparison.Ordinal);
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
        Assert.DoesNotContain("\r", result.Errors.Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Shows_a_bar_at_a_terminal()
    {
        using var site = await Site.CreateAsync(server);
        site.Deliver("calls.csv", Site.Example);

        using var terminal = Terminal.Start(site.ImportProgram, [.. Site.ImportArguments()]);
        var result = await terminal.EndAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("\r[------------------------------]   0 %", result.Output);
        Assert.Contains("\r[##############################] 100 %", result.Output);
        Assert.EndsWith("values written.", result.Output.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_what_it_would_write_and_touches_nothing()
    {
        using var site = await Site.CreateAsync(server);
        site.ConfigureCsv(changes: ("DeleteImportFiles", "2"));
        site.Deliver("calls.csv", Site.Example);

        var result = await site.ImportAsync("--dry-run");

        Assert.Equal("CSV: 3 rows read, 0 skipped, 5 values would be written.", result.Output.Trim());
        Assert.Empty(await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal(["calls.csv"], site.Files("acd"));
    }

    [Fact]
    public async Task Adds_up_several_files()
    {
        using var site = await Site.CreateAsync(server);
        site.Deliver("a.csv", Site.Example);
        site.Deliver("b.csv", Site.Example);

        await site.ImportAsync();

        Assert.Equal("08:00=2 08:15=2", await site.ValuesAsync(site.German, "Calls"));
    }

    [Fact]
    public async Task Adds_up_lines_per_call_into_their_interval()
    {
        using var site = await Site.CreateAsync(server);
        site.Deliver("calls.csv", Site.Header + string.Concat(new[] { "08:01", "08:05", "08:14", "08:15:00" }.Select(time => $"UHD_DE_IN;23.12.2014;{time};1;1;60\n")));

        await site.ImportAsync();

        Assert.Equal("08:00=3 08:15=1", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal("08:00=60 08:15=60", await site.ValuesAsync(site.German, "AHT"));
    }

    [Fact]
    public async Task Averages_the_handling_time_by_its_weight()
    {
        using var site = await Site.CreateAsync(server);
        site.ConfigureCsv(changes: ("AHTWeightColumn", "5"));
        site.Deliver("calls.csv", Site.Header + "UHD_DE_IN;23.12.2014;08:00;1;1;100\nUHD_DE_IN;23.12.2014;08:05;3;3;200\n");

        await site.ImportAsync();

        Assert.Equal("08:00=175", await site.ValuesAsync(site.German, "AHT"));
    }

    [Fact]
    public async Task Imports_several_days_and_only_those()
    {
        using var site = await Site.CreateAsync(server);
        site.Deliver("calls.csv", Site.Header + string.Concat(Enumerable.Range(21, 5).Select(day => $"UHD_DE_IN;{day}.12.2014;10:00;{day};1;1\n")));

        var result = await site.ImportAsync("-d", "12/22/2014", "-L", "3");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["", "10:00=22", "10:00=23", "10:00=24", ""],
            await Task.WhenAll(Enumerable.Range(21, 5).Select(day => site.ValuesAsync(site.German, "Calls", new LocalDate(2014, 12, day)))));
    }

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public async Task Reads_groups_with_umlauts_quotes_separators_and_line_breaks(string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var site = await Site.CreateAsync(server, map: false);
        site.ConfigureCsv(changes: ("Groups", "Störung;Grün, \"sehr\""));
        site.Map(site.German, "Calls", "CSV:Störung:CallsOffered");
        site.Map(site.English, "Calls", "CSV:Grün, \"sehr\":CallsOffered");
        site.Deliver(
            "calls.csv",
            Site.Header + "Störung;23.12.2014;08:00;7;0;0\r\n\"Grün, \"\"sehr\"\"\";\"23.12.2014\";08:00;5;0;0\r\n\"zwei\r\nZeilen;\";23.12.2014;08:00;5;0;0\r\n",
            Encoding.GetEncoding(encoding));

        var result = await site.ImportAsync();

        Assert.Equal("08:00=7", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal("08:00=5", await site.ValuesAsync(site.English, "Calls"));
        Assert.Contains("3 rows read, 0 skipped", result.Output);
    }

    [Fact]
    public async Task Shifts_the_time_in_the_files_to_local_time()
    {
        using var site = await Site.CreateAsync(server);
        site.ConfigureCsv(changes: ("TimeZone", "-3.5"));
        site.Deliver("calls.csv", Site.Header + "UHD_DE_IN;23.12.2014;08:00;1;0;0\nUHD_DE_IN;24.12.2014;01:00;2;0;0\nUHD_DE_IN;23.12.2014;03:00;9;0;0\n");

        await site.ImportAsync();

        Assert.Equal("04:30=1 21:30=2", await site.ValuesAsync(site.German, "Calls"));
    }

    [Fact]
    public async Task Reads_sub_groups()
    {
        using var site = await Site.CreateAsync(server, map: false);
        site.ConfigureCsv(changes: [
            ("SubGroupColumn", "6"), ("SubGroups", "phone;mail"), ("AHTColumn", "0"), ("ColumnNames", "Queue;Date;Time;CallsOffered;CallsHandled;Channel")]);
        site.Map(site.German, "Calls", "CSV:UHD_DE_IN:phone:CallsOffered");
        site.Map(site.English, "Calls", "CSV:UHD_DE_IN:mail:CallsOffered");
        site.Deliver("calls.csv", Site.Header + "UHD_DE_IN;23.12.2014;08:00;1;0;phone\nUHD_DE_IN;23.12.2014;08:00;2;0;mail\nUHD_DE_IN;23.12.2014;08:00;4;0;Phone\n");

        await site.ImportAsync();

        Assert.Equal("08:00=1", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal("08:00=2", await site.ValuesAsync(site.English, "Calls"));
    }

    [Fact]
    public async Task Interface_logs_have_files_values_and_malformed_rows_of_each_mapped_queue()
    {
        using var site = await Site.CreateAsync(server, map: false);
        site.ConfigureCsv(changes: [
            ("SubGroupColumn", "6"), ("SubGroups", "phone;mail"), ("AHTColumn", "0"), ("ColumnNames", "Queue;Date;Time;CallsOffered;CallsHandled;Channel"), ("Protocol", "1")]);
        site.Set("General", ("LogDir", site.Folder["interface logs"]));
        site.Map(site.German, "Calls", "CSV:UHD_DE_IN:phone:CallsOffered");
        site.Map(site.English, "Calls", "CSV:UHD_EN_IN:mail:CallsOffered");
        site.Deliver("calls.csv", Site.Header + "UHD_DE_IN;23.12.2014;08:00;1;0;phone\nUHD_EN_IN;23.12.2014;08:15;2;0;mail\nUHD_DE_IN;23.12.2014;25:61;4;0;phone\n");

        await site.ImportAsync("--dry-run");

        Assert.False(Directory.Exists(site.Folder["interface logs"]));

        await site.ImportAsync();

        Assert.Equal(["CSV_UHD_DE_IN_phone.log", "CSV_UHD_EN_IN_mail.log"], site.Files("interface logs"));
        var (german, english) = (File.ReadAllText(site.Folder["interface logs/CSV_UHD_DE_IN_phone.log"]), File.ReadAllText(site.Folder["interface logs/CSV_UHD_EN_IN_mail.log"]));
        Assert.Contains("2014-12-23 08:00 +01 CallsOffered=1", german, StringComparison.Ordinal);
        Assert.DoesNotContain("CallsOffered=2", german, StringComparison.Ordinal);
        Assert.Contains("2014-12-23 08:15 +01 CallsOffered=2", english, StringComparison.Ordinal);
        Assert.All([german, english], text =>
        {
            Assert.Contains("calls.csv", text, StringComparison.Ordinal);
            Assert.Contains("line 4", text, StringComparison.Ordinal);
            Assert.Contains("25:61", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Runs_the_documented_script_on_two_metrics()
    {
        using var site = await Site.CreateAsync(server, map: false);
        site.Map("WFM", site.German, "Calls", "$1.BAS", "CSV:UHD_DE_IN:CallsOffered", "CSV:UHD_DE_IN:CallsHandled");
        site.Folder.Write(
            "Xlink/$1.bas",
            "Dim Result As Long\r\nDim Weekday As Long\r\nDim Minutes As Long\r\nDim Para1 As Long\r\nDim Para2 As Long\r\n\r\n"
            + "Sub Main()\r\n  Result = (Para1 - Para2) * 100\r\n  If Weekday = 3 Then\r\n    If Minutes >= 495 Then\r\n      Result = Result + 50\r\n    End If\r\n  Else\r\n    Result = 0\r\n  End If\r\nEnd Sub\r\n");
        site.Deliver("calls.csv", Site.Header + "UHD_DE_IN;23.12.2014;08:00;9;2;0\nUHD_DE_IN;23.12.2014;08:15;9;3;0\nUHD_DE_IN;24.12.2014;08:15;9;3;0\n");

        // 23.12.2014 was a Tuesday: weekday 3 of the documented count. 08:15 is minute 495.
        var result = await site.ImportAsync("-d", "12/23/2014", "-L", "2");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("08:00=7 08:15=6.5", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal("08:15=0", await site.ValuesAsync(site.German, "Calls", Site.Day.PlusDays(1)));
    }

    [Fact]
    public async Task A_script_that_fails_on_an_interval_leaves_it_without_a_value_and_goes_on()
    {
        using var site = await Site.CreateAsync(server, map: false);
        site.Map("WFM", site.German, "Calls", "$1.BAS", "CSV:UHD_DE_IN:CallsOffered", "CSV:UHD_DE_IN:CallsHandled");
        site.Folder.Write("Xlink/$1.BAS", "Sub Main()\nResult = Para1 / Para2 * 100\nEnd Sub\n");
        site.Deliver("calls.csv", Site.Header + "UHD_DE_IN;23.12.2014;08:00;9;3;0\nUHD_DE_IN;23.12.2014;08:15;9;0;0\nUHD_DE_IN;23.12.2014;08:30;8;2;0\n");

        var result = await site.ImportAsync();

        Assert.Equal(10, result.ExitCode);
        Assert.Contains(
            $"/ Calls, 12/23/2014 08:15: {site.Folder["Xlink/$1.BAS"]}, line 2, column 1: division by zero. The line reads: Result = Para1 / Para2 * 100 "
            + "The interval has no value.", result.Errors);
        Assert.Equal("08:00=3 08:30=4", await site.ValuesAsync(site.German, "Calls"));
    }

    [Fact]
    public async Task Two_external_systems_feed_one_target_in_the_order_of_the_mapping()
    {
        using var site = await Site.CreateAsync(server, map: false);
        Directory.CreateDirectory(site.Folder["acd2"]);
        site.ConfigureCsv("CSV2", "acd2");
        site.Map("WFM", site.German, "Calls", "$7.BAS", "CSV2:UHD_DE_IN:CallsOffered", "CSV:UHD_DE_IN:CallsOffered");
        site.Folder.Write("Xlink/$7.BAS", "Sub Main()\nResult = (Para1 * 10 + Para2) * 100\nEnd Sub\n");
        site.Deliver("calls.csv", Site.Header + "UHD_DE_IN;23.12.2014;08:00;1;0;0\nUHD_DE_IN;23.12.2014;08:15;2;0;0\n");
        site.Folder.Write("acd2/calls.csv", Site.Header + "UHD_DE_IN;23.12.2014;08:00;5;0;0\nUHD_DE_IN;23.12.2014;09:00;6;0;0\n");

        var result = await site.ImportAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("08:00=51 08:15=2 09:00=60", await site.ValuesAsync(site.German, "Calls"));
        Assert.Contains("CSV2: 2 rows read", result.Output);
        Assert.Contains("CSV: 2 rows read", result.Output);
    }

    [Fact]
    public async Task Sources_with_different_intervals_cannot_feed_one_target_and_the_others_go_on()
    {
        using var site = await Site.CreateAsync(server);
        Directory.CreateDirectory(site.Folder["acd2"]);
        site.ConfigureCsv(changes: ("DeleteImportFiles", "1"));
        site.ConfigureCsv("CSV2", "acd2", ("Interval", "30"), ("DeleteImportFiles", "1"));
        site.Map(site.English, "AHT", "CSV:UHD_EN_IN:AHT", "CSV2:UHD_EN_IN:AHT");
        site.Deliver("calls.csv", Site.Example);
        site.Folder.Write("acd2/calls2.csv", Site.Example);

        var result = await site.ImportAsync();

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("come in intervals of different length", result.Errors);
        Assert.Equal("08:00=1 08:15=1", await site.ValuesAsync(site.German, "Calls"));
        Assert.Empty(await site.ValuesAsync(site.English, "AHT"));
        Assert.Equal(["calls.csv"], site.Files("acd"));
        Assert.Equal(["calls2.csv"], site.Files("acd2"));
    }

    [Fact]
    public async Task Two_server_entries_get_what_is_mapped_to_each()
    {
        await using var second = await ServerFixture.StartOwnAsync();
        using var site = await Site.CreateAsync(server, map: false);
        using var other = await Site.CreateAsync(second, map: false);
        site.ConfigureCsv(changes: ("DeleteImportFiles", "1"));
        site.Connect(second.Url, "Second");
        site.Map(site.German, "Calls", "CSV:UHD_DE_IN:CallsOffered");
        site.Map("Second", other.English, "Calls", script: null, "CSV:UHD_EN_IN:CallsOffered");
        site.Deliver("de.csv", Site.Header + "UHD_DE_IN;23.12.2014;08:00;1;0;0\n");
        site.Deliver("en.csv", Site.Header + "UHD_EN_IN;23.12.2014;08:30;2;0;0\n");

        var result = await site.ImportAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("08:00=1", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal("08:30=2", await other.ValuesAsync(other.English, "Calls"));
        Assert.Equal(["de.csv", "en.csv"], site.Files("done"));
    }

    [Fact]
    public async Task One_server_that_is_away_does_not_keep_the_other_from_its_values_but_the_files_stay()
    {
        using var site = await Site.CreateAsync(server, map: false);
        site.ConfigureCsv(changes: ("DeleteImportFiles", "2"));
        site.Connect("iwfm://127.0.0.1:1", "Away");
        site.Map("Away", site.German, "AHT", script: null, "CSV:UHD_DE_IN:AHT");
        site.Map(site.German, "Calls", "CSV:UHD_DE_IN:CallsOffered");
        site.Deliver("calls.csv", Site.Example);

        var result = await site.ImportAsync();

        Assert.Equal(4, result.ExitCode);
        Assert.Equal("08:00=1 08:15=1", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal(["calls.csv"], site.Files("acd"));
    }

    [Fact]
    public async Task A_malformed_line_is_counted_and_logged_with_file_line_and_reason()
    {
        using var site = await Site.CreateAsync(server);
        var path = site.Deliver("calls.csv", Site.Header + "UHD_DE_IN;23.12.2014;08:00;1;0;0\nUHD_DE_IN;23.13.2014;08:00;1;0;0\nUHD_DE_IN;23.12.2014;08:15;many;0;0\n");

        var result = await site.ImportAsync();

        Assert.Equal(10, result.ExitCode);
        Assert.Contains("1 rows read, 2 skipped", result.Output);
        Assert.Equal("08:00=1", await site.ValuesAsync(site.German, "Calls"));
        foreach (var (line, reason) in new[] { (3, "'23.13.2014' in column 2"), (4, "'many' in column 4") })
        {
            Assert.Contains($"{path}, line {line}: {reason}", result.Errors);
            Assert.Matches($@"(?m)^\d\d/\d\d/\d\d \d\d:\d\d:\d\d > Warning: {path}, line {line}: {reason}", site.Log("isps_ul.log"));
        }
    }

    [Fact]
    public async Task Names_the_likely_cause_where_no_row_matches()
    {
        using var site = await Site.CreateAsync(server, map: false);
        site.ConfigureCsv(changes: [("Groups", "uhd_de_in"), ("DeleteImportFiles", "2")]);
        site.Map(site.German, "Calls", "CSV:uhd_de_in:CallsOffered");
        site.Deliver("calls.csv", Site.Example);

        var result = await site.ImportAsync();

        Assert.Equal(10, result.ExitCode);
        Assert.Contains("Groups has 'uhd_de_in', the files have 'UHD_DE_IN'", result.Errors);
        Assert.Equal(["calls.csv"], site.Files("acd"));
    }

    [Fact]
    public async Task Zeros_overwrite_values_only_where_they_are_asked_for()
    {
        using var site = await Site.CreateAsync(server);
        site.Deliver("calls.csv", Site.Example);
        await site.ImportAsync();
        File.Delete(site.Folder["acd/calls.csv"]);
        site.Deliver("later.csv", Site.Header + "UHD_DE_IN;23.12.2014;09:00;4;0;0\n");

        await site.ImportAsync();
        Assert.Equal("08:00=1 08:15=1 09:00=4", await site.ValuesAsync(site.German, "Calls"));

        site.Set("General", ("WriteAlways", "1"));
        await site.ImportAsync();
        Assert.Equal(96, (await site.ValuesAsync(site.German, "Calls")).Split(' ').Length);
        Assert.Equal(4, (await site.ValuesAsync(site.German, "Calls")).Split(' ').Sum(value => int.Parse(value.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_day_with_a_clock_change_has_all_its_hours()
    {
        using var site = await Site.CreateAsync(server);
        site.ConfigureCsv(changes: ("Interval", "60"));
        site.Deliver("calls.csv", Site.Header + string.Concat(Enumerable.Range(0, 24).Select(hour => $"UHD_DE_IN;26.10.2014;{hour:00}:00;{hour + 1};0;0\n")));

        await site.ImportAsync("-d", "10/26/2014");

        // Local 02:00 came twice; the files' one counts as the first.
        Assert.StartsWith("00:00=1 01:00=2 02:00=3 03:00=4 ", await site.ValuesAsync(site.German, "Calls", new LocalDate(2014, 10, 26)), StringComparison.Ordinal);
    }
}
