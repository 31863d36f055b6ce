using System;
using System.Collections.Generic;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Xlink.Server.Store.Sqlite;

namespace Xlink.Server.Store.Transfer;

/// <summary>A database file of SQLite during a transfer. A server may use it meanwhile if it is only read.</summary>
internal sealed class SqliteTransfer : TransferDatabase
{
    private readonly SqliteConnection connection;
    private readonly DirectoryInfo? copy;
    private readonly bool asItIs;
    private SqliteTransaction? transaction;

    private SqliteTransfer(SqliteConnection connection, string path, bool isReading, DirectoryInfo? copy, bool asItIs = false)
    {
        this.asItIs = asItIs;
        this.copy = copy;
        this.connection = connection;
        Location = path;
        Tables = TransferTables.Of(connection);
        transaction = connection.BeginTransaction(deferred: isReading);
        if (isReading)
        {
            // The first reading settles which state it is of.
            connection.ExecuteScalar<int>("select count(*) from setting");
        }
    }

    internal override string Location { get; }

    protected override DbConnection Connection => connection;

    protected override DbTransaction? Transaction => transaction;

    internal override string Kind => SqliteUpkeep.StoreKind;

    internal override IReadOnlyList<TransferTable> Tables { get; }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="XlinkException"><c>DatabaseDamaged</c>, <c>DatabaseForeign</c>, <c>DatabaseNewer</c>.</exception>
    internal static SqliteTransfer OpenForReading(string path)
        => Open(
            path,
            SqliteOpenMode.ReadOnly,
            opened => SqliteSchema.Check(opened, path) == SqliteSchema.CurrentVersion ? new(opened, path, isReading: true, copy: null) : OpenMigrated(opened, path));

    /// <summary>Opens a file for reading with the tables of its own version.</summary>
    /// <exception cref="XlinkException"><c>DatabaseDamaged</c>, <c>DatabaseForeign</c>, <c>DatabaseNewer</c>.</exception>
    internal static SqliteTransfer OpenAsItIs(string path)
        => Open(path, SqliteOpenMode.ReadOnly, opened =>
        {
            SqliteSchema.Check(opened, path);
            return new(opened, path, isReading: true, copy: null, asItIs: true);
        });

    /// <summary>Makes a new file, or opens one of the current version, for writing.</summary>
    internal static SqliteTransfer OpenForWriting(string path)
        => Open(path, SqliteOpenMode.ReadWriteCreate, opened =>
        {
            SqliteSchema.Migrate(opened, path);

            // Rows come table by table; whether they fit is looked at when all of them are there.
            opened.Execute("pragma foreign_keys = off; pragma synchronous = full");
            return new(opened, path, isReading: false, copy: null);
        });

    /// <summary>Turns what SQLite says about a file into an error that names it.</summary>
    internal static T Explain<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException exception)
        {
            throw Explain(path, exception);
        }
    }

    /// <summary>What SQLite says about a file, as an error that names it: the file is damaged, or the disk and its rights are in the way.</summary>
    /// <exception cref="XlinkException"><c>DatabaseDamaged</c>, <c>DatabaseNotAccessible</c>.</exception>
    internal static XlinkException Explain(string path, SqliteException exception)
        => IsOfTheDisk(exception)
            ? XlinkException.InFile(path, line: null, nameof(Messages.DatabaseNotAccessible), XlinkErrorCategory.PermissionDenied, exception, exception.Message)
            : XlinkException.InFile(path, line: null, nameof(Messages.DatabaseDamaged), XlinkErrorCategory.InvalidData, exception, exception.Message);

    /// <summary>Whether nothing is wrong with the data, but the disk is full, or its rights do not do.</summary>
    internal static bool IsOfTheDisk(Exception? exception)
        => exception is SqliteException { SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM };

    /// <summary>Reads beside the tables.</summary>
    internal List<T> Query<T>(string sql) => connection.Query<T>(sql, transaction: transaction).AsList();

    internal override async IAsyncEnumerable<object?[]> ReadAsync(TransferTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new SqliteCommand($"select {table.ColumnList} from {table.QuotedName}{table.Order}", connection, transaction);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = table.Name == "day_vector" && !asItIs ? table.IndexOf("interval_values") : -1;
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            // One form for all, or else the sums of what was sent and what arrived would differ.
            if (values >= 0 && row[values] is byte[] bytes)
            {
                row[values] = Explain(Location, () => DayVectorBlob.Write(DayVectorBlob.Read(bytes)));
            }

            yield return row;
        }
    }

    internal override Task<long> ReadSequenceAsync(TransferTable table, CancellationToken cancellationToken)
        => Task.FromResult(connection.ExecuteScalar<long?>("select seq from sqlite_sequence where name = @Name", new { table.Name }, transaction) ?? 0);

    internal override Task ClearAsync(CancellationToken cancellationToken)
    {
        foreach (var table in Tables.Reverse())
        {
            connection.Execute("delete from " + table.QuotedName, transaction: transaction);
        }

        connection.Execute("delete from token; delete from sqlite_sequence", transaction: transaction);
        return Task.CompletedTask;
    }

    internal override async Task WriteAsync(TransferTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var command = new SqliteCommand(
            $"insert into {table.QuotedName} ({table.ColumnList}) values ({string.Join(", ", table.Columns.Select(column => "@" + column))})", connection, transaction);
        foreach (var column in table.Columns)
        {
            command.Parameters.Add(new SqliteParameter("@" + column, value: null));
        }

        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            for (var i = 0; i < row.Length; i++)
            {
                command.Parameters[i].Value = row[i] ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    internal override Task WriteSequenceAsync(TransferTable table, long last, CancellationToken cancellationToken)
    {
        connection.Execute("delete from sqlite_sequence where name = @Name", new { table.Name }, transaction);
        connection.Execute("insert into sqlite_sequence (name, seq) values (@Name, @last)", new { table.Name, last }, transaction);
        return Task.CompletedTask;
    }

    internal override async Task<string?> FindBrokenReferenceAsync(CancellationToken cancellationToken)
    {
        foreach (var table in Tables)
        {
            if (await connection.QueryFirstOrDefaultAsync<(string Parent, int Key)?>(
                "select parent, fkid from pragma_foreign_key_check(@Name)", new { table.Name }, transaction) is var (parent, key))
            {
                var columns = (await connection.QueryAsync<(string From, string To)>(
                    "select \"from\", \"to\" from pragma_foreign_key_list(@Name) where id = @key", new { table.Name, key }, transaction)).AsList();
                return MessageText.Format(nameof(Messages.BackupReferenceMissing), table.Name, await FindOrphanAsync(table, parent, columns), parent);
            }
        }

        return null;
    }

    internal override async Task CommitAsync(CancellationToken cancellationToken)
    {
        await transaction!.CommitAsync(cancellationToken);
        await transaction.DisposeAsync();
        transaction = null;
    }

    public override async ValueTask DisposeAsync()
    {
        if (transaction is not null)
        {
            await transaction.DisposeAsync();
        }

        await connection.DisposeAsync();
        copy?.Delete(recursive: true);
    }

    private static SqliteTransfer Open(string path, SqliteOpenMode mode, Func<SqliteConnection, SqliteTransfer> open)
        => Explain(path, () =>
        {
            var opened = Connect(path, mode);
            try
            {
                return open(opened);
            }
            catch
            {
                opened.Dispose();
                throw;
            }
        });

    /// <summary>The first row that names one that is not there: its key, and what it names.</summary>
    private async Task<string> FindOrphanAsync(TransferTable table, string parent, IReadOnlyList<(string From, string To)> columns)
    {
        var shown = table.Key.Union(columns.Select(column => column.From), StringComparer.Ordinal).Select(column => $"'{column} = ' || child.\"{column}\"");
        var isSame = string.Join(" and ", columns.Select(column => $"parent.\"{column.To}\" = child.\"{column.From}\""));
        var isNamed = string.Join(" and ", columns.Select(column => $"child.\"{column.From}\" is not null"));
        return await connection.ExecuteScalarAsync<string>(
            $"select {string.Join(" || ', ' || ", shown)} from {table.QuotedName} child where {isNamed} and not exists (select 1 from \"{parent}\" parent where {isSame}) limit 1",
            transaction: transaction) ?? string.Empty;
    }

    /// <summary>Reads a copy that has been brought to the current version: what is only read is not changed.</summary>
    private static SqliteTransfer OpenMigrated(SqliteConnection old, string path)
    {
        var folder = Directory.CreateTempSubdirectory("xlink-");
        var file = Path.Combine(folder.FullName, "copy.db");
        SqliteConnection? opened = null;
        try
        {
            old.Execute("vacuum into @file", new { file });
            old.Dispose();
            opened = Connect(file, SqliteOpenMode.ReadWrite);
            SqliteSchema.Migrate(opened, path);
            return new SqliteTransfer(opened, path, isReading: true, folder);
        }
        catch
        {
            opened?.Dispose();
            folder.Delete(recursive: true);
            throw;
        }
    }

    // Without a pool a file is free as soon as it is closed.
    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var opened = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        opened.Open();
        return opened;
    }
}
