using System;
using System.Collections.Generic;
using System.Linq;
using NodaTime;
using Xlink.Sources;
using Xlink.Sources.Universal;

namespace Xlink.Database.Tests;

/// <summary>How many queries an import sends.</summary>
public sealed class CallDataQueryTests(DatabaseServers servers)
{
    private static readonly LocalDate Day = new(2026, 11, 16);

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void All_queues_values_and_days_are_read_by_one_query(string kind)
    {
        var (reading, queries) = Read(kind, queues: 2, days: 3);

        Assert.Single(queries);
        Assert.Equal(2 * 3 * 3, Enumerable.Range(0, 6).Sum(series => Enumerable.Range(0, 3).Sum(day => reading.GetValues(day, series).Count(value => !double.IsNaN(value)))));
        Assert.Equal((6, 0), (reading.RowsUsed, reading.RowsOfUnknownGroups));
    }

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void So_are_more_queues_than_a_database_takes_parameters(string kind)
    {
        var (reading, queries) = Read(kind, queues: 501, days: 1);

        Assert.DoesNotContain(" IN (", Assert.Single(queries), StringComparison.Ordinal);
        Assert.Equal((501, 1), (reading.RowsUsed, reading.RowsOfUnknownGroups));
        Assert.All(Enumerable.Range(0, 501), queue => Assert.Equal(queue, reading.GetValues(0, 3 * queue)[32]));
    }

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void The_most_queues_that_are_parameters_are(string kind)
    {
        var (reading, queries) = Read(kind, queues: 500, days: 1);

        Assert.Contains(" IN (", Assert.Single(queries), StringComparison.Ordinal);
        Assert.Equal((500, 0), (reading.RowsUsed, reading.RowsOfUnknownGroups));
    }

    /// <summary>Reads three values per queue: a row at 08:00 of each day, and one of a queue that nobody wants.</summary>
    private (CallDataReading Reading, IReadOnlyList<string> Queries) Read(string kind, int queues, int days)
    {
        var database = servers.Create(kind);
        var rows = Enumerable.Range(0, queues).Append(-1).SelectMany(
            queue => Enumerable.Range(0, days).Select(day => $"('Queue {queue}', '{Day.PlusDays(day):uuuu-MM-dd} 08:00:00', {queue}, 2, 3)"));
        database.Execute(
            $"create table calls (queue varchar(50), started {(kind == DatabaseServers.PostgreSql ? "timestamp" : "datetime")}, a integer, b integer, c integer)",
            "insert into calls values " + string.Join(", ", rows));
        var section = database.Section("QueueSQL=select queue from calls", "CallDataTable=calls", "QueueNameColumn=queue", "TimeStampColumn=started", "Interval=15", "ValueTypes=a;b;c");
        var queries = new List<string>();
        var request = new CallDataRequest
        {
            Days = new DateInterval(Day, Day.PlusDays(days - 1)),
            Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"],
            Series = [.. Enumerable.Range(0, queues).SelectMany(queue => new[] { "a", "b", "c" }.Select(value => new SourceSeries("Queue " + queue, SubGroup: null, value)))],
            QuerySent = queries.Add,
        };
        var source = new UniversalCallDataSource(UniversalCallDataSettings.FromSection(section), installationPath: string.Empty);
        return (source.Read(request, progress: null, TestContext.Current.CancellationToken), queries);
    }
}
