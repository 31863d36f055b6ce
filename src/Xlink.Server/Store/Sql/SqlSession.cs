using System.Collections.Generic;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;

namespace Xlink.Server.Store.Sql;

/// <summary>A connection within a transaction. What is written for it runs on every database.</summary>
/// <param name="connection">The connection.</param>
/// <param name="transaction">Its transaction.</param>
/// <param name="dialect">How its database writes what is not the same everywhere.</param>
/// <param name="cancellationToken">Breaks a query off.</param>
/// <param name="memory">What transactions before have looked up.</param>
internal sealed class SqlSession(DbConnection connection, DbTransaction transaction, SqlDialect dialect, CancellationToken cancellationToken, SqlMemory? memory = null)
{
    /// <summary>The connection, for what only one database knows.</summary>
    internal DbConnection Connection => connection;

    /// <summary>The transaction.</summary>
    internal DbTransaction Transaction => transaction;

    /// <summary>How this database writes what is not the same everywhere.</summary>
    internal SqlDialect Dialect => dialect;

    /// <summary>Breaks a query off.</summary>
    internal CancellationToken CancellationToken => cancellationToken;

    /// <summary>What transactions before have looked up and nobody has changed; <see langword="null"/> if that cannot be known.</summary>
    internal SqlMemory? Memory => memory;

    /// <summary>Runs a statement, for each of several parameters if they are a list, and counts its rows.</summary>
    internal Task<int> ExecuteAsync(string sql, object? parameters = null) => connection.ExecuteAsync(Command(sql, parameters));

    /// <summary>All rows of a query.</summary>
    internal async Task<List<T>> QueryAsync<T>(string sql, object? parameters = null) => (await connection.QueryAsync<T>(Command(sql, parameters))).AsList();

    /// <summary>The one row of a query.</summary>
    internal Task<T> QuerySingleAsync<T>(string sql, object? parameters = null) => connection.QuerySingleAsync<T>(Command(sql, parameters));

    /// <summary>The one row of a query that may have none.</summary>
    internal Task<T?> QueryOptionalAsync<T>(string sql, object? parameters = null) => connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters));

    /// <summary>Whether a query has rows.</summary>
    internal Task<bool> ExistsAsync(string query, object? parameters = null) => connection.ExecuteScalarAsync<bool>(Command("select exists (" + query + ")", parameters));

    private CommandDefinition Command(string sql, object? parameters) => new(sql, parameters, transaction, cancellationToken: cancellationToken);
}
