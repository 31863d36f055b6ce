using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Npgsql;
using Xlink.Server.Store.PostgreSql;
using Xlink.Server.Tests;

namespace Xlink.Server.PostgreSql.Tests.Store;

public sealed class SchemaTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_commands_for_a_distributed_database_name_every_table_once()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        var tables = await database.QueryAsync<string>(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by relname");

        Assert.Equal(tables, DistributedTables().Keys.Concat(ReferenceTables()).Concat(LocalTables()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_unique_key_of_a_distributed_table_contains_the_column_that_distributes_it()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        var keys = await database.QueryAsync<(string Table, string[] Columns)>(
            """
            select indrelid::regclass::text, array_agg(attname::text)
            from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey)
            where indisunique group by indexrelid, indrelid
            """);

        foreach (var (table, column) in DistributedTables())
        {
            var keysOfTable = keys.Where(key => key.Table == table).ToList();
            Assert.NotEmpty(keysOfTable);
            Assert.All(keysOfTable, key => Assert.Contains(column, key.Columns));
        }
    }

    [Fact]
    public async Task No_distributed_table_refers_to_another_and_no_reference_table_to_a_local_one()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        var references = await database.QueryAsync<(string From, string To)>(
            "select conrelid::regclass::text, confrelid::regclass::text from pg_constraint where contype = 'f'");

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.True(
            (ReferenceTables().Contains(Bare(reference.From)) && ReferenceTables().Contains(Bare(reference.To)))
            || (LocalTables().Contains(Bare(reference.From)) && LocalTables().Contains(Bare(reference.To))),
            reference.ToString()));
    }

    [Fact]
    public async Task Several_servers_that_start_at_once_make_the_tables_once()
    {
        using var database = await PostgreSqlDatabases.CreateEmptyAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OpenAsync(database)));

        Assert.Equal(PostgreSqlSchema.CurrentVersion, Assert.Single(await database.QueryAsync<int>("select max(version) from schema_version")));
        Assert.Equal(PostgreSqlSchema.CurrentVersion, Assert.Single(await database.QueryAsync<int>("select count(*)::integer from schema_version")));
    }

    [Fact]
    public async Task A_newer_database_is_refused_and_stays_as_it_is()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        await database.ExecuteAsync("insert into schema_version (version) values (999)");

        var error = await Assert.ThrowsAsync<XlinkException>(() => OpenAsync(database));

        Assert.Equal("DatabaseNewer", error.ErrorId);
        Assert.Contains("999", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_somebody_else_is_refused_and_stays_as_it_is()
    {
        using var database = await PostgreSqlDatabases.CreateEmptyAsync();
        await database.ExecuteAsync("create table invoice (id integer)");

        var error = await Assert.ThrowsAsync<XlinkException>(() => OpenAsync(database));

        Assert.Equal("DatabaseForeign", error.ErrorId);
        Assert.Equal(["invoice"], await database.QueryAsync<string>("select tablename::text from pg_tables where schemaname = 'public'"));
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_named_without_its_password()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = "wrong-secret" };
        var wrongPassword = await Assert.ThrowsAsync<XlinkException>(() => PostgreSqlDatabase.OpenAsync(settings.ConnectionString, Cancellation));
        using var port = new ClosedPort();
        settings.Port = port.Number;
        var nobody = await Assert.ThrowsAsync<XlinkException>(() => PostgreSqlDatabase.OpenAsync(settings.ConnectionString, Cancellation));
        var keyword = await Assert.ThrowsAsync<XlinkException>(() => PostgreSqlDatabase.OpenAsync(settings.ConnectionString + ";Colour=blue", Cancellation));

        Assert.Equal(["DatabaseNotReachable", "DatabaseNotReachable", "ConnectionStringInvalid"], [wrongPassword.ErrorId, nobody.ErrorId, keyword.ErrorId]);
        Assert.Contains($"127.0.0.1:{settings.Port}/{settings.Database}", nobody.Message, StringComparison.Ordinal);
        Assert.Contains("olour", keyword.Message, StringComparison.Ordinal);
        Assert.All([wrongPassword, nobody, keyword], error => Assert.DoesNotContain("wrong-secret", error.ToString(), StringComparison.Ordinal));
    }

    private static async Task OpenAsync(TestDatabase database)
    {
        await using var store = await PostgreSqlDatabase.OpenAsync(database.ConnectionString, Cancellation);
    }

    private static string Bare(string table) => table.Trim('"');

    /// <summary>The tables that docs/scaling.md distributes, and by which column.</summary>
    private static Dictionary<string, string> DistributedTables()
        => Regex.Matches(Repository.ReadText("docs/scaling.md"), @"create_distributed_table\('(\w+)', '(\w+)'").ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal);

    private static List<string> ReferenceTables()
        => [.. Regex.Matches(Repository.ReadText("docs/scaling.md"), @"create_reference_table\('(\w+)'\)").Select(match => match.Groups[1].Value)];

    private static string[] LocalTables()
        => Regex.Match(Repository.ReadText("docs/scaling.md"), "-- stay where they are: (.*)").Groups[1].Value.Split(", ", StringSplitOptions.TrimEntries);
}
