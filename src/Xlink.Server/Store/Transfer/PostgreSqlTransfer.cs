using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Xlink.Server.Store.PostgreSql;
using Xlink.Server.Store.Sql;
using Xlink.Server.Store.Sqlite;

namespace Xlink.Server.Store.Transfer;

/// <summary>A PostgreSQL database during a transfer. Servers may use it meanwhile if it is only read; otherwise they wait, and see the new data then.</summary>
internal sealed class PostgreSqlTransfer : TransferDatabase
{
    private const int NoData = int.MinValue;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly Dictionary<(string Table, string Column), string> types;

    private PostgreSqlTransfer(NpgsqlConnection connection, NpgsqlTransaction transaction, string location, Dictionary<(string Table, string Column), string> types)
    {
        this.connection = connection;
        this.transaction = transaction;
        this.types = types;
        Location = location;
    }

    internal override string Location { get; }

    protected override DbConnection Connection => connection;

    protected override DbTransaction? Transaction => transaction;

    internal override string Kind => PostgreSqlUpkeep.StoreKind;

    internal override IReadOnlyList<TransferTable> Tables => TransferTables.All;

    /// <summary>Opens a database whose tables are of the current version.</summary>
    /// <param name="connectionString">How it is reached.</param>
    /// <param name="isReading">Whether it is only read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="XlinkException">The errors of <see cref="PostgreSqlDatabase.OpenAsync"/>.</exception>
    internal static async Task<PostgreSqlTransfer> OpenAsync(string connectionString, bool isReading, CancellationToken cancellationToken)
    {
        // It brings the tables to the current version, and says what is wrong.
        await using (await PostgreSqlDatabase.OpenAsync(connectionString, cancellationToken))
        {
        }

        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0, ApplicationName = "Xlink.Server transfer" };
        var opened = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await opened.OpenAsync(cancellationToken);
            var begun = await opened.BeginTransactionAsync(isReading ? IsolationLevel.RepeatableRead : IsolationLevel.ReadCommitted, cancellationToken);
            await opened.ExecuteAsync(isReading ? "set transaction read only" : PostgreSqlLock.Alone, transaction: begun);
            var columns = await opened.QueryAsync<(string Table, string Column, string Type)>(
                "select table_name::text, column_name::text, data_type::text from information_schema.columns where table_schema = current_schema()", transaction: begun);
            return new(opened, begun, PostgreSqlDatabase.LocationOf(settings), columns.ToDictionary(row => (row.Table, row.Column), row => row.Type));
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    internal override async IAsyncEnumerable<object?[]> ReadAsync(TransferTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A cursor of the server: no table need stand in memory.
        await using var command = new NpgsqlCommand($"select {table.ColumnList} from {table.QuotedName}{table.Order}", connection, transaction);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        var kinds = Types(table);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = await reader.IsDBNullAsync(i, cancellationToken) ? null : Read(reader, i, kinds[i]);
            }

            yield return row;
        }
    }

    internal override async Task<long> ReadSequenceAsync(TransferTable table, CancellationToken cancellationToken)
    {
        var sequence = await SequenceAsync(table);
        var (last, isCalled) = await connection.QuerySingleAsync<(long, bool)>("select last_value, is_called from " + sequence, transaction: transaction);
        return isCalled ? last : last - 1;
    }

    internal override Task ClearAsync(CancellationToken cancellationToken)
        => connection.ExecuteAsync("truncate " + string.Join(", ", Tables.Select(table => table.QuotedName)) + ", token", transaction: transaction);

    internal override async Task WriteAsync(TransferTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        var kinds = Types(table);
        var day = table.Columns.Contains("day", StringComparer.Ordinal) ? table.IndexOf("day") : -1;
        NpgsqlBinaryImporter? importer = null;
        LocalDate? month = null;
        try
        {
            await foreach (var row in rows.WithCancellation(cancellationToken))
            {
                // Days come in their order, so a month's partition is made between two runs of copying.
                if (day >= 0 && StoredDay.Date((int)(long)row[day]!) is var date && month != new LocalDate(date.Year, date.Month, 1))
                {
                    month = new(date.Year, date.Month, 1);
                    await CompleteAsync(importer, cancellationToken);
                    importer = null;
                    if (MonthPartition.Of(table.Name, date) is { } partition)
                    {
                        await partition.CreateAsync(new(connection, transaction, PostgreSqlDialect.Instance, cancellationToken));
                    }
                }

                importer ??= await connection.BeginBinaryImportAsync($"copy {table.QuotedName} ({table.ColumnList}) from stdin (format binary)", cancellationToken);
                await importer.StartRowAsync(cancellationToken);
                for (var i = 0; i < row.Length; i++)
                {
                    await WriteAsync(importer, row[i], kinds[i], cancellationToken);
                }
            }

            await CompleteAsync(importer, cancellationToken);
            importer = null;
        }
        finally
        {
            if (importer is not null)
            {
                await importer.DisposeAsync();
            }
        }
    }

    internal override async Task WriteSequenceAsync(TransferTable table, long last, CancellationToken cancellationToken)
        => await connection.ExecuteAsync(
            "select setval(@sequence::regclass, greatest(@last, 1), @last > 0)", new { sequence = await SequenceAsync(table), last }, transaction);

    // It refuses such a row by itself.
    internal override Task<string?> FindBrokenReferenceAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    internal override Task CommitAsync(CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static async Task CompleteAsync(NpgsqlBinaryImporter? importer, CancellationToken cancellationToken)
    {
        if (importer is not null)
        {
            await importer.CompleteAsync(cancellationToken);
            await importer.DisposeAsync();
        }
    }

    private static object Read(NpgsqlDataReader reader, int column, string type) => type switch
    {
        "boolean" => reader.GetBoolean(column) ? 1L : 0L,
        "smallint" => (long)reader.GetInt16(column),
        "integer" => (long)reader.GetInt32(column),
        "bigint" => reader.GetInt64(column),
        "date" => (long)StoredDay.Number(LocalDate.FromDateOnly(reader.GetFieldValue<DateOnly>(column))),
        "timestamp with time zone" => new DateTimeOffset(reader.GetDateTime(column)).ToUnixTimeSeconds(),
        "ARRAY" => DayVectorBlob.Write(Array.ConvertAll(reader.GetFieldValue<int?[]>(column), value => value ?? NoData)).ToArray(),
        "bytea" => reader.GetFieldValue<byte[]>(column),
        _ => reader.GetString(column),
    };

    private static Task WriteAsync(NpgsqlBinaryImporter importer, object? value, string type, CancellationToken cancellationToken) => value is null
        ? importer.WriteNullAsync(cancellationToken)
        : type switch
        {
            "boolean" => importer.WriteAsync((long)value != 0, NpgsqlDbType.Boolean, cancellationToken),
            "smallint" => importer.WriteAsync((short)(long)value, NpgsqlDbType.Smallint, cancellationToken),
            "integer" => importer.WriteAsync((int)(long)value, NpgsqlDbType.Integer, cancellationToken),
            "bigint" => importer.WriteAsync((long)value, NpgsqlDbType.Bigint, cancellationToken),
            "date" => importer.WriteAsync(StoredDay.Date((int)(long)value).ToDateOnly(), NpgsqlDbType.Date, cancellationToken),
            "timestamp with time zone" => importer.WriteAsync(DateTimeOffset.FromUnixTimeSeconds((long)value).UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken),
            "ARRAY" => importer.WriteAsync(
                Array.ConvertAll(DayVectorBlob.Read((byte[])value), number => number == NoData ? (int?)null : number), NpgsqlDbType.Array | NpgsqlDbType.Integer, cancellationToken),
            "bytea" => importer.WriteAsync((byte[])value, NpgsqlDbType.Bytea, cancellationToken),
            _ => importer.WriteAsync((string)value, NpgsqlDbType.Text, cancellationToken),
        };

    private List<string> Types(TransferTable table) => [.. table.Columns.Select(column => types[(table.Name, column)])];

    private async Task<string> SequenceAsync(TransferTable table)
        => await connection.ExecuteScalarAsync<string>("select pg_get_serial_sequence(@QuotedName, 'id')", new { table.QuotedName }, transaction)
            ?? throw new InvalidOperationException(table.Name);
}
