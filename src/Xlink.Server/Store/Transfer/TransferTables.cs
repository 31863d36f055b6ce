using System;
using System.Collections.Generic;
using System.Linq;
using Dapper;
using Microsoft.Data.Sqlite;
using Xlink.Server.Store.Sqlite;

namespace Xlink.Server.Store.Transfer;

/// <summary>The tables that make up a store, taken from SQLite's schema, which has all of them in an order in which they can be filled.</summary>
internal static class TransferTables
{
    /// <summary>
    /// What is not copied: logins of today mean nothing to another server, and SQLite's own list of numbers is read table by table.
    /// </summary>
    internal static readonly IReadOnlySet<string> LeftOut = new HashSet<string>(StringComparer.Ordinal) { "token", "sqlite_sequence" };

    /// <summary>The tables of the current version.</summary>
    internal static IReadOnlyList<TransferTable> All { get; } = ReadCurrent();

    /// <summary>The tables of an open database.</summary>
    internal static IReadOnlyList<TransferTable> Of(SqliteConnection connection)
        => [.. connection.Query<(string Name, string Sql)>("select name, sql from sqlite_master where type = 'table' order by rowid")
            .Where(table => !LeftOut.Contains(table.Name) && !table.Name.StartsWith(SqliteBackupFile.Prefix, StringComparison.Ordinal))
            .Select(table => Read(connection, table.Name, table.Sql))];

    private static TransferTable Read(SqliteConnection connection, string name, string sql)
    {
        var columns = connection.Query<(string Name, int Key)>("select name, pk from pragma_table_info(@name)", new { name }).ToList();
        return new(
            name,
            [.. columns.Select(column => column.Name)],
            [.. columns.Where(column => column.Key > 0).OrderBy(column => column.Key).Select(column => column.Name)],
            sql.Contains("autoincrement", StringComparison.OrdinalIgnoreCase));
    }

    private static IReadOnlyList<TransferTable> ReadCurrent()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        SqliteSchema.Migrate(connection, ":memory:");
        return Of(connection);
    }
}
