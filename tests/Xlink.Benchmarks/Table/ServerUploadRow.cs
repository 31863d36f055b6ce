using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Xlink.Database.Tests;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Benchmarks.Table;

/// <summary>
/// Days of 600 vectors uploaded to a server process, eight on their way at once as an import has them, beside the fastest way that the store itself has for the
/// same values: SQLite's prepared insert and PostgreSQL's binary COPY, each a transaction per day that has reached the disk.
/// </summary>
internal sealed class ServerUploadRow : TableRow
{
    private const int Queues = 200;
    private const int Days = 365;
    private const int Uploads = 8;
    private const string DatabaseVariable = "XLINK_DATABASE";

    private const string Key = "day integer not null, queue_id integer not null, value_type_id integer not null, version integer not null";
    private const string PrimaryKey = "primary key (day, queue_id, value_type_id, version)";

    public override string Name => "server-upload";

    public override string Work => "server upload of days of 600 vectors";

    public override async Task<IReadOnlyList<Measure>> RunAsync(TableContext context)
    {
        List<Measure> measures = [await MeasureSqliteAsync(context)];
        if (PostgreSqlServer.IsInstalled)
        {
            measures.Add(await MeasurePostgreSqlAsync(context));
        }
        else
        {
            context.Output.WriteLine("    PostgreSQL is not installed.");
        }

        return measures;
    }

    private static async Task<Measure> MeasureSqliteAsync(TableContext context)
    {
        var folder = context.CreateFolder("upload-sqlite");
        await using var site = await Site.StartAsync(folder);
        var (upload, bulk) = (double.MaxValue, double.MaxValue);
        for (var run = 0; run < context.Runs; run++)
        {
            var days = site.MakeDays(run, context.Scaled(Days));
            bulk = Math.Min(bulk, await MeasureAsync(() => Task.Run(() => InsertIntoSqlite(Path.Combine(folder, $"bulk-{run}.db"), days))));
            upload = Math.Min(upload, await MeasureAsync(() => site.UploadAsync(days)));
        }

        context.Report("upload, SQLite", upload);
        context.Report("SQLite's own insert", bulk);
        return new("SQLite's own bulk insert", upload / bulk, 2, AtLeast: false);
    }

    private static async Task<Measure> MeasurePostgreSqlAsync(TableContext context)
    {
        using var postgreSql = PostgreSqlServer.Start(isDurable: true);
        var address = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = postgreSql.Port, Username = PostgreSqlServer.User, Password = PostgreSqlServer.Password }.ConnectionString;
        Environment.SetEnvironmentVariable(DatabaseVariable, address);
        try
        {
            await using var site = await Site.StartAsync(context.CreateFolder("upload-postgresql"));
            await using var connection = new NpgsqlConnection(address + ";Pooling=false");
            await connection.OpenAsync();
            var (upload, bulk) = (double.MaxValue, double.MaxValue);
            for (var run = 0; run < context.Runs; run++)
            {
                var days = site.MakeDays(run, context.Scaled(Days));
                bulk = Math.Min(bulk, await MeasureAsync(() => CopyIntoPostgreSqlAsync(connection, days)));
                upload = Math.Min(upload, await MeasureAsync(() => site.UploadAsync(days)));
            }

            context.Report("upload, PostgreSQL", upload);
            context.Report("PostgreSQL's own COPY", bulk);
            return new("PostgreSQL's own bulk insert", upload / bulk, 2, AtLeast: false);
        }
        finally
        {
            Environment.SetEnvironmentVariable(DatabaseVariable, value: null);
        }
    }

    private static void InsertIntoSqlite(string path, IReadOnlyList<DayVector[]> days)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal; pragma synchronous = full; " + $"create table bulk_vector ({Key}, minutes integer not null, vector blob not null, {PrimaryKey}) without rowid";
        command.ExecuteNonQuery();
        command.CommandText = "insert into bulk_vector values (@day, @queue, @valueType, @version, @minutes, @values)";
        var parameters = new[] { "@day", "@queue", "@valueType", "@version", "@minutes" }.Select(name => command.Parameters.Add(name, SqliteType.Integer)).ToArray();
        var values = command.Parameters.Add("@values", SqliteType.Blob);
        foreach (var day in days)
        {
            using var transaction = connection.BeginTransaction();
            command.Transaction = transaction;
            foreach (var vector in day)
            {
                parameters[0].Value = Number(vector.Day);
                parameters[1].Value = vector.QueueId;
                parameters[2].Value = vector.ValueTypeId;
                parameters[3].Value = vector.Version;
                parameters[4].Value = vector.IntervalMinutes;
                values.Value = MemoryMarshal.AsBytes(vector.Values.AsSpan()).ToArray();
                command.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }

    private static async Task CopyIntoPostgreSqlAsync(NpgsqlConnection connection, IReadOnlyList<DayVector[]> days)
    {
        await using (var command = new NpgsqlCommand($"drop table if exists bulk_vector; create table bulk_vector ({Key}, minutes smallint not null, vector integer[] not null, {PrimaryKey})", connection))
        {
            await command.ExecuteNonQueryAsync();
        }

        foreach (var day in days)
        {
            await using var copy = await connection.BeginBinaryImportAsync("copy bulk_vector from stdin (format binary)");
            foreach (var vector in day)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(Number(vector.Day), NpgsqlDbType.Integer);
                await copy.WriteAsync(vector.QueueId, NpgsqlDbType.Integer);
                await copy.WriteAsync(vector.ValueTypeId, NpgsqlDbType.Integer);
                await copy.WriteAsync(vector.Version, NpgsqlDbType.Integer);
                await copy.WriteAsync((short)vector.IntervalMinutes, NpgsqlDbType.Smallint);
                await copy.WriteAsync(vector.Values, NpgsqlDbType.Array | NpgsqlDbType.Integer);
            }

            await copy.CompleteAsync();
        }
    }

    private static int Number(LocalDate day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    private static async Task<double> MeasureAsync(Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>A server process with queues, and a session.</summary>
    private sealed class Site(ImportInstallation installation, WfmServerClient client) : IAsyncDisposable
    {
        internal static async Task<Site> StartAsync(string folder)
        {
            var installation = await ImportInstallation.CreateAsync(folder, new CallDataFile(Queues, 1));
            using var login = ServerLogin.Load(folder, entryName: null);
            return new(installation, await login.ConnectAsync(CancellationToken.None));
        }

        /// <summary>Days that no other run has.</summary>
        internal IReadOnlyList<DayVector[]> MakeDays(int run, int count)
        {
            var first = CallDataFile.FirstDay.PlusYears(run);
            var random = new Random(run);
            return [.. Enumerable.Range(0, count).Select(day => MakeDay(first.PlusDays(day), random))];
        }

        internal async Task UploadAsync(IReadOnlyList<DayVector[]> days)
            => await Parallel.ForEachAsync(days, new ParallelOptions { MaxDegreeOfParallelism = Uploads }, async (day, cancellationToken) =>
            {
                var receipt = await client.UploadCallDataAsync(
                    new() { ExternalSystem = CsvInterface.ExternalSystem, Vectors = day }, Guid.NewGuid().ToString("N"), cancellationToken);
                if (receipt.Vectors != day.Length)
                {
                    throw new InvalidOperationException("Not every vector was stored.");
                }
            });

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await installation.DisposeAsync();
        }

        private DayVector[] MakeDay(LocalDate day, Random random)
            => [.. installation.Queues.SelectMany(queue => queue.ValueTypes.Select(valueType => new DayVector
            {
                QueueId = queue.Id,
                ValueTypeId = valueType,
                Day = day,
                IntervalMinutes = 15,
                Values = [.. Enumerable.Range(0, 96).Select(_ => random.Next(400) * DayVector.ValueScale)],
            }))];
    }
}
