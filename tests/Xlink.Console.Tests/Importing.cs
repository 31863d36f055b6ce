using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Credentials;
using Xlink.Importing;
using Xlink.Logging;
using Xlink.Server.Tests;
using Xlink.Targets.Wfm;

namespace Xlink.Console.Tests;

/// <summary>An installation with the documented CSV interface that imports into a site's server through the real engine.</summary>
internal sealed class Importing : IImportObserver
{
    /// <summary>The documented example day, a Tuesday.</summary>
    internal static readonly LocalDate Day = new(2014, 12, 23);

    private const string Header = "Queue;Date;Time;CallsOffered;CallsHandled;AHT\n";

    private readonly TemporaryFolder folder;

    private Importing(TemporaryFolder folder, WfmQueue queue)
    {
        this.folder = folder;
        Queue = queue;
    }

    internal WfmQueue Queue { get; }

    internal int Calls => Queue.ValueTypes.Single(type => type.Name == "Calls").Id;

    internal int Handled => Queue.ValueTypes.Single(type => type.Name == "Handled").Id;

    internal List<string> Failures { get; } = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Path => folder.Combine("Xlink");

    /// <summary>Maps the two metrics of UHD_DE_IN to value types of a new queue "Hotline".</summary>
    internal static async Task<Importing> ConfigureAsync(ConsoleSite site)
    {
        await site.Administrator.CreateExternalSystemAsync(new() { Name = "CSV", Type = ExternalSystemType.Csv, PhoneLink = true }, Cancellation);
        var queue = await site.Administrator.CreateQueueAsync(new() { Name = "Hotline", ValueTypes = ["Calls", "Handled"] }, Cancellation);
        var importing = new Importing(site.Server.Folder, queue);
        Directory.CreateDirectory(importing.Path);
        Directory.CreateDirectory(importing.folder.Combine("acd"));
        using var password = Secret.From(TestServer.AdministratorPassword);
        var encoded = PasswordEncoding.Open(importing.Path).Protect(password);
        importing.Write("isps.cfg", $"[IES System WFM]\nName = \"WFM\"\nUrl = \"{site.Server.Url}\"\n");
        importing.Write(
            "isps_ul.ini",
            $"""
            [DB]
            1=WFM,0,admin,{encoded}
            [General]
            [CSV]
            Source={importing.folder.Combine("acd")}
            SeparatorCharacter=3
            HeaderLines=1
            GroupColumn=1
            DateColumn=2
            TimeColumn=3
            DateOrder=dmy
            Interval=15
            AHTColumn=6
            ColumnNames=Queue;Date;Time;CallsOffered;CallsHandled;AHT
            Groups=UHD_DE_IN;UHD_EN_IN

            """);
        importing.Write(
            "acd_map.ini",
            FormattableString.Invariant($"WFM:1:{queue.Id}:{importing.Calls}=CSV:UHD_DE_IN:CallsOffered\nWFM:1:{queue.Id}:{importing.Handled}=CSV:UHD_DE_IN:CallsHandled\n"));
        return importing;
    }

    /// <summary>Puts a file into the folder that the telephone system writes to.</summary>
    internal void Deliver(string name, string rows) => folder.Write("acd/" + name, Header + rows);

    /// <summary>Takes the folder of the telephone system away.</summary>
    internal void LoseSource() => Directory.Delete(folder.Combine("acd"), recursive: true);

    internal Task<IReadOnlyList<ImportResult>> RunAsync(LocalDate? first = null, int days = 1)
        => CallDataImport.RunAsync(Path, new() { StartDate = first ?? Day, Days = days }, this, NullLog.Instance, Cancellation);

    public void Progressed(ImportProgress progress)
    {
    }

    public void StepDone(string message)
    {
    }

    public void Warned(string message)
    {
    }

    public void Failed(string externalSystem, XlinkException failure) => Failures.Add(failure.ErrorId);

    private void Write(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);
}
