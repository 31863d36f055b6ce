using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Credentials;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Hosting;

/// <summary>What the server asks of the disk, as strace sees it.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Trace => folder.Combine("trace");

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task An_upload_is_confirmed_when_the_disk_has_it_and_a_reported_run_gets_there_by_itself()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/strace"), "The package strace is not installed.");
        var password = folder.Write("password", "pass word");
        using var program = ServerProgram.Start("--data", folder.Combine("data"), "--port", "0", "--time-zone", "UTC", "--admin-password-file", password);
        using var client = await WfmServerClient.LoginAsync(ServerUrl.Parse(await program.ReadUrlAsync()), "admin", Secret.From("pass word"), options: null, Cancellation);
        var site = await Site.CreateAsync(client, "Hotline");
        using var strace = await TraceAsync(program.Process.Id);
        Assert.SkipWhen(strace is null, "strace may not look at a process here.");
        for (var value = 1; value <= 5; value++)
        {
            var before = CountSyncs();
            await site.UploadAsync(site.Vector(0, new LocalDate(2024, 1, 1), 96, value));
            Assert.True(CountSyncs() > before, "An upload was confirmed before the disk had it.");
        }

        var earlier = CountSyncs();
        await client.ReportImportRunAsync(Site.Run(), Cancellation);
        while (CountSyncs() == earlier)
        {
            await Task.Delay(10, Cancellation);
        }
    }

    private async Task<Process?> TraceAsync(int processId)
    {
        string[] arguments = ["-f", "-y", "-e", "trace=fsync,fdatasync", "-o", Trace, "-p", processId.ToString(CultureInfo.InvariantCulture)];
        var strace = Process.Start(new ProcessStartInfo("/usr/bin/strace", arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        if ((await strace.StandardError.ReadLineAsync(Cancellation))?.Contains("attached", StringComparison.Ordinal) != true)
        {
            strace.Dispose();
            return null;
        }

        // Nobody reads what else it says, but it must find room for it.
        _ = strace.StandardError.ReadToEndAsync(Cancellation);
        return strace;
    }

    /// <summary>How often the log of the database has come to the disk.</summary>
    private int CountSyncs()
    {
        using var reader = new StreamReader(new FileStream(Trace, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n').Count(line => line.EndsWith(" = 0", StringComparison.Ordinal)
            && (line.Contains("xlink.db-wal", StringComparison.Ordinal) || line.Contains("resumed", StringComparison.Ordinal)));
    }
}
