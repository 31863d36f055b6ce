using System;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Importing;
using Xlink.Services;
using Xlink.Services.AutomaticImports;
using Xlink.Services.Systemd;

namespace Xlink.Core.Tests.Services;

public sealed class SignsOfLifeTests
{
    [Fact]
    public void Half_an_hour_without_a_sign_is_a_hang()
    {
        var time = TimeSpan.Zero;
        var life = new SignsOfLife(() => time);

        time = TimeSpan.FromMinutes(30);
        Assert.True(life.IsAlive);
        time += TimeSpan.FromSeconds(1);
        Assert.False(life.IsAlive);
        life.Give();
        Assert.True(life.IsAlive);
    }

    [Theory]
    [InlineData("", 40)]
    [InlineData("[A]\nQueryTimeout=7200\n[B]\n", 150)]
    [InlineData("[A]\nQueryTimeout=0\n", null)]
    public void A_query_gets_the_time_that_its_section_gives_it(string sections, int? minutes)
    {
        using var folder = new TemporaryFolder();
        folder.Write("isps_ul.ini", "[DB]\n[CSV]\n" + sections);
        var time = TimeSpan.Zero;
        var life = new SignsOfLife(() => time);

        life.Expect(new ImportConfiguration(folder.Path).LongestQuery);

        time = minutes is { } limit ? TimeSpan.FromMinutes(limit) : TimeSpan.FromDays(1000);
        Assert.True(life.IsAlive);
        time += TimeSpan.FromSeconds(1);
        Assert.Equal(minutes is null, life.IsAlive);
    }

    [Fact]
    public void Whatever_an_import_reports_is_a_sign()
    {
        using var folder = new TemporaryFolder();
        var time = TimeSpan.Zero;
        var life = new SignsOfLife(() => time);
        var observer = new ServiceActivityFile(folder.Path, SystemClock.Instance, life);

        foreach (var report in new Action[]
        {
            () => observer.Begin(ImportKind.CallData),
            () => observer.Progressed(new ImportProgress { ExternalSystem = "CSV", Activity = "calls.csv", Fraction = 0.1 }),
            () => observer.StepDone("done"),
            () => observer.Warned("odd"),
            () => observer.Failed("CSV", XlinkException.Create("ImportRunning", XlinkErrorCategory.ResourceBusy, "there")),
        })
        {
            time += TimeSpan.FromHours(1);
            Assert.False(life.IsAlive);
            report();
            Assert.True(life.IsAlive);
        }
    }

    [Fact]
    public async Task The_watchdog_is_fed_only_while_there_are_signs()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no systemd on other systems.");
        using var folder = new TemporaryFolder();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(folder["notify"]));
        socket.ReceiveTimeout = 60_000;
        var asked = 0;
        var end = new TaskCompletionSource();
        var host = new SystemdServiceHost(new SystemdNotification(folder["notify"], "20000"), () => Interlocked.Increment(ref asked) > 5);

        var run = Task.Run(() => host.Run(_ => end.Task), TestContext.Current.CancellationToken);

        Assert.Equal("READY=1", Receive(socket));
        Assert.Equal("WATCHDOG=1", Receive(socket));
        Assert.True(asked > 5);
        end.SetResult();
        await run;
    }

    private static string Receive(Socket socket)
    {
        var buffer = new byte[100];
        return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
    }
}
