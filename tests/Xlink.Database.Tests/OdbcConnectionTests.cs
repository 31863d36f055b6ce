using System;
using System.Linq;
using System.Threading;
using Xlink.Odbc;

namespace Xlink.Database.Tests;

/// <summary>Connections, queries and values through the driver manager.</summary>
public sealed class OdbcConnectionTests(DatabaseServers servers)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void Texts_of_any_language_and_length_arrive_unchanged(string kind)
    {
        var database = servers.Create(kind);
        var texts = new[] { "Zürich", "日本語", "😀 Hotline", string.Empty, "'; drop table x --", "a\"b\\c" };
        database.Execute("create table x (id integer, name varchar(200)" + (kind == DatabaseServers.MariaDb ? ") character set utf8mb4" : ")"));
        using var connection = database.Connect();
        foreach (var text in texts)
        {
            Assert.Equal(text, Read(connection, kind == DatabaseServers.PostgreSql ? "select cast(? as text)" : "select ?", OdbcParameter.From(text)));
            database.Execute("delete from x", "insert into x values (1, '" + text.Replace("\\", kind == DatabaseServers.MariaDb ? "\\\\" : "\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "')");
            Assert.Equal(text, Read(connection, "select name from x"));
        }

        var repeat = kind == DatabaseServers.Sqlite ? "replace(hex(zeroblob(50000)), '00', 'äöü')" : "repeat('äöü', 50000)";
        Assert.Equal(string.Concat(Enumerable.Repeat("äöü", 50000)), Read(connection, "select " + repeat));
        Assert.Null(Read(connection, "select null"));
    }

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void A_query_that_the_database_refuses_says_what_and_why(string kind)
    {
        using var connection = servers.Create(kind).Connect();

        var error = Assert.Throws<XlinkException>(() => Read(connection, "select nothing_like_it from nowhere_at_all"));

        Assert.Equal("OdbcQueryFailed", error.ErrorId);
        Assert.Contains("'ACD'", error.Message, StringComparison.Ordinal);
        Assert.Contains("nowhere_at_all", error.Message, StringComparison.Ordinal);
        Assert.Matches(@"\[[0-9A-Z]{5}\]", error.Message);
        Assert.Equal("1", Read(connection, "select 1"));
    }

    [Fact]
    public void A_wrong_password_is_told_without_showing_it()
    {
        var (port, connectionString) = servers.PostgreSqlAddress;
        var section = TestDatabase.Parse("ConnectionString=" + connectionString(port, "postgres").Split("PWD=")[0], "Password=wr0ng;Secret");

        var error = Assert.Throws<XlinkException>(() => OdbcConnection.Open(OdbcConnectionSettings.FromSection(section), Cancellation));

        Assert.Equal("OdbcLoginRefused", error.ErrorId);
        Assert.DoesNotContain("wr0ng", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_password_is_taken_from_its_own_key_hidden_or_plain()
    {
        var (port, connectionString) = servers.PostgreSqlAddress;
        var parts = connectionString(port, "postgres").Split(";PWD=");
        using var secret = Credentials.Secret.From("geheim{7};x");
        var section = TestDatabase.Parse("ConnectionString=" + parts[0], "Pwd=" + Credentials.AcdPassword.Encode(secret));

        using var connection = OdbcConnection.Open(OdbcConnectionSettings.FromSection(section), Cancellation);

        Assert.Equal("postgres", Read(connection, "select current_user"));
    }

    [Fact]
    public void An_unknown_data_source_is_told_with_where_to_look()
    {
        servers.Create(DatabaseServers.Sqlite);
        var section = TestDatabase.Parse("Source=no such data source", "User=u", "Password=top-secret");

        var error = Assert.Throws<XlinkException>(() => OdbcConnection.Open(OdbcConnectionSettings.FromSection(section), Cancellation));

        Assert.Equal("OdbcDataSourceUnknown", error.ErrorId);
        Assert.Contains("Get-XlinkOdbcDataSource", error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("top-secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_driver_that_is_not_there_is_told()
    {
        servers.Create(DatabaseServers.Sqlite);
        var section = TestDatabase.Parse("ConnectionString=Driver=/nowhere/libnothing.so;PWD=top-secret");

        var error = Assert.Throws<XlinkException>(() => OdbcConnection.Open(OdbcConnectionSettings.FromSection(section), Cancellation));

        Assert.Equal("OdbcDriverMissing", error.ErrorId);
        Assert.DoesNotContain("top-secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_is_not_there_is_told()
    {
        var (_, connectionString) = servers.PostgreSqlAddress;
        using var taken = new ClosedPort();
        var section = TestDatabase.Parse("ConnectionString=" + connectionString(taken.Number, "postgres"));

        var error = Assert.Throws<XlinkException>(() => OdbcConnection.Open(OdbcConnectionSettings.FromSection(section), Cancellation));

        Assert.Equal("OdbcConnectFailed", error.ErrorId);
    }

    [Fact]
    public void A_missing_driver_manager_names_the_package()
    {
        var error = Assert.Throws<XlinkException>(() => OdbcLibrary.Load("libodbc-that-nobody-has.so.2"));

        Assert.Equal(("OdbcDriverManagerMissing", XlinkErrorCategory.NotInstalled), (error.ErrorId, error.Category));
        Assert.Contains("unixodbc", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_is_stopped_on_the_server_when_the_import_is()
    {
        var database = servers.Create(DatabaseServers.PostgreSql);
        using var connection = database.Connect();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var canceller = new Thread(() =>
        {
            // Once the server says that the query runs.
            WaitUntil(() => database.Query("select count(*) from pg_stat_activity where state = 'active' and query like '%pg_sleep(3600)%' and pid <> pg_backend_pid()") == "1");
            stopping.Cancel();
        });
        canceller.Start();

        Assert.ThrowsAny<OperationCanceledException>(
            () => OdbcStatement.Execute(connection, "test", "select pg_sleep(3600)", [], 0, stopping.Token));

        canceller.Join();
        WaitUntil(() => database.Query("select count(*) from pg_stat_activity where state = 'active' and query like '%pg_sleep(3600)%' and pid <> pg_backend_pid()") == "0");
    }

    [Fact]
    public void A_query_that_takes_too_long_is_stopped()
    {
        var database = servers.Create(DatabaseServers.PostgreSql);
        using var connection = OdbcConnection.Open(OdbcConnectionSettings.FromSection(database.Section("QueryTimeout=1")), Cancellation);

        var error = Assert.Throws<XlinkException>(() => OdbcStatement.Execute(connection, "QueueSQL", "select pg_sleep(3600)", [], 0, Cancellation));

        Assert.Equal(("OdbcQueryTimedOut", XlinkErrorCategory.OperationTimeout), (error.ErrorId, error.Category));
        Assert.Contains("QueueSQL", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_connection_and_no_statement_is_left_over_after_errors()
    {
        var database = servers.Create(DatabaseServers.PostgreSql);
        var name = database.Query("select current_database()")!;
        for (var i = 0; i < 50; i++)
        {
            using var connection = database.Connect();
            Assert.Throws<XlinkException>(() => Read(connection, "select nothing"));
            using var left = OdbcStatement.Execute(connection, "test", "select * from generate_series(1, 100000)", [], 0, Cancellation);
            Assert.NotNull(OdbcRowReader.Read(left));
            Assert.Throws<OperationCanceledException>(() => OdbcStatement.Execute(connection, "test", "select 1", [], 0, new CancellationToken(canceled: true)));
        }

        var (port, connectionString) = servers.PostgreSqlAddress;
        var other = new TestDatabase(connectionString(port, "postgres"));
        WaitUntil(() => other.Query($"select count(*) from pg_stat_activity where datname = '{name}'") == "0");
    }

    [Theory]
    [InlineData("x y", "Zoë", "a;b}c", "DSN=x y;UID=Zoë;PWD={a;b}}c}")]
    [InlineData("dsn", "u=1", " p ", "DSN=dsn;UID={u=1};PWD={ p }")]
    public void No_part_of_the_login_can_become_another_one(string source, string user, string password, string expected)
    {
        using var secret = Credentials.Secret.From(password);
        var section = TestDatabase.Parse("Source=" + source, "User=" + user, "Password=" + Credentials.AcdPassword.Encode(secret));

        Assert.Equal(expected, OdbcConnectionSettings.FromSection(section).ToConnectionString());
    }

    [Theory]
    [InlineData("Driver=x;PWD=abc;Port=1", "could not use abc", "could not use ********")]
    [InlineData("Driver=x;Password={a;b}}c};Port=1", "a;b}c is wrong in PWD={a;b}}c};Port=1", "******** is wrong in PWD=********;Port=1")]
    public void The_password_of_a_connection_string_is_never_repeated(string connectionString, string text, string expected)
        => Assert.Equal(expected, OdbcConnectionSettings.FromSection(TestDatabase.Parse("ConnectionString=" + connectionString)).Scrub(text));

    internal static void WaitUntil(Func<bool> condition)
    {
        for (var time = System.Diagnostics.Stopwatch.StartNew(); !condition(); Thread.Sleep(50))
        {
            Assert.True(time.Elapsed < TimeSpan.FromSeconds(60), "Waited in vain.");
        }
    }

    private static string? Read(OdbcConnection connection, string sql, params OdbcParameter[] parameters)
    {
        using var statement = OdbcStatement.Execute(connection, "test", sql, parameters, 0, Cancellation);
        return OdbcRowReader.Read(statement)?[0];
    }
}
