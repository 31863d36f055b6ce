using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Npgsql;
using Xlink.Database.Tests;
using Xlink.Server.PostgreSql.Tests;
using Xlink.Server.Store.PostgreSql;
using Xlink.Server.Tests;
using Xlink.Server.Users;

[assembly: AssemblyFixture(typeof(PostgreSqlDatabases))]

namespace Xlink.Server.PostgreSql.Tests;

/// <summary>The databases of this test run, on one PostgreSQL that the first test starts.</summary>
public sealed class PostgreSqlDatabases : IDisposable
{
    private const string Template = "template_xlink";

    private readonly Lazy<PostgreSqlServer> server = new(StartWithTemplate);
    private int databases;

    /// <summary>A database with everything that a server makes in it, and an administrator; skips the test where the package is missing.</summary>
    internal static async Task<TestDatabase> CreateAsync() => (await GetAsync()).Create(Template);

    /// <summary>A database with nothing in it.</summary>
    internal static async Task<TestDatabase> CreateEmptyAsync() => (await GetAsync()).Create("template0");

    public void Dispose()
    {
        if (server.IsValueCreated)
        {
            server.Value.Dispose();
        }
    }

    internal static string ConnectionString(PostgreSqlServer server, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Username = PostgreSqlServer.User,
        Password = PostgreSqlServer.Password,
        Database = database,
        MaxPoolSize = 20,
    }.ConnectionString;

    private static void Execute(PostgreSqlServer server, string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString(server, PostgreSqlServer.User) + ";Pooling=false;Command Timeout=300");
        connection.Execute(sql);
    }

    private static PostgreSqlServer StartWithTemplate()
    {
        var started = PostgreSqlServer.Start();
        Execute(started, "create database " + Template);
        CreateAdministratorAsync(ConnectionString(started, Template)).GetAwaiter().GetResult();
        return started;
    }

    /// <summary>Makes the tables in a database, and an administrator.</summary>
    internal static async Task CreateAdministratorAsync(string connectionString)
    {
        await using var store = await PostgreSqlDatabase.OpenAsync(connectionString, CancellationToken.None);
        await store.Users.CreateFirstAdministratorAsync("admin", () => PasswordHash.Create(TestServer.AdministratorPassword, ServerUnderTest.PasswordRounds), CancellationToken.None);

        // As if a test's server had done it, at the time its clock starts with.
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.ExecuteAsync("update audit_entry set time = @time", new { time = new MovableClock().Now.ToUnixTimeMilliseconds() });
    }

    private static async Task<PostgreSqlDatabases> GetAsync()
    {
        Assert.SkipUnless(PostgreSqlServer.IsInstalled, "The package postgresql is not installed.");
        return (await TestContext.Current.GetFixture<PostgreSqlDatabases>())!;
    }

    private TestDatabase Create(string template)
    {
        var name = "t" + Interlocked.Increment(ref databases).ToString(CultureInfo.InvariantCulture);
        Execute(server.Value, $"create database {name} template {template}");
        return new(ConnectionString(server.Value, name), () => Execute(server.Value, $"drop database {name} with (force)"));
    }
}
