using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Xlink.Sources;

namespace Xlink.Core.Tests.Sources.Csv;

/// <summary>Days with a clock change: no value is lost, doubled or shifted, whatever zone the file and the server are in.</summary>
public sealed class ClockChangeTests
{
    private const string Queue = "UHD_DE_IN";
    private const string Series = Queue + ":CallsOffered";

    // Spring and autumn of each zone, and the days around them.
    private static readonly (string Zone, LocalDate[] Days)[] Changes =
    [
        ("Europe/Berlin", [new(2024, 3, 31), new(2024, 10, 27)]),
        ("America/New_York", [new(2024, 3, 10), new(2024, 11, 3)]),
        ("Australia/Lord_Howe", [new(2024, 4, 7), new(2024, 10, 6)]),
        ("Asia/Kolkata", [new(2024, 3, 31), new(2024, 10, 27)]),
    ];

    public static TheoryData<string, string, int, int> ZonesAndIntervals()
    {
        var data = new TheoryData<string, string, int, int>();
        foreach (var file in Changes)
        {
            foreach (var server in Changes)
            {
                foreach (var minutes in new[] { 15, 30, 60 })
                {
                    data.Add(file.Zone, server.Zone, minutes, 15);
                    data.Add(file.Zone, server.Zone, minutes, 5);
                }
            }
        }

        data.Add("Europe/Berlin", "Europe/Berlin", 30, 30);
        data.Add("Europe/Berlin", "America/New_York", 30, 30);
        data.Add("Europe/Berlin", "Europe/Berlin", 60, 60);
        data.Add("Europe/Berlin", "America/New_York", 60, 60);
        data.Add("America/New_York", "America/New_York", 60, 60);
        data.Add("America/New_York", "Europe/Berlin", 60, 60);
        data.Add("Australia/Lord_Howe", "Australia/Lord_Howe", 30, 30);
        return data;
    }

    [Theory]
    [MemberData(nameof(ZonesAndIntervals))]
    public void Every_row_is_in_the_interval_of_the_server_that_it_happened_in(string fileZone, string serverZone, int intervalMinutes, int rowMinutes)
    {
        var zone = DateTimeZoneProviders.Tzdb[fileZone];
        foreach (var day in Changes.First(change => change.Zone == fileZone).Days)
        {
            var moments = Every(zone.AtStartOfDay(day.PlusDays(-1)).ToInstant(), zone.AtStartOfDay(day.PlusDays(2)).ToInstant(), rowMinutes);
            AssertInPlace(fileZone, serverZone, intervalMinutes, moments, day.PlusDays(-3), day.PlusDays(3));
        }
    }

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("Europe/Berlin", "Australia/Lord_Howe")]
    [InlineData("America/New_York", "America/New_York")]
    [InlineData("America/New_York", "Europe/Berlin")]
    [InlineData("Australia/Lord_Howe", "Australia/Lord_Howe")]
    [InlineData("Australia/Lord_Howe", "America/New_York")]
    [InlineData("Asia/Kolkata", "Asia/Kolkata")]
    [InlineData("Asia/Kolkata", "Europe/Berlin")]
    public void Every_interval_of_ten_years_is_in_its_place(string fileZone, string serverZone)
    {
        var zone = DateTimeZoneProviders.Tzdb[fileZone];
        var moments = Every(zone.AtStartOfDay(new LocalDate(2015, 1, 1)).ToInstant(), zone.AtStartOfDay(new LocalDate(2025, 1, 1)).ToInstant(), 15);

        AssertInPlace(fileZone, serverZone, 15, moments, new LocalDate(2014, 12, 30), new LocalDate(2025, 1, 2));
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kolkata")]
    public void The_sum_of_all_intervals_is_the_sum_of_all_rows_per_queue_on_every_day_of_ten_years(string zone)
    {
        var first = new LocalDate(2015, 1, 1);
        var last = new LocalDate(2024, 12, 31);
        var days = Period.DaysBetween(first, last) + 1;
        var row = Gen.Choose(0, 2).SelectMany(queue => Gen.Choose(0, 86_399).SelectMany(second => Gen.Choose(0, 1000).Select(value => (queue, second, value))));
        Prop.ForAll(row.ArrayOf(5 * days).ToArbitrary(), rows =>
        {
            var expected = new long[days, 2];
            var text = new StringBuilder(CsvImport.Header);
            for (var i = 0; i < rows.Length; i++)
            {
                // The third queue is not asked for, and every day has rows.
                var (queue, second, value) = rows[i];
                var day = i % days;
                var time = LocalTime.FromSecondsSinceMidnight(second);
                text.Append(CultureInfo.InvariantCulture, $"Q{queue};{first.PlusDays(day):dd.MM.yyyy};{time:HH:mm:ss};{value};0;0\n");
                if (queue < 2)
                {
                    expected[day, queue] += value;
                }
            }

            using var import = new CsvImport("TimeZone=" + zone, "Groups=Q0;Q1") { Zone = DateTimeZoneProviders.Tzdb[zone] };
            import.Write("a.csv", text.ToString());
            var reading = import.Read(first, last, "Q0:CallsOffered", "Q1:CallsOffered");

            for (var day = 0; day < days; day++)
            {
                Assert.Equal(expected[day, 0], SumOf(reading, day, 0));
                Assert.Equal(expected[day, 1], SumOf(reading, day, 1));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("Europe/London")]
    public void The_other_zone_s_hour_comes_twice_too(string timeZone)
    {
        using var import = new CsvImport("TimeZone=" + timeZone, "Interval=60", "AHTColumn=0") { Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"] };
        import.Write("a.csv", Rows("27.10.2024", "00:00", "01:00", "01:00", "02:00"));

        // 00:00 BST is 01:00 CEST, 01:00 BST is the first 02:00 and 01:00 GMT the second.
        Assert.Equal([(1, 1), (2, 2), (3, 4), (4, 8)], Values(import));
    }

    [Fact]
    public void Rows_of_a_queue_tell_the_second_hour_by_themselves()
    {
        using var import = new CsvImport("Interval=30", "AHTColumn=0");
        import.Write(
            "a.csv",
            Rows("27.10.2024", "02:00", "02:30", "02:00", "02:30")
            + "UHD_EN_IN;27.10.2024;02:00;16;0;0\nOther;27.10.2024;02:00;16;0;0\nUHD_EN_IN;27.10.2024;02:30;32;0;0\nOther;27.10.2024;02:00;16;0;0\n");

        Assert.Equal([(4, 1), (5, 2), (6, 4), (7, 8)], Values(import));
        Assert.Equal([(4, 16), (5, 32)], Values(import, "UHD_EN_IN:CallsOffered"));
    }

    [Fact]
    public void Queues_that_take_turns_do_too()
    {
        using var import = new CsvImport("Interval=60", "AHTColumn=0");
        import.Write("a.csv", CsvImport.Header + string.Concat(new[] { 1, 2, 4 }.Select(value =>
            $"UHD_DE_IN;27.10.2024;0{(value == 4 ? 3 : 2)}:00;{value};0;0\nUHD_EN_IN;27.10.2024;0{(value == 4 ? 3 : 2)}:00;{value * 8};0;0\n")));

        Assert.Equal([(2, 1), (3, 2), (4, 4)], Values(import));
        Assert.Equal([(2, 8), (3, 16), (4, 32)], Values(import, "UHD_EN_IN:CallsOffered"));
    }

    [Fact]
    public void A_file_that_runs_backwards_has_the_second_hour_first()
    {
        using var import = new CsvImport("Interval=30", "AHTColumn=0");
        import.Write("a.csv", Rows("27.10.2024", "03:30", "03:00", "02:30", "02:00", "02:30", "02:00", "01:30"));

        Assert.Equal([(3, 64), (4, 32), (5, 16), (6, 8), (7, 4), (8, 2), (9, 1)], Values(import));
    }

    [Fact]
    public void Each_file_is_looked_at_by_itself()
    {
        using var import = new CsvImport("Interval=30", "AHTColumn=0");
        import.Write("a.csv", Rows("27.10.2024", "02:00", "02:30"));
        import.Write("b.csv", Rows("27.10.2024", "02:00", "02:30"));

        Assert.Equal([(4, 2), (5, 4)], Values(import));
    }

    [Fact]
    public void Rows_of_calls_that_are_a_little_out_of_order_do_not_begin_the_hour_again()
    {
        using var import = new CsvImport("Interval=60", "AHTColumn=0");
        import.Write("a.csv", Rows("27.10.2024", "01:58:07", "02:03:00", "02:01:30", "02:40:00", "02:31:00", "02:02:10", "02:01:00", "02:55:00"));

        Assert.Equal([(1, 1), (2, 2 + 4 + 8 + 16), (3, 32 + 64 + 128)], Values(import));
    }

    [Fact]
    public void Rows_of_calls_in_no_order_are_all_of_the_first_hour()
    {
        using var import = new CsvImport("Interval=60", "AHTColumn=0");
        import.Write("a.csv", Rows("27.10.2024", "10:02:00", "01:00:00", "14:10:00", "02:50:00", "09:00:00", "02:10:00", "23:00:00", "02:05:00"));

        Assert.Equal([(1, 2), (2, 8 + 32 + 128), (10, 16), (11, 1), (15, 4), (24, 64)], Values(import));
    }

    [Fact]
    public void A_timestamp_with_an_offset_is_exact_whatever_the_order()
    {
        using var import = new CsvImport("TimeStampColumn=3", "DateOrder=ymd", "Interval=60", "AHTColumn=0", "TimeZone=America/New_York");
        import.Write("a.csv", CsvImport.Header + "UHD_DE_IN;;2024-10-27T02:30:00+01:00;1;0;0\nUHD_DE_IN;;2024-10-27T02:30:00+02:00;2;0;0\n");

        Assert.Equal([(2, 2), (3, 1)], Values(import));
    }

    [Fact]
    public void The_hour_that_is_left_out_is_moved_forward()
    {
        using var import = new CsvImport("Interval=60", "AHTColumn=0", "TimeZone=Europe/Berlin");
        import.Write("a.csv", Rows("31.03.2024", "01:00", "02:00", "03:00"));

        // Without loss: what cannot have happened at 02:00 happened at 03:00.
        Assert.Equal([(1, 1), (2, 2 + 4)], Values(import, Series, new LocalDate(2024, 3, 31)));
    }

    [Fact]
    public void A_named_zone_is_right_in_summer_and_winter_without_a_change_of_the_configuration()
    {
        using var import = new CsvImport("Interval=60", "AHTColumn=0", "TimeZone=UTC");
        import.Write("a.csv", CsvImport.Header + "UHD_DE_IN;01.07.2024;08:00;1;0;0\nUHD_DE_IN;01.12.2024;08:00;2;0;0\nUHD_DE_IN;01.12.2023;23:30;4;0;0\n");

        Assert.Equal([(10, 1)], Values(import, Series, new LocalDate(2024, 7, 1)));
        Assert.Equal([(9, 2)], Values(import, Series, new LocalDate(2024, 12, 1)));
        var reading = import.Read(new LocalDate(2024, 7, 1), Series);
        Assert.Equal((new LocalDate(2023, 12, 2), new LocalDate(2024, 12, 1)), (reading.Files[0].FirstDay, reading.Files[0].LastDay));
    }

    /// <summary>Rows with the values 1, 2, 4 … at times of a day.</summary>
    private static string Rows(string date, params string[] times)
        => CsvImport.Header + string.Concat(times.Select((time, i) => $"{Queue};{date};{time};{1 << i};0;0\n"));

    private static IEnumerable<(int Interval, double Value)> Values(CsvImport import, string series = Series, LocalDate? day = null)
        => import.Read(day ?? new LocalDate(2024, 10, 27), series).GetValues(0, 0)
            .Select((value, interval) => (interval, value))
            .Where(item => !double.IsNaN(item.value));

    private static List<Instant> Every(Instant start, Instant end, int minutes)
    {
        var moments = new List<Instant>();
        for (var moment = start; moment < end; moment += Duration.FromMinutes(minutes))
        {
            moments.Add(moment);
        }

        return moments;
    }

    /// <summary>Writes a row per moment as the clocks of the file's zone show it, and looks for each in the server's intervals by elapsed time.</summary>
    private static void AssertInPlace(
        string fileZone, string serverZone, int intervalMinutes, List<Instant> moments, LocalDate first, LocalDate last)
    {
        var (file, server) = (DateTimeZoneProviders.Tzdb[fileZone], DateTimeZoneProviders.Tzdb[serverZone]);
        using var import = new CsvImport("TimeZone=" + fileZone, "Interval=" + intervalMinutes.ToString(CultureInfo.InvariantCulture), "AHTColumn=0") { Zone = server };
        var text = new StringBuilder(CsvImport.Header);
        var expected = new Dictionary<(LocalDate, long), double>();
        for (var i = 0; i < moments.Count; i++)
        {
            var value = (i % 9973) + 1;
            text.Append(CultureInfo.InvariantCulture, $"{Queue};{moments[i].InZone(file).ToDateTimeUnspecified():dd.MM.yyyy;HH:mm};{value};0;0\n");
            var date = moments[i].InZone(server).Date;
            var elapsed = moments[i] - server.AtStartOfDay(date).ToInstant();
            var place = (date, elapsed.BclCompatibleTicks / Duration.FromMinutes(intervalMinutes).BclCompatibleTicks);
            expected[place] = expected.GetValueOrDefault(place) + value;
        }

        import.Write("a.csv", text.ToString());
        var reading = import.Read(first, last, Series);

        var found = new Dictionary<(LocalDate, long), double>();
        for (var day = 0; day < reading.Days.Count; day++)
        {
            var values = reading.GetValues(day, 0);
            for (var i = 0; i < values.Length; i++)
            {
                if (!double.IsNaN(values[i]))
                {
                    found.Add((reading.Days[day].Date, i), values[i]);
                }
            }
        }

        Assert.Equal(moments.Count, reading.RowsUsed);
        Assert.Equal(expected.Count, found.Count);
        Assert.Empty(expected.Where(item => !found.TryGetValue(item.Key, out var value) || value != item.Value).Take(5));
    }

    private static long SumOf(CallDataReading reading, int day, int series)
        => (long)reading.GetValues(day, series).Where(value => !double.IsNaN(value)).Sum();
}
