using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Credentials;
using Xlink.Importing;
using Xlink.Logging;
using Xlink.Sources.Csv;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Client;

/// <summary>Imports one after the other in a process that keeps its login and its connection: whatever has changed between two of them counts.</summary>
public sealed class WarmImportTests
{
    private const string UserName = "xlink";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_warm_import_logs_in_no_more_and_stores_what_the_file_has()
    {
        await using var server = await StartAsync();
        using var site = await SiteAsync(server);
        for (var calls = 1; calls <= 3; calls++)
        {
            site.WriteFile(calls);
            Assert.Equal(1, (await site.ImportAsync()).ValuesWritten);
            Assert.Equal(calls * DayVector.ValueScale, (await site.ReadAsync()).Values[0]);
        }

        Assert.Single(await site.Admin.GetTokensAsync(site.User.Id, Cancellation));
        Assert.Equal(3, (await site.Admin.GetImportRunsAsync(externalSystem: null, outcome: null, 10, Cancellation)).Count);
    }

    [Fact]
    public async Task A_queue_that_was_deleted_or_made_meanwhile_is_noticed()
    {
        await using var server = await StartAsync();
        using var site = await SiteAsync(server);
        site.WriteFile(1);
        await site.ImportAsync();
        await site.ImportAsync();

        await site.Admin.DeleteQueueAsync(site.Queue.Id, recurse: true, Cancellation);
        Assert.Empty(await site.ImportAllAsync());

        site.Queue = await site.Admin.CreateQueueAsync(new() { Name = "again", ValueTypes = ["Calls"] }, Cancellation);
        site.WriteMap();
        Assert.Equal(1, (await site.ImportAsync()).ValuesWritten);
    }

    [Fact]
    public async Task A_changed_mapping_and_a_broken_configuration_are_noticed()
    {
        await using var server = await StartAsync();
        using var site = await SiteAsync(server);
        site.WriteFile(1);
        await site.ImportAsync();
        await site.ImportAsync();

        site.WriteText("acd_map.ini", string.Empty);
        Assert.Empty(await site.ImportAllAsync());

        File.Delete(Path.Combine(site.Path, "acd_map.ini"));
        Assert.Equal("FileMissing", (await Assert.ThrowsAsync<XlinkException>(site.ImportAllAsync)).ErrorId);

        site.WriteMap();
        await site.ImportAsync();
    }

    [Fact]
    public async Task An_ended_token_leads_to_one_login_and_a_locked_user_imports_no_more()
    {
        await using var server = await StartAsync();
        using var site = await SiteAsync(server);
        site.WriteFile(1);
        await site.ImportAsync();
        await site.ImportAsync();
        await site.Admin.RevokeTokensAsync(site.User.Id, Cancellation);
        await site.ImportAsync();
        Assert.Single(await site.Admin.GetTokensAsync(site.User.Id, Cancellation));

        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<XlinkException>(() => server.LoginAsync(UserName, "wrong"));
        }

        Assert.Equal("LoginRefused", (await Assert.ThrowsAsync<XlinkException>(site.ImportAllAsync)).ErrorId);
    }

    [Fact]
    public async Task Another_server_at_the_same_address_is_another_server_and_none_is_not_reachable()
    {
        var first = await StartAsync();
        using var site = await SiteAsync(first);
        var port = first.Url.Port;
        site.WriteFile(1);
        await site.ImportAsync();
        await site.ImportAsync();
        await first.DisposeAsync();

        Assert.Equal("ServerNotReachable", (await Assert.ThrowsAsync<XlinkException>(site.ImportAllAsync)).ErrorId);
        Assert.True(File.Exists(site.File));

        await using var second = await StartAsync(port);
        using var other = await SiteAsync(second, queueBefore: true);
        Assert.NotEqual(site.Queue.Id, other.Queue.Id);
        Assert.DoesNotContain(await site.ImportAllAsync(), result => result.ValuesWritten > 0);
        site.Queue = other.Queue;
        site.WriteMap();
        Assert.Equal(1, (await site.ImportAsync()).ValuesWritten);
    }

    [Fact]
    public async Task A_cancelled_import_leaves_the_file_and_the_next_one_goes_on()
    {
        await using var server = await StartAsync();
        using var site = await SiteAsync(server);
        site.WriteFile(1);
        await site.ImportAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => site.RunAsync(cancelled.Token));

        Assert.True(File.Exists(site.File));
        Assert.Equal(1, (await site.ImportAsync()).ValuesWritten);
    }

    [Fact]
    public async Task A_server_that_does_not_know_the_combined_request_is_asked_one_by_one()
    {
        using var folder = new TemporaryFolder();
        await using var server = new ScriptedServer(
            ScriptedServer.Json(ScriptedServer.Info),
            ScriptedServer.Json(ScriptedServer.Login),
            ScriptedServer.Answer("404 Not Found", WfmProblem.MediaType, """{"status":404,"title":"t","detail":"d","code":"RouteNotFound"}"""),
            ScriptedServer.Json(ScriptedServer.Info),
            ScriptedServer.Json("""{"id":1,"userName":"u","isAdmin":true,"groups":[],"isLocked":false}"""));
        folder.Write("isps.cfg", $"[IES System WFM]\nName=\"WFM\"\nUrl=\"{server.Url}\"\n");
        using var secret = Secret.From("pass word");
        folder.Write("isps_ul.ini", $"[DB]\n1=WFM,0,u,{PasswordEncoding.Open(folder.FullPath).Protect(secret)}\n");
        using var login = ServerLogin.Load(folder.FullPath, entryName: null);

        (await login.BeginAsync(Cancellation)).Dispose();
        using var second = await login.BeginAsync(Cancellation);

        Assert.Null(second.Beginning);
        Assert.Equal("u", second.User.UserName);
        Assert.Equal(
            ["GET /api/v1/server", "POST /api/v1/tokens", "GET /api/v1/session", "GET /api/v1/server", "GET /api/v1/tokens/current"],
            server.Requests.Select(request => request[..request.IndexOf(" HTTP", StringComparison.Ordinal)]));
    }

    [Fact]
    public void A_connection_is_kept_for_one_session_at_a_time_and_not_after_a_failure_nor_for_another_server()
    {
        var kept = new KeptConnections(TimeSpan.FromMinutes(5), maximum: 2);
        var url = ServerUrl.Parse("iwfm://localhost:1");
        var (first, giveFirst) = kept.Take(url, thumbprint: null);
        var (second, giveSecond) = kept.Take(url, thumbprint: null);
        Assert.NotSame(first, second);
        giveFirst(true);
        giveSecond(false);
        Assert.Equal(1, kept.Count);
        var (other, giveOther) = kept.Take(ServerUrl.Parse("iwfm://localhost:2"), thumbprint: null);
        var (pinned, givePinned) = kept.Take(url, new string('0', 64));
        Assert.NotSame(first, other);
        Assert.NotSame(first, pinned);
        Assert.Same(first, kept.Take(url, thumbprint: null).Http);

        giveFirst(true);
        giveOther(true);
        givePinned(true);
        Assert.Equal(2, kept.Count);
        Assert.NotSame(first, kept.Take(url, thumbprint: null).Http);
    }

    [Fact]
    public void A_connection_is_not_given_out_when_its_time_is_over()
    {
        var kept = new KeptConnections(TimeSpan.Zero, maximum: 2);
        var (_, give) = kept.Take(ServerUrl.Parse("iwfm://localhost:1"), thumbprint: null);
        give(true);
        Assert.Equal(0, kept.Count);
    }

    // A token's end is compared with this computer's clock too.
    private static async Task<TestServer> StartAsync(int port = 0)
    {
        var server = await TestServer.StartAsync(options => options with { Port = port });
        server.Clock.Now = DateTimeOffset.UtcNow;
        return server;
    }

    private static async Task<Installation> SiteAsync(TestServer server, bool queueBefore = false)
    {
        var admin = await server.LoginAsync();
        var user = await admin.CreateUserAsync(new() { UserName = UserName, Password = "the first one", Groups = ["System"] }, Cancellation);
        await admin.CreateExternalSystemAsync(new() { Name = "acd", Type = ExternalSystemType.Csv, PhoneLink = true }, Cancellation);
        if (queueBefore)
        {
            await admin.CreateQueueAsync(new() { Name = "before", ValueTypes = [] }, Cancellation);
        }

        var queue = await admin.CreateQueueAsync(new() { Name = "queue", ValueTypes = ["Calls"] }, Cancellation);
        return new Installation(server.Url, admin, user, queue);
    }

    /// <summary>An installation with one file, one mapping, and the server of a test.</summary>
    private sealed class Installation : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        internal Installation(ServerUrl url, WfmServerClient admin, WfmUser user, WfmQueue queue)
        {
            (Admin, User, Queue) = (admin, user, queue);
            Directory.CreateDirectory(folder.Combine("acd"));
            WriteText("isps.cfg", $"[IES System WFM]\nName=\"WFM\"\nUrl=\"{url}\"\n");
            using var secret = Secret.From("the first one");
            WriteText("isps_ul.ini", $"""
                [DB]
                1=WFM,0,{UserName},{PasswordEncoding.Open(Path).Protect(secret)}
                [acd]
                {CsvKeys.Source}={folder.Combine("acd")}
                {CsvKeys.SeparatorCharacter}=3
                {CsvKeys.GroupColumn}=1
                {CsvKeys.DateColumn}=2
                {CsvKeys.TimeColumn}=3
                {CsvKeys.DateOrder}=dmy
                {CsvKeys.Interval}=15
                {CsvKeys.ColumnNames}=Queue;Date;Time;Calls
                {CsvKeys.Groups}=q

                """);
            WriteMap();
        }

        internal WfmServerClient Admin { get; }

        internal WfmUser User { get; }

        internal WfmQueue Queue { get; set; }

        internal string Path => folder.FullPath;

        internal string File => folder.Combine("acd/calls.csv");

        internal void WriteText(string name, string text) => folder.Write(name, text);

        internal void WriteMap()
            => WriteText("acd_map.ini", FormattableString.Invariant($"WFM:{Queue.ParentId}:{Queue.Id}:{Queue.ValueTypes[0].Id}=acd:q:Calls\n"));

        internal void WriteFile(int calls) => WriteText("acd/calls.csv", FormattableString.Invariant($"q;01.01.2025;00:00;{calls}\n"));

        internal async Task<ImportResult> ImportAsync() => Assert.Single(await ImportAllAsync());

        internal Task<IReadOnlyList<ImportResult>> ImportAllAsync() => RunAsync(Cancellation);

        internal Task<IReadOnlyList<ImportResult>> RunAsync(CancellationToken cancellationToken)
            => CallDataImport.RunAsync(Path, CallDataImportOptions.StartingOn(new DateTime(2025, 1, 1)), new Unwatched(), NullLog.Instance, cancellationToken);

        internal async Task<DayVector> ReadAsync()
            => Assert.Single(await Admin.GetDayVectorsAsync(Queue.Id, valueTypeId: null, new DateTime(2025, 1, 1), 1, Cancellation));

        public void Dispose()
        {
            Admin.Dispose();
            folder.Dispose();
        }
    }

    private sealed class Unwatched : IImportObserver
    {
        public void Progressed(ImportProgress progress)
        {
        }

        public void StepDone(string message)
        {
        }

        public void Warned(string message)
        {
        }

        public void Failed(string externalSystems, XlinkException failure)
        {
        }
    }
}
