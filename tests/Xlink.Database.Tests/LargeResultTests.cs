using System.Globalization;
using System.Linq;
using NodaTime;
using Xlink.Sources;
using Xlink.Sources.Universal;

namespace Xlink.Database.Tests;

/// <summary>A million rows per call and per interval.</summary>
public sealed class LargeResultTests(DatabaseServers servers)
{
    private const int Calls = 1_000_000;
    private const int Queues = 200;
    private const int IntervalsPerQueue = 5040;

    private static readonly LocalDate First = new(2026, 11, 1);
    private static readonly string[] Lines =
        ["QueueSQL=select distinct queue from calls", "CallDataTable=calls", "QueueNameColumn=queue", "TimeStampColumn=started", "Interval=15", "ValueTypes=talk;acw"];

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void A_million_rows_of_calls_come_to_the_sums_of_the_database(string kind)
    {
        var database = servers.Create(kind);
        database.Execute(MakeTable(kind), $"insert into calls select {Concatenate(kind, "'Queue '", $"i % {Queues}")} as queue, {AddSeconds(kind, "i * 5 / 2")} as started, i % 600 as talk, (i % 7) * 0.25 as acw from {Numbers(kind, Calls)}");

        var reading = Read(database, First.PlusDays(28));

        Assert.Equal(Calls, reading.RowsUsed);
        Assert.Equal(ToNumber(database.Query("select sum(talk) from calls where queue = 'Queue 17'")), Sum(reading, 34));
        Assert.Equal(ToNumber(database.Query("select sum(acw) from calls")), Enumerable.Range(0, Queues).Sum(i => Sum(reading, (2 * i) + 1)));
        Assert.Equal(
            ToNumber(database.Query("select sum(talk) from calls where queue = 'Queue 3' and started >= '2026-11-05 10:15:00' and started < '2026-11-05 10:30:00'")),
            reading.GetValues(4, 6)[41]);
    }

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void A_million_rows_of_intervals_come_to_the_sums_of_the_database(string kind)
    {
        var database = servers.Create(kind);
        database.Execute(
            MakeTable(kind), $"insert into calls select {Concatenate(kind, "'Queue '", $"i % {Queues}")} as queue, {AddSeconds(kind, $"(i - i % {Queues}) / {Queues} * 900")} as started, i % 53 as talk, (i % 7) * 0.25 as acw from {Numbers(kind, Queues * IntervalsPerQueue)}");

        var reading = Read(database, First.PlusDays((IntervalsPerQueue / 96) + 1));

        Assert.Equal(Queues * IntervalsPerQueue, reading.RowsUsed);
        Assert.Equal(ToNumber(database.Query("select sum(talk) from calls")), Enumerable.Range(0, Queues).Sum(i => Sum(reading, 2 * i)));
        Assert.Equal(
            ToNumber(database.Query("select talk from calls where queue = 'Queue 3' and started = '2026-11-05 10:15:00'")),
            reading.GetValues(4, 6)[41]);
    }

    private static string Concatenate(string kind, string text, string number) => kind == DatabaseServers.MariaDb ? $"concat({text}, {number})" : $"{text} || ({number})";

    private static string MakeTable(string kind)
        => $"create table calls (queue varchar(50), started {(kind == DatabaseServers.PostgreSql ? "timestamp" : "datetime")}, talk integer, acw decimal(10, 2))";

    private static string AddSeconds(string kind, string seconds) => kind switch
    {
        DatabaseServers.PostgreSql => $"timestamp '2026-11-01' + ({seconds}) * interval '1 second'",
        DatabaseServers.MariaDb => $"timestamp('2026-11-01') + interval floor({seconds}) second",
        _ => $"datetime(1793491200 + {seconds}, 'unixepoch')", // 2026-11-01 by a clock without a zone
    };

    private static string Numbers(string kind, int count) => kind switch
    {
        DatabaseServers.PostgreSql => $"generate_series(0, {count - 1}) as s(i)",
        DatabaseServers.MariaDb => $"(select seq as i from seq_0_to_{count - 1}) as s",
        _ => $"(with recursive s(i) as (select 0 union all select i + 1 from s where i < {count - 1}) select i from s)",
    };

    private static CallDataReading Read(TestDatabase database, LocalDate last)
        => new UniversalCallDataSource(UniversalCallDataSettings.FromSection(database.Section(Lines)), installationPath: string.Empty).Read(
            new CallDataRequest
            {
                Days = new DateInterval(First, last),
                Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"],
                Series = [.. Enumerable.Range(0, Queues).SelectMany(i => new[] { "talk", "acw" }.Select(value => new SourceSeries("Queue " + i, SubGroup: null, value)))],
            },
            progress: null,
            TestContext.Current.CancellationToken);

    private static double ToNumber(string? text) => double.Parse(text!, CultureInfo.InvariantCulture);

    private static double Sum(CallDataReading reading, int series)
        => Enumerable.Range(0, reading.Days.Count).Sum(day => reading.GetValues(day, series).Where(value => !double.IsNaN(value)).Sum());
}
