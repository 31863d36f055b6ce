using System;
using System.Data;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using NodaTime;
using Npgsql;
using Xlink.Server.Api;
using Xlink.Server.Store.Sql;

namespace Xlink.Server.Store.PostgreSql;

/// <summary>A PostgreSQL database, which several servers may share: connections, transactions, locks and what its errors mean.</summary>
internal sealed class PostgreSqlDatabase : SqlDatabase
{
    private const int Attempts = 5;

    // Several servers share the 100 connections that a PostgreSQL allows by default; whoever wants another limit says so.
    private const string Defaults = "Application Name=Xlink.Server;Maximum Pool Size=30;Max Auto Prepare=100;";

    private readonly NpgsqlDataSource source;

    private PostgreSqlDatabase(NpgsqlDataSource source, string location)
    {
        this.source = source;
        Location = location;
    }

    internal override string Location { get; }

    /// <summary>Opens the store in a database, creating or migrating its tables first where needed; of several servers that do so at once one does it.</summary>
    /// <param name="connectionString">How the database is reached, in the keywords of Npgsql.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="XlinkException">
    /// <c>ConnectionStringInvalid</c>, <c>DatabaseNotReachable</c>, <c>DatabaseForeign</c>, <c>DatabaseNewer</c>.
    /// </exception>
    internal static async Task<SqlStore> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var database = Create(connectionString);
        try
        {
            await using var connection = await database.source.OpenConnectionAsync(cancellationToken);
            await PostgreSqlSchema.MigrateAsync(connection, database.Location);
            return new(database, new PostgreSqlDayVectors(await PostgreSqlSchema.IsDistributedAsync(connection)), new PostgreSqlAgentActivities(), new PostgreSqlUpkeep());
        }
        catch (NpgsqlException exception)
        {
            await database.DisposeAsync();
            throw XlinkException.InFile(
                database.Location, line: null, nameof(Messages.DatabaseNotReachable), XlinkErrorCategory.ConnectionError, exception, exception.GetBaseException().Message);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    internal override Task<T> ReadAsync<T>(Func<SqlSession, Task<T>> read, CancellationToken cancellationToken)
        => RunAsync(read, IsolationLevel.RepeatableRead, "set transaction read only", cancellationToken, cancellationToken);

    internal override Task<T> WriteAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken)
        => RunAsync(write, IsolationLevel.ReadCommitted, PostgreSqlLock.Alone, cancellationToken, CancellationToken.None);

    internal override Task<T> WriteBesideOthersAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken)
        => RunAsync(write, IsolationLevel.ReadCommitted, PostgreSqlLock.Together, cancellationToken, CancellationToken.None);

    internal override Task<T> WriteHistoryAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken)
        => RunAsync(write, IsolationLevel.ReadCommitted, "set local synchronous_commit = off; " + PostgreSqlLock.Together, cancellationToken, CancellationToken.None);

    /// <summary>Makes the month's partition when a row finds none: the first of a month, or one whose month has been dropped just before.</summary>
    internal override async Task<T> WriteDayAsync<T>(string table, LocalDate? day, Func<SqlSession, Task<T>> write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteBesideOthersAsync(write, cancellationToken);
            }
            catch (PostgresException exception) when (IsPartitionMissing(exception) && attempt < Attempts && day is { } missing && MonthPartition.Of(table, missing) is { } partition)
            {
                await RunAsync(partition.CreateAsync, IsolationLevel.ReadCommitted, first: null, cancellationToken, CancellationToken.None);
            }
        }
    }

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    /// <summary>What messages call a database.</summary>
    internal static string LocationOf(NpgsqlConnectionStringBuilder settings)
        => string.Create(CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}");

    private static PostgreSqlDatabase Create(string connectionString)
    {
        try
        {
            // The last of two that are the same counts.
            var settings = new NpgsqlConnectionStringBuilder(Defaults + connectionString);
            return new(NpgsqlDataSource.Create(settings), LocationOf(settings));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            // Its text names the keyword, never the value of another.
            throw XlinkException.Create(nameof(Messages.ConnectionStringInvalid), XlinkErrorCategory.InvalidArgument, exception, exception.Message);
        }
    }

    private async Task<T> RunAsync<T>(
        Func<SqlSession, Task<T>> work, IsolationLevel isolation, string? first, CancellationToken waiting, CancellationToken running)
    {
        for (var attempt = 1; ; attempt++)
        {
            var isCommitting = false;
            try
            {
                await using var connection = await source.OpenConnectionAsync(waiting);
                await using var transaction = await connection.BeginTransactionAsync(isolation, waiting);
                if (first is not null)
                {
                    await connection.ExecuteAsync(new CommandDefinition(first, transaction: transaction, cancellationToken: waiting));
                }

                var result = await work(new(connection, transaction, PostgreSqlDialect.Instance, running));
                isCommitting = true;
                await transaction.CommitAsync(running);
                return result;
            }
            catch (PostgresException exception) when (IsCollision(exception))
            {
                if (attempt == Attempts)
                {
                    throw Refusal.ServerBusy(exception);
                }
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DiskFull)
            {
                throw Refusal.StorageFull();
            }
            catch (NpgsqlException exception) when (IsConnectionLoss(exception))
            {
                // A connection of the pool may have died long ago: one that is new decides. What may have been committed is for the client to ask again.
                if (attempt > 1 || isCommitting || exception.InnerException is TimeoutException)
                {
                    throw Refusal.ServerBusy(exception);
                }

                source.Clear();
            }
        }
    }

    /// <summary>Another transaction came first. A key that exists by now is seen when the work runs again.</summary>
    private static bool IsCollision(PostgresException exception)
        => exception.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.UniqueViolation;

    /// <summary>A check that a row violates has a name; that no partition takes the row has none.</summary>
    private static bool IsPartitionMissing(PostgresException exception) => exception is { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: null };

    private static bool IsConnectionLoss(NpgsqlException exception) => exception is PostgresException postgres
        ? postgres.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ReadOnlySqlTransaction
            || postgres.SqlState.StartsWith("08", StringComparison.Ordinal)
        : exception.IsTransient || exception.InnerException is SocketException or IOException or TimeoutException;
}
