using System;
using System.IO;
using System.Linq;
using System.Text;
using NodaTime;
using Xlink.Sources;

namespace Xlink.Core.Tests.Sources.Csv;

public sealed class CsvAgentDataSourceTests
{
    private const string StartOnly = "ActivityTimeSpanType=2";

    [Fact]
    public void Start_and_end_are_read_from_date_time_columns()
    {
        using var import = new CsvAgentImport();

        Assert.Equal(["05-02 7 08:00-08:30 R"], import.Run("7;R;02.05.2024 08:00;02.05.2024 08:30:00"));
    }

    [Fact]
    public void Start_and_end_are_read_from_separate_columns_of_date_and_time()
    {
        using var import = new CsvAgentImport(
            "ActivityColumnNames=StartDate;StartTime;EndDate;EndTime;Activity;Agent", "ActivityStartTimeStampColumn=", "ActivityEndTimeStampColumn=0",
            "ActivityStartDateColumn=1", "ActivityStartTimeColumn=2", "ActivityEndDateColumn=3", "ActivityEndTimeColumn=4", "ActivityColumn=5", "AgentColumn=6");

        Assert.Equal(
            ["05-02 7 22:00-24:00 R", "05-03 7 00:00-06:15 R"],
            import.Run("02.05.2024;22:00;03.05.2024;6:15 AM;R;7"));
    }

    [Fact]
    public void An_end_without_a_date_is_the_next_time_the_clock_shows_it()
    {
        using var import = new CsvAgentImport(
            "ActivityColumnNames=Agent;Activity;Date;Start;End", "ActivityStartTimeStampColumn=3;4", "ActivityEndTimeStampColumn=", "ActivityEndTimeColumn=5");

        Assert.Equal(
            ["05-02 7 08:00-09:00 R", "05-02 7 22:00-24:00 R", "05-03 7 00:00-06:00 R"],
            import.Run("7;R;02.05.2024;08:00;09:00", "7;R;02.05.2024;22:00;06:00"));
    }

    [Fact]
    public void A_time_stamp_may_stand_in_two_columns()
    {
        using var import = new CsvAgentImport(
            StartOnly, "ActivityColumnNames=Agent;Activity;Date;Time", "ActivityStartTimeStampColumn=3;4", "ActivityStartTimeStampFormat=yyyy/mm/dd;HH:MM:SS", "LogOffActivities=0");

        Assert.Equal(["05-02 7 08:00-09:30 R"], import.Run("7;R;2024/05/02;08:00:00", "7;0;2024/05/02;09:30:00"));
    }

    [Fact]
    public void The_time_may_stand_before_the_date_if_the_format_says_so()
    {
        using var import = new CsvAgentImport(
            StartOnly, "ActivityColumnNames=Agent;Activity;Time;Date", "ActivityStartTimeStampColumn=3;4", "ActivityStartTimeStampFormat=HH:MM:SS;mm/dd/yyyy", "LogOffActivities=0");

        Assert.Equal(["05-02 7 08:00-09:30 R"], import.Run("7;R;08:00:00;05/02/2024", "7;0;09:30:00;05/02/2024"));
    }

    [Fact]
    public void A_duration_counts_in_seconds()
    {
        using var import = new CsvAgentImport("ActivityTimeSpanType=0", "ActivityDurationColumn=4");

        Assert.Equal(["05-02 7 08:00-08:01:30 R"], import.Run("7;R;02.05.2024 08:00;90", "7;R;02.05.2024 09:00;0"));
    }

    [Fact]
    public void A_row_without_an_end_lasts_until_the_next_one()
    {
        using var import = new CsvAgentImport();

        Assert.Equal(
            ["05-02 7 08:00-08:10 R", "05-02 7 08:10-08:20 B"],
            import.Run("7;R;02.05.2024 08:00;", "7;B;02.05.2024 08:10;02.05.2024 08:20"));
    }

    [Fact]
    public void Start_only_rows_of_several_files_follow_on_each_other()
    {
        using var import = new CsvAgentImport(StartOnly, "ActivityColumnNames=Agent;Activity;Start", "LogOffActivities=Off;Gone");
        import.Write("2024-05-02.csv", "7;R;02.05.2024 22:00\n");
        import.Write("2024-05-03.csv", "7;B;03.05.2024 02:00\n7;Gone;03.05.2024 03:00\n");

        Assert.Equal(["05-02 7 22:00-24:00 R", "05-03 7 00:00-02:00 R", "05-03 7 02:00-03:00 B"], Sources.Agents.TimelineRun.Show(import.Read().Days));
    }

    [Fact]
    public void The_minimum_duration_is_read_from_the_configuration()
    {
        using var import = new CsvAgentImport("MinimumActivityDuration=60");

        Assert.Equal(
            ["05-02 7 09:00-09:01 R"],
            import.Run("7;R;02.05.2024 08:00;02.05.2024 08:00:59", "7;R;02.05.2024 09:00;02.05.2024 09:01"));
    }

    [Theory]
    [InlineData("TimeZone=2", "06:00", "06:30")]
    [InlineData("TimeZone=-01:30", "09:30", "10:00")]
    [InlineData("TimeZone=Asia/Kolkata", "11:30", "12:00")]
    [InlineData("TimeZone=India Standard Time", "11:30", "12:00")]
    public void Times_are_brought_into_the_zone_of_the_server(string timeZone, string start, string end)
    {
        using var import = new CsvAgentImport(timeZone);

        Assert.Equal(["05-02 7 08:00-08:30 R"], import.Run($"7;R;02.05.2024 {start};02.05.2024 {end}"));
    }

    [Fact]
    public void TimeZone_TimeLink_overrides_TimeZone()
    {
        using var import = new CsvAgentImport("TimeZone=5", "TimeZone_TimeLink=-2");

        Assert.Equal(["05-02 7 08:00-08:30 R"], import.Run("7;R;02.05.2024 10:00;02.05.2024 10:30"));
    }

    [Fact]
    public void A_time_stamp_with_an_offset_is_a_moment()
    {
        using var import = new CsvAgentImport("TimeZone=5");

        Assert.Equal(["05-02 7 08:00-08:30 R"], import.Run("7;R;02.05.2024T06:00:00Z;02.05.2024 08:30:00+02:00"));
    }

    [Fact]
    public void Of_an_hour_that_comes_twice_the_end_is_the_one_after_the_start()
    {
        using var import = new CsvAgentImport { Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"] };
        import.Write("status.csv", "7;R;27.10.2024 02:50;27.10.2024 02:10\n");

        var day = new LocalDate(2024, 10, 27);
        var reading = new Xlink.Sources.Csv.CsvAgentDataSource(import.Settings).Read(
            new AgentDataRequest { Days = new DateInterval(day, day), Zone = import.Zone, Now = Instant.FromUtc(2024, 12, 31, 0, 0) },
            progress: null,
            TestContext.Current.CancellationToken);

        var activity = Assert.Single(Assert.Single(reading.Days).Activities);
        Assert.Equal(TimeSpan.FromMinutes(20), activity.End - activity.Start);
        Assert.Equal(TimeSpan.FromHours(2), activity.Start.Offset);
        Assert.Equal(TimeSpan.FromHours(1), activity.End.Offset);
    }

    [Fact]
    public void Activities_that_begin_in_an_hour_that_comes_twice_are_told_unless_they_say_which_or_are_of_another_day()
    {
        using var import = new CsvAgentImport { Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"] };
        import.Write(
            "status.csv",
            "7;R;27.10.2024 01:59;27.10.2024 02:10\n7;R;27.10.2024 02:00;27.10.2024 02:10\n7;R;27.10.2024 02:59;27.10.2024 03:10\n7;R;27.10.2024 03:00;27.10.2024 03:10\n"
                + "7;R;2024-10-27 02:30+01:00;2024-10-27 02:40+01:00\n7;R;29.10.2023 02:30;29.10.2023 02:40\n");

        var day = new LocalDate(2024, 10, 27);
        var reading = new Xlink.Sources.Csv.CsvAgentDataSource(import.Settings).Read(
            new AgentDataRequest { Days = new DateInterval(day, day), Zone = import.Zone, Now = Instant.FromUtc(2024, 12, 31, 0, 0) },
            progress: null,
            TestContext.Current.CancellationToken);

        Assert.Contains("has 2 activities", Assert.Single(reading.Warnings), StringComparison.Ordinal);
        Assert.Contains("TimeZone_TimeLink=UTC", reading.Warnings[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("seven;R;02.05.2024 08:00;02.05.2024 08:30", SkipReason.AgentId)]
    [InlineData(";R;02.05.2024 08:00;02.05.2024 08:30", SkipReason.AgentId)]
    [InlineData("7;;02.05.2024 08:00;02.05.2024 08:30", SkipReason.ActivityId)]
    [InlineData("7;R;05/31/2024;02.05.2024 08:30", SkipReason.TimeStamp)]
    [InlineData("7;R;02.05.2024 08:00;tomorrow", SkipReason.TimeStamp)]
    [InlineData("7;R;02.05.2024 08:00;02.05.2024 07:59:59", SkipReason.EndBeforeStart)]
    [InlineData("7;R;02.05.2024 08:00", SkipReason.TooFewColumns)]
    [InlineData("7;R;02.05.2024 08:00;02.05.2024 08:30;x", SkipReason.TooManyColumns)]
    [InlineData("7;\"R;02.05.2024 08:00;02.05.2024 08:30", SkipReason.UnclosedQuote)]
    public void A_malformed_row_is_reported_with_file_line_and_reason_and_the_others_count(string row, SkipReason reason)
    {
        using var import = new CsvAgentImport();
        var path = import.Write("status.csv", "7;R;02.05.2024 06:00;02.05.2024 07:00\n" + row + "\n7;R;02.05.2024 09:00;02.05.2024 10:00\n");

        var reading = import.Read();

        var skipped = Assert.Single(reading.SkippedRows);
        Assert.Equal((path, 2, reason), (skipped.FilePath, skipped.Line, skipped.Reason));
        Assert.Equal((2, 1), (reading.RowsRead, reading.RowsSkipped));
        Assert.Equal(["05-02 7 06:00-07:00 R", "05-02 7 09:00-10:00 R"], Sources.Agents.TimelineRun.Show(reading.Days));
    }

    [Fact]
    public void A_duration_that_is_no_number_of_seconds_is_malformed()
    {
        using var import = new CsvAgentImport("ActivityTimeSpanType=0", "ActivityDurationColumn=4");
        import.Write("status.csv", "7;R;02.05.2024 08:00;-1\n7;R;02.05.2024 08:00;00:05\n");

        Assert.Equal([SkipReason.Duration, SkipReason.Duration], import.Read().SkippedRows.Select(row => row.Reason));
    }

    [Fact]
    public void Leading_zeros_of_an_agent_and_the_case_of_an_activity_count()
    {
        using var import = new CsvAgentImport();

        Assert.Equal(
            ["05-02 007 08:00-08:30 R", "05-02 7 08:00-08:30 r"],
            import.Run("7;r;02.05.2024 08:00;02.05.2024 08:30", "007;R;02.05.2024 08:00;02.05.2024 08:30"));
    }

    [Fact]
    public void An_activity_is_the_same_in_a_file_of_either_encoding()
    {
        using var import = new CsvAgentImport();
        import.Write("a.csv", "7;Prüfung;02.05.2024 08:00;02.05.2024 09:00\n");
        import.Write("b.csv", Encoding.Latin1.GetBytes("8;Prüfung;02.05.2024 08:00;02.05.2024 09:00\n"));

        Assert.Equal(["Prüfung", "Prüfung"], import.Read().Days[0].Activities.Select(activity => activity.ActivityId));
    }

    [Fact]
    public void The_configured_activities_are_given_with_their_names()
    {
        using var import = new CsvAgentImport("ActivityIdentifiers=R;B;0", "ActivityDescriptions=Ready;;Logged off", "LogOffActivities=0");

        Assert.Equal(["CSV:R (Ready)", "CSV:B"], import.Read().ExternalActivities.Select(activity => activity.ToString()));
    }

    [Fact]
    public void Activities_without_a_name_are_imported_with_a_warning()
    {
        using var import = new CsvAgentImport("ActivityIdentifiers=R");
        import.Write("status.csv", "7;R;02.05.2024 08:00;02.05.2024 08:30\n7;X;02.05.2024 08:30;02.05.2024 09:00\n");

        var reading = import.Read();

        Assert.Equal(2, reading.Days[0].Activities.Count);
        Assert.Contains("X", Assert.Single(reading.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_given_with_the_days_they_touch()
    {
        using var import = new CsvAgentImport();
        import.Write("a.csv", "7;R;01.05.2024 22:00;02.05.2024 06:00\n");
        import.Write("b.csv", "7;R;02.05.2024 22:00;03.05.2024 00:00\n");

        Assert.Equal(
            [(new LocalDate(2024, 5, 1), new LocalDate(2024, 5, 2)), (new LocalDate(2024, 5, 2), new LocalDate(2024, 5, 2))],
            import.Read().Files.Select(file => (file.FirstDay!.Value, file.LastDay!.Value)));
    }

    [Fact]
    public void Pipes_sockets_devices_folders_and_links_that_lead_nowhere_do_not_keep_the_files_from_being_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders, and links need a privilege.");
        using var import = new CsvAgentImport();
        import.Write("e.csv", "7;R;02.05.2024 08:00;02.05.2024 08:30\n");
        Directory.CreateDirectory(Path.Combine(import.Source, "f.csv"));
        using var others = new NoFiles(import.Source);
        var dangling = Path.Combine(import.Source, "g.csv");
        File.CreateSymbolicLink(dangling, Path.Combine(import.Source, "gone"));

        var reading = import.Read();

        Assert.Single(reading.Days[0].Activities);
        Assert.Equal([("e.csv", true), ("g.csv", false)], reading.Files.Select(file => (Path.GetFileName(file.Path), file.WasRead)));
        Assert.Equal([.. others.Paths, dangling], reading.Warnings.Select(warning => warning.Split(' ')[0]));
    }

    [Theory]
    [InlineData("", "there is no file")]
    [InlineData("7,R,02.05.2024 08:00,02.05.2024 08:30\n", "ActivitySeparatorCharacter should probably be 2")]
    [InlineData("7;R;02.05.2020 08:00;02.05.2020 08:30\n", "02.05.2020")]
    [InlineData("7;R;x;y\n", "malformed")]
    public void A_configuration_that_matches_no_row_is_reported_with_its_likely_cause(string text, string cause)
    {
        using var culture = new Scripting.CultureScope("de-DE");
        using var import = new CsvAgentImport();
        if (text.Length > 0)
        {
            import.Write("status.csv", text);
        }

        Assert.Contains(cause, Assert.Single(import.Read().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_all_have_too_few_columns_are_an_error()
    {
        using var import = new CsvAgentImport();
        import.Write("status.csv", "7;R;02.05.2024 08:00\n");

        var error = Assert.Throws<XlinkException>(import.Read);

        Assert.Equal("SourceColumnMissing", error.ErrorId);
    }
}
