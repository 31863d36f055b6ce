using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Core.Tests;
using Xlink.Servers;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Servers;

public sealed class ServerProcessTests : IAsyncDisposable
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => folder.Combine("data with blank");

    public async ValueTask DisposeAsync()
    {
        await ServerProcess.StopAsync(Data, StopTime, CancellationToken.None);
        folder.Dispose();
    }

    [Fact]
    public async Task A_first_start_gives_the_administrators_password_and_leaves_no_file_with_it()
    {
        var server = await StartAsync();

        Assert.Matches(@"^iwfm://127\.0\.0\.1:\d+$", server.Url);
        Assert.Equal(Data, server.DataPath);
        Assert.NotNull(server.AdministratorPassword);
        Assert.DoesNotContain(Directory.GetFiles(Path.GetTempPath(), "xlink-*"), file => Holds(file, server.AdministratorPassword.Reveal()));
        using var client = await WfmServerClient.LoginAsync(
            ServerUrl.Parse(server.Url), RunningServer.AdministratorName, server.AdministratorPassword, options: null, Cancellation);
        Assert.True(client.User.IsAdmin);
        Assert.Equal(client.Info.Version, server.Version);
    }

    [Fact]
    public async Task The_password_stands_neither_in_a_command_line_nor_in_the_log()
    {
        var server = await StartAsync();
        var password = server.AdministratorPassword!.Reveal();

        Assert.DoesNotContain(password, await File.ReadAllTextAsync(Path.Combine(Data, ServerProcess.LogFile), Cancellation), StringComparison.Ordinal);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only /proc shows command lines.");
        Assert.DoesNotContain(password, await File.ReadAllTextAsync($"/proc/{server.ProcessId}/cmdline", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_of_a_first_set_up_is_kept_for_its_repetition_and_readable_by_nobody_else()
    {
        var command = await ServerProcess.CommandAsync(new() { ProgramFolder = ServerProgram.Folder, DataPath = Data, Port = 0 });
        using var first = ServerProcess.SetUp(command, Data, Cancellation);
        var file = Path.Combine(Data, KeptPassword.FileName);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        using var again = ServerProcess.SetUp(command, Data, Cancellation);
        Assert.Equal(first!.Reveal(), again!.Reveal());
        KeptPassword.Forget(Data);
        Assert.False(File.Exists(file));
        Assert.Null(ServerProcess.SetUp(command, Data, Cancellation));

        var server = await StartAsync();
        using var client = await WfmServerClient.LoginAsync(ServerUrl.Parse(server.Url), RunningServer.AdministratorName, again, options: null, Cancellation);
        Assert.True(client.User.IsAdmin);
    }

    [Fact]
    public async Task A_running_server_is_found_and_a_stopped_one_is_not()
    {
        Assert.Null(ServerProcess.Find(Data));
        var server = await StartAsync();

        var found = ServerProcess.Find(Data);
        Assert.NotNull(found);
        Assert.Equal(server with { AdministratorPassword = null, Urls = found.Urls, Warnings = found.Warnings }, found);
        Assert.Equal([server.Url], found.Urls);
        Assert.Empty(found.Warnings);
        await ServerProcess.StopAsync(server, StopTime, Cancellation);

        Assert.Null(ServerProcess.Find(Data));
        Assert.False(File.Exists(Path.Combine(Data, "server.json")), "The end was not graceful.");
        await ServerProcess.StopAsync(server, StopTime, Cancellation);
        Assert.False(await ServerProcess.StopAsync(Data, StopTime, Cancellation), "No server runs there any more.");
    }

    [Fact]
    public async Task A_server_in_a_folder_of_another_user_is_not_taken_for_none()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can be another user on Linux.");
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "server.json"), "{}", Cancellation);
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(Path.Combine(Data, "server.json"), UnixFileMode.UserRead);
        }

        var thrown = Assert.IsType<XlinkException>(OtherUser.Run(userId: 65534, () => _ = ServerProcess.Find(Data)));

        Assert.Equal(("FileAccessDenied", Path.Combine(Data, "server.json")), (thrown.ErrorId, thrown.FilePath));
    }

    [Fact]
    public async Task A_second_start_keeps_data_and_password()
    {
        var first = await StartAsync();
        await ServerProcess.StopAsync(first, StopTime, Cancellation);

        var second = await StartAsync();

        Assert.Null(second.AdministratorPassword);
        using var client = await WfmServerClient.LoginAsync(ServerUrl.Parse(second.Url), "admin", first.AdministratorPassword!, options: null, Cancellation);
    }

    [Fact]
    public async Task A_data_folder_has_one_server()
    {
        var server = await StartAsync();

        var error = await Assert.ThrowsAsync<XlinkException>(StartAsync);

        Assert.Equal("ServerAlreadyRuns", error.ErrorId);
        Assert.Contains(server.Url, error.Message, StringComparison.Ordinal);
        Assert.NotNull(ServerProcess.Find(Data));
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows gives no standard error of a process without a console.");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var error = await Assert.ThrowsAsync<XlinkException>(
            () => ServerProcess.StartAsync(new() { ProgramFolder = ServerProgram.Folder, DataPath = Data, Port = port }, Cancellation));

        Assert.Equal("ServerDidNotStart", error.ErrorId);
        Assert.Contains(port.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        Assert.Null(ServerProcess.Find(Data));
    }

    [Fact]
    public async Task A_folder_without_the_program_is_named()
    {
        var error = await Assert.ThrowsAsync<XlinkException>(
            () => ServerProcess.StartAsync(new() { ProgramFolder = folder.FullPath, DataPath = Data }, Cancellation));

        Assert.Equal("ServerProgramMissing", error.ErrorId);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task Giving_up_ends_the_process()
    {
        using var cancelled = new CancellationTokenSource();
        var starting = ServerProcess.StartAsync(new() { ProgramFolder = ServerProgram.Folder, DataPath = Data, Port = 0 }, cancelled.Token);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);

        var server = await StartAsync();
        Assert.NotEqual(0, server.ProcessId);
    }

    [Fact]
    public async Task A_process_that_got_the_ID_of_a_killed_server_is_not_touched()
    {
        var server = await StartAsync();
        using (var process = Process.GetProcessById(server.ProcessId))
        {
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
        }

        // What a killed server leaves behind, with the ID of somebody else: this test.
        var announcement = Path.Combine(Data, "server.json");
        var text = await File.ReadAllTextAsync(announcement, Cancellation);
        var pid = server.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(announcement, text.Replace("\"pid\":" + pid, "\"pid\":" + Environment.ProcessId, StringComparison.Ordinal), Cancellation);

        Assert.Null(ServerProcess.Find(Data));
        await ServerProcess.StopAsync(Data, StopTime, Cancellation);
        var again = await StartAsync();
        Assert.NotEqual(server.ProcessId, again.ProcessId);
    }

    [Fact]
    public async Task The_server_has_left_the_terminal_and_its_end_leaves_no_zombie()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only /proc shows sessions and zombies.");
        var server = await StartAsync();
        var stat = await File.ReadAllTextAsync($"/proc/{server.ProcessId}/stat", Cancellation);
        var session = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3];
        Assert.Equal(server.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), session);

        await ServerProcess.StopAsync(server, StopTime, Cancellation);

        var limit = Stopwatch.StartNew();
        while (Directory.Exists($"/proc/{server.ProcessId}") && limit.Elapsed < StopTime)
        {
            await Task.Delay(20, Cancellation);
        }

        Assert.False(Directory.Exists($"/proc/{server.ProcessId}"));
    }

    [Fact]
    public async Task A_server_with_a_certificate_is_started_and_answers()
    {
        using var certificate = SelfSigned.Create();
        var (path, key) = certificate.WritePem(folder);

        var server = await ServerProcess.StartAsync(
            new() { ProgramFolder = ServerProgram.Folder, DataPath = Data, Port = 0, CertificatePath = path, CertificateKeyPath = key, TimeZone = "Asia/Tokyo" }, Cancellation);

        Assert.StartsWith("iwfms://127.0.0.1:", server.Url, StringComparison.Ordinal);
        var info = await WfmServerClient.GetInfoAsync(ServerUrl.Parse(server.Url), new() { CertificateThumbprint = server.CertificateThumbprint }, Cancellation);
        Assert.Equal("Asia/Tokyo", info.TimeZone);
    }

    private static bool Holds(string file, string text)
    {
        try
        {
            return File.ReadAllText(file).Contains(text, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody else's, gone meanwhile.
            return false;
        }
    }

    private Task<RunningServer> StartAsync()
        => ServerProcess.StartAsync(new() { ProgramFolder = ServerProgram.Folder, DataPath = Data, Port = 0 }, Cancellation);
}
