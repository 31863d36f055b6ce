using System;
using System.Collections.Generic;
using System.Linq;
using NodaTime;
using Xlink.Core.Tests.Sources.Csv;
using Xlink.Importing;
using Xlink.Mapping;
using Xlink.Scripting;
using Xlink.Sources;
using Xlink.Sources.Csv;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests.Importing;

public sealed class TargetCalculationTests : IDisposable
{
    private static readonly LocalDate Day = new(2014, 12, 23);

    private readonly CsvImport csv = new();
    private readonly List<string> failures = [];

    public void Dispose() => csv.Dispose();

    [Fact]
    public void Parameters_come_in_the_order_of_the_mapping()
    {
        csv.Write("calls.csv", CsvImport.Header + "UHD_DE_IN;23.12.2014;08:00;7;3;0\n");

        Assert.Equal(7300, Compute(Day, "Result = (Para1 * 10 + Para2) * 100", "CSV:UHD_DE_IN:CallsOffered", "CSV:UHD_DE_IN:CallsHandled")[32]);
        Assert.Equal(3700, Compute(Day, "Result = (Para1 * 10 + Para2) * 100", "CSV:UHD_DE_IN:CallsHandled", "CSV:UHD_DE_IN:CallsOffered")[32]);
    }

    [Fact]
    public void The_same_metric_may_be_several_parameters()
    {
        csv.Write("calls.csv", CsvImport.Header + "UHD_DE_IN;23.12.2014;08:00;7;3;0\n");

        Assert.Equal(1400, Compute(Day, script: null, "CSV:UHD_DE_IN:CallsOffered", "CSV:UHD_DE_IN:CallsOffered")[32]);
    }

    // A calendar for December 2014 begins on a Monday.
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 4)]
    [InlineData(4, 5)]
    [InlineData(5, 6)]
    [InlineData(6, 7)]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    public void The_weekday_is_1_on_Sunday_and_7_on_Saturday(int day, int weekday)
    {
        csv.Write("calls.csv", CsvImport.Header + $"UHD_DE_IN;{day:00}.12.2014;08:00;1;1;0\n");

        Assert.Equal(weekday, Compute(new LocalDate(2014, 12, day), "Result = Weekday", "CSV:UHD_DE_IN:CallsOffered")[32]);
    }

    [Fact]
    public void Minutes_count_from_midnight_to_the_interval_s_start()
    {
        csv.Write("calls.csv", CsvImport.Header + string.Concat(Enumerable.Range(0, 24).Select(hour => $"UHD_DE_IN;23.12.2014;{hour:00}:29;1;1;0\n")));

        var values = Compute(Day, "Result = Minutes", "CSV:UHD_DE_IN:CallsOffered");

        Assert.Equal(Enumerable.Range(0, 24).Select(hour => (hour * 60) + 15), values.Where(value => value != DayVector.NoData));
    }

    [Theory]
    [InlineData(2014, 10, 26, 8, "02:00 02:15 02:30 02:45 02:00 02:15 02:30 02:45 03:00")]
    [InlineData(2015, 3, 29, 6, "01:30 01:45 03:00 03:15")]
    public void On_a_day_with_a_clock_change_minutes_are_what_the_clock_shows(int year, int month, int day, int first, string expected)
    {
        using var utc = new CsvImport("TimeStampColumn=2", "DateColumn=0", "TimeColumn=0", "ColumnNames=Queue;Stamp;CallsOffered", "AHTColumn=0");
        var date = new LocalDate(year, month, day);
        var intervals = new IntervalDay(date, 15, utc.Zone);
        utc.Write("calls.csv", "Queue;Stamp;CallsOffered\n" + string.Concat(Enumerable.Range(0, intervals.Count).Select(i
            => $"UHD_DE_IN;{intervals.GetStart(i).ToInstant().InUtc():dd.MM.uuuu'T'HH:mm:ss}Z;1\n")));

        var values = Compute(utc, date, "Result = Minutes", writeAlways: false, "CSV:UHD_DE_IN:CallsOffered");

        Assert.Equal(expected, string.Join(' ', values.Skip(first).Take(expected.Split(' ').Length).Select(minutes => $"{minutes / 60:00}:{minutes % 60:00}")));
    }

    [Fact]
    public void No_data_is_not_0()
    {
        csv.Write("calls.csv", CsvImport.Header + "UHD_DE_IN;23.12.2014;08:00;0;0;0\n");

        var values = Compute(Day, "Result = Para1 * 100", "CSV:UHD_DE_IN:CallsOffered");

        Assert.Equal(0, values[32]);
        Assert.Equal(95, values.Count(value => value == DayVector.NoData));
    }

    [Fact]
    public void One_metric_with_data_is_enough_and_the_others_are_0_then()
    {
        csv.Write("calls.csv", CsvImport.Header + "UHD_DE_IN;23.12.2014;08:00;5;0;0\nUHD_EN_IN;23.12.2014;08:15;7;0;0\n");

        var values = Compute(Day, "Result = (Para1 * 10 + Para2) * 100", "CSV:UHD_DE_IN:CallsOffered", "CSV:UHD_EN_IN:CallsOffered");

        Assert.Equal((5000, 700, DayVector.NoData), (values[32], values[33], values[34]));
    }

    [Fact]
    public void With_WriteAlways_no_data_is_0_but_not_where_the_script_failed()
    {
        csv.Write("calls.csv", CsvImport.Header + "UHD_DE_IN;23.12.2014;08:00;5;0;0\nUHD_DE_IN;23.12.2014;08:15;6;2;0\n");

        var values = Compute(Day, "Result = Para1 / Para2 * 100", writeAlways: true, "CSV:UHD_DE_IN:CallsOffered", "CSV:UHD_DE_IN:CallsHandled");

        Assert.Equal((0, DayVector.NoData, 300), (values[31], values[32], values[33]));
        Assert.Equal(["08:00 ScriptDivisionByZero"], failures);
    }

    [Fact]
    public void With_WriteAlways_a_configuration_that_matches_no_row_wipes_nothing()
    {
        csv.Write("calls.csv", CsvImport.Header + "uhd_de_in;23.12.2014;08:00;5;0;0\n");

        Assert.All(Compute(Day, script: null, writeAlways: true, "CSV:UHD_DE_IN:CallsOffered"), value => Assert.Equal(DayVector.NoData, value));
    }

    [Fact]
    public void Every_interval_that_a_script_fails_on_is_told_and_the_rest_is_computed()
    {
        csv.Write("calls.csv", CsvImport.Header + string.Concat(Enumerable.Range(8, 4).Select(hour => $"UHD_DE_IN;23.12.2014;{hour}:00;{hour};{hour % 2};0\n")));

        var values = Compute(Day, "Result = Para1 / Para2 * 100", "CSV:UHD_DE_IN:CallsOffered", "CSV:UHD_DE_IN:CallsHandled");

        Assert.Equal(["08:00 ScriptDivisionByZero", "10:00 ScriptDivisionByZero"], failures);
        Assert.Equal([900, 1100], values.Where(value => value != DayVector.NoData));
    }

    private int[] Compute(LocalDate day, string? script, params string[] sources) => Compute(day, script, writeAlways: false, sources);

    private int[] Compute(LocalDate day, string? script, bool writeAlways, params string[] sources) => Compute(csv, day, script, writeAlways, sources);

    private int[] Compute(CsvImport csv, LocalDate day, string? script, bool writeAlways, params string[] sources)
    {
        var system = new PlannedSource("CSV", new CsvCallDataSource(csv.Settings));
        var target = new MappedTarget
        {
            Queue = new WfmQueue { Id = 2, ParentId = 1, Name = "Hotline", Path = "Hotline", ValueTypes = [] },
            ValueType = new WfmValueType { Id = 1001, Name = "Calls" },
            Sources = [.. sources.Select(source => system.Want(SourcePath.Parse(source)))],
            Script = script is null ? Script.Default(sources.Length) : Script.Compile("Sub Main()\n" + script + "\nEnd Sub\n", "$1.BAS"),
        };
        system.Read(csv.MakeRequest(day, day), isDryRun: false, new Progress<SourceProgress>(), TestContext.Current.CancellationToken);
        var vector = new TargetCalculation(target, writeAlways).Compute(
            0, (_, start, error) => failures.Add($"{start:HH:mm} {error.ErrorId}"), scriptLog: null).Vector;
        Assert.Equal((2, 1001, day, 15), (vector.QueueId, vector.ValueTypeId, vector.Day, vector.IntervalMinutes));
        return vector.Values;
    }
}
