using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using NodaTime;
using Quickstart;
using Xlink;
using Xlink.Configuration;
using Xlink.Credentials;
using Xlink.Importing;
using Xlink.Installation;
using Xlink.Logging;
using Xlink.Mapping;
using Xlink.Servers;
using Xlink.Targets;
using Xlink.Targets.Wfm;

// The whole path once, with the real parts: a server of its own, the manual's set-up, the import of a day, and the day read back.
const string ExternalSystem = "CSV";
const string UserName = "xlink@company.example";

var day = new LocalDate(2026, 11, 16);
var keep = args.Contains("--keep", StringComparer.Ordinal);
if (args.Except(["--keep"], StringComparer.Ordinal).Any())
{
    Console.Error.WriteLine("Usage: dotnet run --project examples/Quickstart [-- --keep]     --keep keeps the folder");
    return 2;
}

Console.OutputEncoding = Encoding.UTF8;
using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    cancellation.Cancel();
};
var watch = Stopwatch.StartNew();
var folder = Directory.CreateTempSubdirectory("xlink-quickstart-").FullName;
var moduleFolder = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(item => item.Key == "ModuleFolder").Value!;
var serverFolder = Path.Combine(folder, "server");
try
{
    Step("A WFM server, on a free port of this computer");
    var running = await ServerProcess.StartAsync(
        new ServerProcessOptions { ProgramFolder = Path.Combine(moduleFolder, "server"), DataPath = serverFolder, Port = 0 }, cancellation.Token);
    var url = ServerUrl.Parse(running.Url);
    using var administrator = await WfmServerClient.LoginAsync(
        url, RunningServer.AdministratorName, running.AdministratorPassword!, options: null, cancellation.Token);
    Say($"{running.Url}, version {running.Version}, time zone {administrator.Info.TimeZone}");

    Step("Two queues, an external system, and the user that Xlink logs in with");
    var german = await administrator.CreateQueueAsync(new NewQueue { Name = "Hotline German", ValueTypes = ["Calls", "AHT", "Lost"] }, cancellation.Token);
    var english = await administrator.CreateQueueAsync(new NewQueue { Name = "Hotline English", ValueTypes = ["Calls", "AHT", "Lost"] }, cancellation.Token);
    await administrator.CreateExternalSystemAsync(
        new WfmExternalSystem { Name = ExternalSystem, Type = ExternalSystemType.Csv, PhoneLink = true }, cancellation.Token);
    using var password = Secret.From(Convert.ToBase64String(RandomNumberGenerator.GetBytes(18)));
    await administrator.CreateUserAsync(
        new NewUser { EmailAddress = UserName, IsAdmin = true, Password = password.Reveal() }, cancellation.Token);
    Say($"{german.Path}, {english.Path}; {ExternalSystem}; {UserName}");

    Step("Install the suite, encode the password, edit isps_ul.ini and isps.cfg");
    using var source = InstallationSource.Open(SuiteArchive.Find(Path.Combine(moduleFolder, "suite")));
    var installation = Installer.Install(source, Path.Combine(folder, "Xlink"), progress: null, cancellation.Token);
    var addresses = IspsCfgConfiguration.Load(installation.Path);
    addresses.SetServer(entryName: null, url);
    addresses.Save();
    var settings = IspsUlConfiguration.Load(installation.Path);
    settings.SetCredential("WFM", UserName, PasswordEncoding.Open(installation.Path).Protect(password));
    var acd = Directory.CreateDirectory(Path.Combine(folder, "acd"));
    foreach (var (key, value) in SampleInterface(acd.FullName))
    {
        settings.SetExternalSystemValue(ExternalSystem, key, value);
    }

    settings.Save();
    Say($"{installation.Path}, version {installation.Version}");

    Step("Does it connect?");
    var test = await ConnectionTest.RunAsync(installation.Path, serverEntry: null, new StepPrinter(), cancellation.Token);
    if (!test.Success)
    {
        return 1;
    }

    Step("Map the telephone system's metrics to the queues");
    var map = AcdMap.Load(installation.Path);
    var sampleFolder = Path.Combine(AppContext.BaseDirectory, "sample-data");
    var script = File.ReadAllBytes(Path.Combine(sampleFolder, "lost-calls.bas"));
    foreach (var (queue, group) in new[] { (german, "UHD_DE_IN"), (english, "UHD_EN_IN") })
    {
        Map(map, queue, "Calls", [$"{ExternalSystem}:{group}:CallsOffered"], script: null);
        Map(map, queue, "AHT", [$"{ExternalSystem}:{group}:AHT"], script: null);
        Map(map, queue, "Lost", [$"{ExternalSystem}:{group}:CallsOffered", $"{ExternalSystem}:{group}:CallsHandled"], script);
    }

    map.Save();

    Step($"Import {day.ToString("d", CultureInfo.CurrentCulture)} from a CSV file");
    var sample = Directory.GetFiles(sampleFolder, "*.csv").Single();
    File.Copy(sample, Path.Combine(acd.FullName, Path.GetFileName(sample)));
    using var log = InstallationLog.Open(installation.Path, InstallationLog.Interface);
    var results = await CallDataImport.RunAsync(
        installation.Path, new CallDataImportOptions { StartDate = day }, new ImportPrinter(), log, cancellation.Token);
    foreach (var result in results)
    {
        Say($"{result.ExternalSystem}: {result.RowsRead} rows read, {result.RowsSkipped} skipped, {result.ValuesWritten} values written");
    }

    Step("The day, read back from the server");
    var zone = DateTimeZoneProviders.Tzdb[administrator.Info.TimeZone];
    foreach (var queue in new[] { german, english })
    {
        var vectors = await administrator.GetDayVectorsAsync(queue.Id, valueTypeId: null, day, day, DayVector.ActualVersion, cancellation.Token);
        var values = vectors.SelectMany(vector => IntervalValue.FromVector(vector, queue, zone)).ToLookup(value => value.ValueType, StringComparer.Ordinal);
        DayReport.Write(queue.Path, [.. values["Calls"]], [.. values["AHT"]], [.. values["Lost"]]);
    }

    Say($"Done in {watch.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.CurrentCulture)} s. Where to go next:");
    Say($"  ./build.ps1 -Task Quickstart      the same with the cmdlets of the module XlinkPS");
    Say($"  docs/architecture.md              the parts and how they fit");
    return 0;
}
catch (XlinkException exception)
{
    Console.Error.WriteLine(exception.Message);
    Console.Error.WriteLine(exception.Remedy);
    return 1;
}
catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
{
    return 130;
}
finally
{
    await ServerProcess.StopAsync(serverFolder, TimeSpan.FromSeconds(10), CancellationToken.None);
    if (keep)
    {
        Say($"The folder was kept: {folder}");
    }
    else
    {
        Directory.Delete(folder, recursive: true);
    }
}

static void Step(string title)
{
    Console.WriteLine();
    Console.WriteLine("== " + title);
}

static void Say(FormattableString text) => Console.WriteLine("   " + text.ToString(CultureInfo.CurrentCulture));

// One target: its sources in the order of the script's parameters. Without a script they are added up.
static void Map(AcdMap map, WfmQueue queue, string valueType, string[] sources, byte[]? script)
{
    var target = new MappingTarget("WFM", queue.ParentId, queue.Id, QueueTree.FindValueType(queue, valueType).Id);
    foreach (var source in sources)
    {
        map.Add(target, SourcePath.Parse(source));
    }

    var scriptFile = script is null ? null : ScriptFile.Create(map, script);
    if (scriptFile is not null)
    {
        map.SetScript(target, scriptFile);
    }

    Say($"{string.Join(", ", sources)}{(scriptFile is null ? string.Empty : ", " + scriptFile)}  ->  {queue.Path} / {valueType}");
}

// The CSV interface as the documents have it.
static IEnumerable<(string Key, string Value)> SampleInterface(string source) =>
[
    ("Source", source),
    ("SeparatorCharacter", "3"),
    ("HeaderLines", "1"),
    ("GroupColumn", "1"),
    ("DateColumn", "2"),
    ("TimeColumn", "3"),
    ("DateOrder", "dmy"),
    ("Interval", "15"),
    ("AHTColumn", "6"),
    ("ColumnNames", "Queue;Date;Time;CallsOffered;CallsHandled;AHT"),
    ("Groups", "UHD_DE_IN;UHD_EN_IN"),
];
