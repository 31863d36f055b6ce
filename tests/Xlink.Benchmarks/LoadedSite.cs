using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using NodaTime;
using Npgsql;
using Xlink.Database.Tests;
using Xlink.Server.Instances.Tests;
using Xlink.Servers;
using Xlink.Targets;
using Xlink.Targets.Wfm;
using ServerProcess = Xlink.Servers.ServerProcess;

namespace Xlink.Benchmarks;

/// <summary>Servers with the queues of many agents.</summary>
internal sealed class LoadedSite : IAsyncDisposable
{
    internal const int QueuesPerAgent = 20;
    internal const int Intervals = 96;
    internal static readonly string[] ValueTypes = ["Calls", "AHT", "Lost"];

    private const string DatabaseVariable = "XLINK_DATABASE";

    private static readonly LocalDate Day = new(2014, 12, 23);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly string folder = Directory.CreateTempSubdirectory("xlink-load-").FullName;
    private readonly List<RunningServer> servers = [];
    private readonly int agents;
    private LoadBalancer? balancer;
    private WfmServerClient? client;
    private List<int> queues = [];
    private List<int> valueTypes = [];

    private LoadedSite(int agents) => this.agents = agents;

    /// <summary>The most memory that the server processes have had, in bytes.</summary>
    internal long PeakMemory => servers.Sum(server =>
    {
        using var process = Process.GetProcessById(server.ProcessId);
        return process.PeakWorkingSet64;
    });

    /// <summary>Starts the servers with everything that the uploads name.</summary>
    internal static async Task<LoadedSite> StartAsync(int agents, int servers, PostgreSqlServer? postgreSql)
    {
        var connectionString = postgreSql is null
            ? null
            : new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = postgreSql.Port, Username = PostgreSqlServer.User, Password = PostgreSqlServer.Password }.ConnectionString;
        Environment.SetEnvironmentVariable(DatabaseVariable, connectionString);
        var site = new LoadedSite(agents);
        try
        {
            for (var number = 0; number < servers; number++)
            {
                site.servers.Add(await site.LaunchAsync(number));
            }

            var url = ServerUrl.Parse(site.servers[0].Url);
            if (servers > 1)
            {
                site.balancer = await LoadBalancer.StartAsync(site.folder, [.. site.servers.Select(server => ServerUrl.Parse(server.Url).Port)], CancellationToken.None);
                url = new("127.0.0.1", site.balancer.Port, useTls: false);
            }

            // One session for all: agents log in once in eight hours, and how long a password takes to check is not what is measured.
            site.client = await WfmServerClient.LoginAsync(url, RunningServer.AdministratorName, site.servers[0].AdministratorPassword!, options: null, CancellationToken.None);
            await using DbConnection connection = connectionString is null
                ? new SqliteConnection("Pooling=false;Data Source=" + Path.Combine(site.servers[0].DataPath, "xlink.db"))
                : new NpgsqlConnection(connectionString + ";Pooling=false");
            await connection.OpenAsync();
            await site.CreateQueuesAsync(connection);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets every agent upload its queues, each until it has a receipt.</summary>
    /// <param name="round">Tells this upload's values and keys from others.</param>
    /// <param name="span">The time over which the agents' uploads begin.</param>
    internal async Task<LoadFigures> UploadAsync(int round, TimeSpan span)
    {
        var figures = new LoadFigures();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, agents).Select(async agent =>
        {
            await Task.Delay(span * agent / agents);
            await UploadAsync(figures, agent, round);
        }));
        figures.Time = watch.Elapsed;
        return figures;
    }

    /// <summary>Reads everything back.</summary>
    /// <param name="lastRound">The last round that was uploaded.</param>
    /// <exception cref="InvalidOperationException">A value is not the one that was confirmed.</exception>
    internal Task CheckAsync(int lastRound)
        => Parallel.ForAsync(0, queues.Count, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (queue, cancellationToken) =>
        {
            var stored = await client!.GetDayVectorsAsync(queues[queue], valueTypeId: null, Day, Day, DayVector.ActualVersion, cancellationToken);
            if (stored.Count != ValueTypes.Length || stored.Any(vector => !vector.Values.AsSpan().SequenceEqual(Values(queue, lastRound))))
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Values of queue {queues[queue]} are lost."));
            }
        });

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        balancer?.Dispose();
        foreach (var server in servers)
        {
            await ServerProcess.StopAsync(server, TimeSpan.FromSeconds(30), CancellationToken.None);
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The values of a queue after a round: the first brings the whole day, each other one a further interval.</summary>
    private static int[] Values(int queue, int round) => [.. Enumerable.Range(0, Intervals).Select(i => (queue * 100) + (i <= round && round > 0 ? i + 1 : 0))];

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<int>> QueryAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var numbers = new List<int>();
        while (await reader.ReadAsync())
        {
            numbers.Add(reader.GetInt32(0));
        }

        return numbers;
    }

    private Task<RunningServer> LaunchAsync(int number)
    {
        var artifacts = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "ArtifactsFolder").Value!;
        return ServerProcess.StartAsync(
            new()
            {
                ProgramFolder = Path.Combine(artifacts, "XlinkPS", "server"),
                DataPath = Path.Combine(folder, "server" + number.ToString(CultureInfo.InvariantCulture)),
                Port = 0,
                TimeZone = "UTC",
            },
            CancellationToken.None);
    }

    private async Task CreateQueuesAsync(DbConnection connection)
    {
        await client!.CreateExternalSystemAsync(new() { Name = "CSV", Type = ExternalSystemType.Csv, PhoneLink = true }, CancellationToken.None);

        // One queue comes from the server and brings the value types; the other thousands come faster from here.
        await client.CreateQueueAsync(new() { Name = "Queue 1", ValueTypes = ValueTypes }, CancellationToken.None);
        await ExecuteAsync(connection, string.Create(
            CultureInfo.InvariantCulture,
            $"""
            insert into queue (parent_id, name, name_key)
            with recursive number (i) as (select 2 union all select i + 1 from number where i < {agents * QueuesPerAgent})
            select 1, 'Queue ' || i, 'QUEUE ' || i from number;
            insert into queue_value_type (queue_id, value_type_id)
            select queue.id, value_type.id from queue cross join value_type where parent_id = 1 and queue.name <> 'Queue 1'
            """));
        queues = await QueryAsync(connection, "select id from queue where parent_id = 1 order by id");
        valueTypes = await QueryAsync(connection, "select id from value_type order by id");
    }

    private async Task UploadAsync(LoadFigures figures, int agent, int round)
    {
        var upload = new CallDataUpload
        {
            ExternalSystem = "CSV",
            Vectors = [.. Enumerable.Range(agent * QueuesPerAgent, QueuesPerAgent).SelectMany(queue => valueTypes, (queue, valueType) => Vector(queue, valueType, round))],
        };
        var key = string.Create(CultureInfo.InvariantCulture, $"{agent}-{round}");
        var watch = Stopwatch.StartNew();
        for (var tries = 1; ; tries++)
        {
            try
            {
                var receipt = await client!.UploadCallDataAsync(upload, key, CancellationToken.None);
                figures.Add(watch.Elapsed, receipt.ValuesWritten, tries);
                return;
            }
            catch (XlinkException exception) when (exception.Category is XlinkErrorCategory.ConnectionError or XlinkErrorCategory.ResourceBusy or XlinkErrorCategory.OperationTimeout)
            {
                await Task.Delay(Pause);
            }
        }
    }

    private DayVector Vector(int queue, int valueType, int round) => new()
    {
        QueueId = queues[queue],
        ValueTypeId = valueType,
        Day = Day,
        IntervalMinutes = 24 * 60 / Intervals,

        // Later rounds bring the intervals up to now and nothing of what is still to come.
        Values = [.. Values(queue, round).Select((value, i) => round > 0 && i > round ? DayVector.NoData : value)],
    };
}
