using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Credentials;
using Xlink.Importing;
using Xlink.Logging;
using Xlink.Server.Tests;
using Xlink.Targets;

namespace Xlink.Server.Instances.Tests;

/// <summary>An installation with files of the CSV interface that imports many days of a site's first queue through the real engine.</summary>
internal sealed class ImportedInstallation : IImportObserver, IDisposable
{
    internal const int Intervals = 96;

    private readonly TemporaryFolder folder = new();
    private readonly Action<double> progressed;
    private readonly LocalDate first;
    private readonly int days;

    /// <summary>Configures it and delivers a file with all days.</summary>
    /// <param name="url">The server.</param>
    /// <param name="site">The site, with an external system CSV.</param>
    /// <param name="first">The first day.</param>
    /// <param name="days">The number of days.</param>
    /// <param name="progressed">Hears how far the import is, from 0 to 1.</param>
    internal ImportedInstallation(ServerUrl url, Site site, LocalDate first, int days, Action<double> progressed)
    {
        this.first = first;
        this.days = days;
        this.progressed = progressed;
        Directory.CreateDirectory(InstallationPath);
        Directory.CreateDirectory(folder.Combine("acd"));
        using var password = Secret.From(TestServer.AdministratorPassword);
        var encoded = PasswordEncoding.Open(InstallationPath).Protect(password);
        folder.Write("Xlink/isps.cfg", $"[IES System WFM]\nName = \"WFM\"\nUrl = \"{url}\"\n");
        folder.Write(
            "Xlink/isps_ul.ini",
            $"""
            [DB]
            1=WFM,0,admin,{encoded}
            [General]
            [CSV]
            Source={folder.Combine("acd")}
            SeparatorCharacter=3
            HeaderLines=1
            GroupColumn=1
            DateColumn=2
            TimeColumn=3
            DateOrder=dmy
            Interval=15
            ColumnNames=Queue;Date;Time;Calls
            Groups=Hotline

            """);
        folder.Write("Xlink/acd_map.ini", FormattableString.Invariant($"WFM:1:{site.Queues[0].Id}:{site.Queues[0].ValueTypes[0].Id}=CSV:Hotline:Calls\n"));
        folder.Write("acd/calls.csv", "Queue;Date;Time;Calls\n" + string.Concat(Enumerable.Range(0, days).SelectMany(Rows)));
    }

    private string InstallationPath => folder.Combine("Xlink");

    /// <summary>What is to be stored of a day: hundredths of what is in the file.</summary>
    internal static int[] Stored(int day) => [.. Calls(day).Select(calls => calls * 100)];

    /// <summary>Imports all days.</summary>
    internal async Task<ImportResult> RunAsync(CancellationToken cancellationToken)
        => Assert.Single(await CallDataImport.RunAsync(InstallationPath, new() { StartDate = first, Days = days }, this, NullLog.Instance, cancellationToken));

    public void Progressed(ImportProgress progress) => progressed(progress.Fraction);

    public void StepDone(string message)
    {
    }

    public void Warned(string message)
    {
    }

    public void Failed(string externalSystem, XlinkException failure) => Assert.Fail(failure.Message);

    public void Dispose() => folder.Dispose();

    private static IEnumerable<int> Calls(int day) => Enumerable.Range(0, Intervals).Select(interval => 1 + day + interval);

    private IEnumerable<string> Rows(int day)
        => Calls(day).Select((value, interval) => string.Create(
            CultureInfo.InvariantCulture, $"Hotline;{first.PlusDays(day):dd.MM.uuuu};{interval / 4:00}:{interval % 4 * 15:00};{value}\n"));
}
