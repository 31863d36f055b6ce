using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Configuration;
using Xlink.Credentials;
using Xlink.Importing;
using Xlink.Installation;
using Xlink.Services.AutomaticImports;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Suite.Tests;

/// <summary>An installation from the suite's ZIP, connected to a server, with two queues of its own and folders for the telephone system's files.</summary>
internal sealed class Site : IDisposable
{
    internal const string Header = "Queue;Date;Time;CallsOffered;CallsHandled;AHT\n";

    /// <summary>The documented example day.</summary>
    internal static readonly LocalDate Day = new(2014, 12, 23);

    /// <summary>The documented example [documented].</summary>
    internal const string Example = Header
        + "UHD_DE_IN;23.12.2014;08:00;1;0;0\n"
        + "UHD_DE_IN;23.12.2014;08:15;1;1;180\n"
        + "UHD_EN_IN;23.12.2014;08:30;1;1;150\n";

    private readonly TemporaryFolder folder = new();
    private readonly ServerFixture server;

    private Site(ServerFixture server, string platform)
    {
        this.server = server;
        using var suite = InstallationSource.Open(Artifacts.SuiteZip(platform));
        Installation = Installer.Install(suite, folder["Xlink"], progress: null, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(folder["acd"]);
        Directory.CreateDirectory(folder["done"]);
    }

    internal static string Platform => OperatingSystem.IsWindows() ? "windows" : "linux";

    internal TemporaryFolder Folder => folder;

    internal XlinkInstallation Installation { get; }

    internal WfmQueue German { get; private set; } = null!;

    internal WfmQueue English { get; private set; } = null!;

    /// <summary>The program of the manual import.</summary>
    internal string ImportProgram => Installation.GetProgram("isps_ul");

    /// <summary>Makes a site: CSV interface as in the documents, CallsOffered and AHT of both groups mapped.</summary>
    internal static async Task<Site> CreateAsync(ServerFixture server, string? platform = null, bool map = true)
    {
        var site = new Site(server, platform ?? Platform);
        site.German = await server.Administrator.CreateQueueAsync(
            new() { Name = "German " + Guid.NewGuid(), ValueTypes = ["Calls", "AHT"] }, TestContext.Current.CancellationToken);
        site.English = await server.Administrator.CreateQueueAsync(
            new() { Name = "English " + Guid.NewGuid(), ValueTypes = ["Calls", "AHT"] }, TestContext.Current.CancellationToken);
        site.Connect(server.Url);
        site.ConfigureCsv();
        if (map)
        {
            site.Map(site.German, "Calls", "CSV:UHD_DE_IN:CallsOffered");
            site.Map(site.German, "AHT", "CSV:UHD_DE_IN:AHT");
            site.Map(site.English, "Calls", "CSV:UHD_EN_IN:CallsOffered");
        }

        return site;
    }

    /// <summary>Sets address and credential of a server entry.</summary>
    internal void Connect(string url, string entry = "WFM", string user = ServerFixture.UserName, string password = ServerFixture.Password)
    {
        Edit("isps.cfg", text => entry == "WFM" ? text : text + $"\n[IES System {entry}]\nName = \"{entry}\"\nUrl = \"{url}\"\n");
        var addresses = IspsCfgConfiguration.Load(Installation.Path);
        addresses.SetServer(entry, ServerUrl.Parse(url));
        addresses.Save();
        Edit("isps_ul.ini", text => entry == "WFM" ? text : text.Replace("\n[General]", $"\n2={entry},0,xlink@xxxx.com,<password from generator>\n[General]", StringComparison.Ordinal));
        using var secret = Secret.From(password);
        var configuration = IspsUlConfiguration.Load(Installation.Path);
        configuration.SetCredential(entry, user, PasswordEncoding.Open(Installation.Path).Protect(secret));
        configuration.Save();
    }

    /// <summary>Writes the section of an external system: that of the documented example, with other values where they are given.</summary>
    internal void ConfigureCsv(string externalSystem = "CSV", string source = "acd", params (string Key, string Value)[] changes)
    {
        (string Key, string Value)[] keys =
        [
            ("Source", folder[source]), ("Destination", folder["done"]), ("SeparatorCharacter", "3"), ("HeaderLines", "1"), ("GroupColumn", "1"),
            ("DateColumn", "2"), ("TimeColumn", "3"), ("DateOrder", "dmy"), ("Interval", "15"), ("AHTColumn", "6"),
            ("ColumnNames", "Queue;Date;Time;CallsOffered;CallsHandled;AHT"), ("Groups", "UHD_DE_IN;UHD_EN_IN"),
        ];
        Set(externalSystem, [.. keys, .. changes]);
    }

    /// <summary>Sets keys of a section of isps_ul.ini.</summary>
    internal void Set(string section, params (string Key, string Value)[] values)
    {
        var configuration = IspsUlConfiguration.Load(Installation.Path);
        foreach (var (key, value) in values)
        {
            configuration.Document.SetValue(section, key, value);
        }

        configuration.Save();
    }

    /// <summary>Changes a file of the installation as an editor would.</summary>
    internal void Edit(string name, Func<string, string> change)
        => File.WriteAllText(Installation.GetFile(name), change(File.ReadAllText(Installation.GetFile(name))));

    /// <summary>Maps metrics to a value type, in the order of Para1, Para2 …</summary>
    internal void Map(WfmQueue queue, string valueType, params string[] sources) => Map("WFM", queue, valueType, script: null, sources);

    internal void Map(string entry, WfmQueue queue, string valueType, string? script, params string[] sources)
    {
        var target = $"{entry}:{queue.ParentId}:{queue.Id}:{queue.ValueTypes.Single(type => type.Name == valueType).Id}=";
        Edit("acd_map.ini", text => text + string.Concat(sources.Select(source => target + source + "\n")) + (script is null ? string.Empty : target + script + "\n"));
    }

    /// <summary>Puts a file into the folder that the telephone system writes to.</summary>
    internal string Deliver(string name, string content, Encoding? encoding = null) => folder.Write("acd/" + name, content, encoding);

    /// <summary>The day before, by the clock that the schedule goes by: whatever the time of day is, its intervals are over.</summary>
    internal static LocalDate Yesterday => LocalDate.FromDateTime(DateTime.Now).PlusDays(-1);

    /// <summary>Lets the next start of the service make up for <see cref="Yesterday"/>.</summary>
    internal void ServiceWasDownSinceYesterday() => ServiceWasDown(TimeSpan.FromHours(25));

    /// <summary>Writes the service's journal as a service leaves it that was stopped some time ago: what was due since is due at its next start.</summary>
    internal void ServiceWasDown(TimeSpan time) => ScheduleJournal.Empty(Installation.Path).Save(
        [.. new[] { ImportKind.CallData, ImportKind.AgentData }.Select(kind => new ScheduleProgress(kind, DateTime.UtcNow - time, MissingFrom: null, MissingTo: null))],
        isImportant: true);

    /// <summary>Names of the files in a folder of the site.</summary>
    internal string[] Files(string name) => [.. Directory.GetFiles(folder[name]).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    /// <summary>Runs <c>isps_ul -p -d</c> with the example day, unless the arguments say another date, or agent data.</summary>
    internal Task<ProgramResult> ImportAsync(params string[] arguments) => ImportAsync(language: null, arguments);

    internal Task<ProgramResult> ImportAsync(string? language, string[] arguments)
        => SuiteProgram.RunAsync(ImportProgram, ImportArguments(arguments), language: language);

    internal static IEnumerable<string> ImportArguments(params string[] arguments)
        => [.. arguments.Contains("-t") ? [] : (string[])["-p"], .. arguments.Contains("-d") ? [] : (string[])["-d", "12/23/2014"], .. arguments];

    /// <summary>The stored values of a queue's value type, by the time their interval begins: <c>08:00=1.5</c>.</summary>
    internal async Task<string> ValuesAsync(WfmQueue queue, string valueType, LocalDate? day = null)
    {
        var vectors = await server.Administrator.GetDayVectorsAsync(
            queue.Id, queue.ValueTypes.Single(type => type.Name == valueType).Id, day ?? Day, day ?? Day, DayVector.ActualVersion, TestContext.Current.CancellationToken);
        var zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        return string.Join(' ', vectors.SelectMany(vector => Importing.IntervalValue.FromVector(vector, queue, zone)).Select(value
            => value.Start.ToString("HH:mm", CultureInfo.InvariantCulture) + "=" + value.Value.ToString("0.##", CultureInfo.InvariantCulture)));
    }

    /// <summary>The text of a log in the installation folder; empty if it is not there.</summary>
    internal string Log(string name) => File.Exists(Path.Combine(Installation.Path, name)) ? File.ReadAllText(Path.Combine(Installation.Path, name)) : string.Empty;

    public void Dispose() => folder.Dispose();
}
