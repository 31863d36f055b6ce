using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Credentials;
using Xlink.Importing;
using Xlink.Logging;
using Xlink.Servers;
using Xlink.Suite.Tests;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Benchmarks;

/// <summary>An installation whose CSV files go to a server process of its own, with a queue and a mapping for every series.</summary>
internal sealed class ImportInstallation : IAsyncDisposable
{
    private const int WarmingRounds = 2;
    private const int WarmingDays = 200;
    private const int WarmingImports = 5;
    private const int WarmingUploads = 24;

    // Nothing new for a tenth of a second, and the runtime begins to count what runs often; it then compiles that once more.
    private static readonly TimeSpan CompilingTime = TimeSpan.FromSeconds(1);

    private readonly CallDataFile data;
    private readonly List<QueueMap> queues = [];

    private ImportInstallation(string folder, CallDataFile data)
    {
        Folder = folder;
        this.data = data;
    }

    /// <summary>The folder of the installation.</summary>
    public string Folder { get; }

    /// <summary>The folder of the files.</summary>
    public string Source => Path.Combine(Folder, "acd");

    /// <summary>Where the server listens.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The password of its administrator.</summary>
    public string Password { get; private set; } = string.Empty;

    /// <summary>The queues on the server, with the IDs of their value types in the order of <see cref="CsvInterface.Metrics"/>.</summary>
    public IReadOnlyList<QueueMap> Queues => queues;

    private string ServerFolder => Path.Combine(Folder, "server");

    /// <summary>Starts the server and prepares all of it, without files.</summary>
    internal static async Task<ImportInstallation> CreateAsync(string folder, CallDataFile data)
    {
        var installation = new ImportInstallation(folder, data);
        Directory.CreateDirectory(installation.Source);
        await installation.PrepareAsync();
        return installation;
    }

    /// <summary>Imports the first days of the files.</summary>
    internal async Task ImportAsync(int days)
    {
        var options = new CallDataImportOptions { StartDate = CallDataFile.FirstDay, Days = days };
        var results = await CallDataImport.RunAsync(Folder, options, new UnwatchedImport(), NullLog.Instance, CancellationToken.None);
        if (results.Sum(result => (long)result.ValuesWritten) != (long)data.Queues * 96 * days * CsvInterface.Metrics.Length)
        {
            throw new InvalidOperationException("Not every value was written.");
        }
    }

    /// <summary>Makes the server one that has been running for a while, and the session one that has imported: a server compiles its code anew in each process.</summary>
    internal async Task WarmAsync()
    {
        using var login = ServerLogin.Load(Folder, entryName: null);
        using var client = await login.ConnectAsync(CancellationToken.None);
        for (var round = 0; round < WarmingRounds; round++)
        {
            // As many at once as an import sends.
            await Parallel.ForEachAsync(
                Enumerable.Range(1 + (round * WarmingDays), WarmingDays),
                new ParallelOptions { MaxDegreeOfParallelism = WarmingUploads },
                async (day, cancellationToken) => await client.UploadCallDataAsync(WarmingUpload(day), Guid.NewGuid().ToString("N"), cancellationToken));
            for (var run = 0; run < WarmingImports; run++)
            {
                await ImportAsync(1);
            }

            await Task.Delay(CompilingTime);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await ServerProcess.StopAsync(ServerFolder, TimeSpan.FromSeconds(20), CancellationToken.None);

    private CallDataUpload WarmingUpload(int day) => new()
    {
        ExternalSystem = CsvInterface.ExternalSystem,
        Vectors = [.. queues.SelectMany(queue => queue.ValueTypes.Select(valueType => new DayVector
        {
            QueueId = queue.Id,
            ValueTypeId = valueType,
            Day = CallDataFile.FirstDay.PlusDays(-day),
            IntervalMinutes = 15,
            Values = [.. Enumerable.Repeat(day * DayVector.ValueScale, 96)],
        }))],
    };

    private async Task PrepareAsync()
    {
        var artifacts = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "ArtifactsFolder").Value!;
        var options = new ServerProcessOptions { ProgramFolder = Path.Combine(artifacts, "XlinkPS", "server"), DataPath = ServerFolder, Port = 0, TimeZone = "UTC" };
        var server = await ServerProcess.StartAsync(options, CancellationToken.None);
        Password = server.AdministratorPassword!.Reveal();
        using var administrator = await WfmServerClient.LoginAsync(
            ServerUrl.Parse(server.Url), RunningServer.AdministratorName, server.AdministratorPassword!, options: null, CancellationToken.None);
        Url = new UriBuilder(server.Url) { Scheme = Uri.UriSchemeHttp }.Uri;
        await administrator.CreateExternalSystemAsync(
            new() { Name = CsvInterface.ExternalSystem, Type = ExternalSystemType.Csv, PhoneLink = true }, CancellationToken.None);
        var map = new StringBuilder();
        foreach (var name in data.Names)
        {
            var created = await administrator.CreateQueueAsync(new() { Name = name, ValueTypes = CsvInterface.Metrics }, CancellationToken.None);
            foreach (var valueType in created.ValueTypes)
            {
                map.Append(CultureInfo.InvariantCulture, $"WFM:{created.ParentId}:{created.Id}:{valueType.Id}={CsvInterface.ExternalSystem}:{name}:{valueType.Name}\n");
            }

            queues.Add(new QueueMap(name, created.Id, [.. CsvInterface.Metrics.Select(metric => created.ValueTypes.Single(type => type.Name == metric).Id)]));
        }

        var password = PasswordEncoding.Open(Folder).Protect(server.AdministratorPassword!);
        await File.WriteAllTextAsync(Path.Combine(Folder, "acd_map.ini"), map.ToString());
        await File.WriteAllTextAsync(Path.Combine(Folder, "isps.cfg"), $"[IES System WFM]\nName=\"WFM\"\nUrl=\"{server.Url}\"\n");
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "isps_ul.ini"), $"[DB]\n1=WFM,0,{RunningServer.AdministratorName},{password}\n[General]\n" + CsvInterface.Text(Source, data));
    }

    /// <summary>A queue on the server.</summary>
    internal sealed record QueueMap(string Name, int Id, IReadOnlyList<int> ValueTypes);
}
