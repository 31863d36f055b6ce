using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Dapper;
using Npgsql;

namespace Xlink.Server.PostgreSql.Tests;

/// <summary>A database of a test's own, removed at its end, whoever is connected to it.</summary>
/// <param name="connectionString">How it is reached.</param>
/// <param name="remove">Removes it.</param>
internal sealed class TestDatabase(string connectionString, Action remove) : IDisposable
{
    internal string ConnectionString => connectionString;

    /// <summary>The rows of a query.</summary>
    internal async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    /// <summary>Runs statements.</summary>
    internal async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.ExecuteAsync(sql);
    }

    public void Dispose() => remove();
}
