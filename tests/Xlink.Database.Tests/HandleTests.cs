using System;
using System.Linq;
using System.Threading;
using NodaTime;
using Xlink.Odbc;
using Xlink.Sources;
using Xlink.Sources.Universal;

namespace Xlink.Database.Tests;

/// <summary>No handle and no session is left over, whatever fails. The handles of the whole process are counted, so nothing else may run meanwhile.</summary>
[Collection(nameof(HandleTests))]
[CollectionDefinition(nameof(HandleTests), DisableParallelization = true)]
public sealed class HandleTests(DatabaseServers servers)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void After_a_refused_login()
    {
        var (port, connectionString) = servers.PostgreSqlAddress;
        var section = TestDatabase.Parse("ConnectionString=" + connectionString(port, "postgres").Split("PWD=")[0] + "PWD=wrong");

        AssertNothingIsLeft("OdbcLoginRefused", () => OdbcConnection.Open(OdbcConnectionSettings.FromSection(section), Cancellation));
    }

    [Fact]
    public void After_a_server_that_is_not_there()
    {
        var (_, connectionString) = servers.PostgreSqlAddress;
        using var taken = new ClosedPort();
        var section = TestDatabase.Parse("ConnectionString=" + connectionString(taken.Number, "postgres"));

        AssertNothingIsLeft("OdbcConnectFailed", () => OdbcConnection.Open(OdbcConnectionSettings.FromSection(section), Cancellation));
    }

    [Fact]
    public void After_a_query_that_takes_too_long()
    {
        var database = servers.Create(DatabaseServers.PostgreSql);
        var settings = OdbcConnectionSettings.FromSection(database.Section("QueryTimeout=1"));

        AssertNothingIsLeft("OdbcQueryTimedOut", () =>
        {
            using var connection = OdbcConnection.Open(settings, Cancellation);
            OdbcStatement.ExecuteLarge(connection, "test", "select pg_sleep(3600)", [], Cancellation);
        });
        AssertNoSession(database);
    }

    [Theory]
    [InlineData(DatabaseServers.PostgreSql)]
    [InlineData(DatabaseServers.MariaDb)]
    public void After_a_lost_connection(string kind)
    {
        var database = servers.Create(kind);
        var numbers = kind == DatabaseServers.PostgreSql ? "generate_series(0, 399999) as s(i)" : "(select seq as i from seq_0_to_399999) as s";
        database.Execute($"create table calls as select 'Hotline' as queue, i as started, 1 as talk from {numbers}");
        using var proxy = new CuttingProxy(database.Port, 500_000);

        AssertNothingIsLeft("OdbcConnectionLost", () => Read(database.At(proxy.Port), "ValueTypes=talk"));
        AssertNoSession(database);
    }

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void After_a_query_that_is_refused_and_a_value_that_is_none(string kind)
    {
        var database = servers.Create(kind);
        database.Execute($"create table calls (queue varchar(50), started integer, talk {(kind == DatabaseServers.PostgreSql ? "timestamp" : "datetime")})");

        AssertNothingIsLeft("OdbcQueryFailed", () => Read(database, "ValueTypes=nothing_like_it"));
        AssertNothingIsLeft("UniversalValueNotNumeric", () => Read(database, "ValueTypes=talk"));
        AssertNoSession(database);
    }

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void After_a_column_that_cannot_be_bound(string kind)
    {
        var database = servers.Create(kind);

        AssertNothingIsLeft("OdbcQueryFailed", () =>
        {
            using var connection = database.Connect();
            using var statement = OdbcStatement.ExecuteLarge(connection, "test", "select 1", [], Cancellation);

            // Column 0 is none of the result.
            new OdbcBoundColumn(OdbcBuffer.Text, 10).Bind(statement, 0, 1);
        });
        AssertNoSession(database);
    }

    private static void AssertNothingIsLeft(string errorId, Action action)
    {
        // Logins that other tests have given up may still come to their end.
        OdbcConnectionTests.WaitUntil(() => OdbcHandle.OpenCount == 0);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(errorId, Assert.Throws<XlinkException>(action).ErrorId);
            Assert.Equal(0, OdbcHandle.OpenCount);
        }
    }

    private static void AssertNoSession(TestDatabase database)
    {
        if (database.ConnectionString.Contains("PostgreSQL", StringComparison.Ordinal))
        {
            OdbcConnectionTests.WaitUntil(() => database.Query("select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()") == "0");
        }
        else if (database.ConnectionString.Contains("MariaDB", StringComparison.Ordinal))
        {
            OdbcConnectionTests.WaitUntil(() => database.Query("select count(*) from information_schema.processlist where db = database() and id <> connection_id()") == "0");
        }
    }

    private static void Read(TestDatabase database, string values)
    {
        var section = database.Section(
            "QueueSQL=select queue from calls", "CallDataTable=calls", "QueueNameColumn=queue", "TimeStampColumn=started", "TimeStampType=1", "Interval=15", values);
        var day = new LocalDate(1970, 1, 1);
        new UniversalCallDataSource(UniversalCallDataSettings.FromSection(section), installationPath: string.Empty).Read(
            new CallDataRequest
            {
                Days = new DateInterval(day, day.PlusDays(10)),
                Zone = DateTimeZone.Utc,
                Series = [new SourceSeries("Hotline", SubGroup: null, values.Split('=').Last())],
            },
            progress: null,
            Cancellation);
    }
}
