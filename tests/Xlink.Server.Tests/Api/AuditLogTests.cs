using System;
using System.Linq;
using System.Net;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Api;

/// <summary>Who has done what, from where.</summary>
public sealed class AuditLogTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_change_is_kept_with_who_from_where_when_and_what()
    {
        ServerUnderTest.SkipIfShared();
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var user = await admin.CreateUserAsync(new() { UserName = "u", Password = "first secret" }, Cancellation);
        await admin.ChangeUserAsync(user.Id, new() { FirstName = "Erika", IsAdmin = true, Groups = ["System"], Password = "second secret" }, Cancellation);
        await admin.UnlockUserAsync(user.Id, Cancellation);
        await admin.RevokeTokensAsync(user.Id, Cancellation);
        await admin.DeleteUserAsync(user.Id, Cancellation);
        var site = await Site.CreateAsync(admin, "Hotline");
        await admin.DeleteQueueAsync(site.Queues[0].Id, recurse: false, Cancellation);
        var employee = await admin.CreateEmployeeAsync(new() { Name = "Eva", ExternalIds = [AgentSite.Id("7", "CSV")] }, Cancellation);
        await admin.AddEmployeeIdAsync(employee.Id, AgentSite.Id("8", "CSV"), Cancellation);
        await admin.RemoveEmployeeIdAsync(employee.Id, AgentSite.Id("8", "CSV"), Cancellation);
        await admin.DeleteEmployeeAsync(employee.Id, Cancellation);
        var activity = await admin.CreateActivityAsync(new() { Name = "Break" }, Cancellation);
        await admin.MapActivityAsync(activity.Id, AgentSite.Activity("2", system: "CSV"), Cancellation);
        await admin.UnmapActivityAsync(activity.Id, AgentSite.Activity("2", system: "CSV"), Cancellation);
        await admin.DeleteActivityAsync(activity.Id, Cancellation);
        await admin.DeleteExternalSystemAsync((await admin.GetExternalSystemsAsync(Cancellation)).Single().Id, Cancellation);

        var log = (await admin.GetAuditLogAsync(from: null, to: null, user: null, action: null, 1000, Cancellation)).Reverse().ToList();

        var name = FormattableString.Invariant($"user {user.Id} 'u'");
        Assert.Equal(
            [
                "UserCreated user 1 'admin' the first administrator",
                "LoggedIn",
                "UserCreated " + name + " role: Read",
                "UserChanged " + name + " firstName; isAdmin: true; groups: System; password",
                "UserUnlocked " + name,
                "TokenRevoked " + name + " all logins (0)",
                "UserDeleted " + name,
                "ExternalSystemCreated external system 1 'CSV'",
                "QueueCreated queue 2 'Hotline'",
                "QueueDeleted queue 2 'Hotline'",
                "EmployeeCreated employee 1 'Eva' CSV: 7",
                "ExternalIdAdded employee 1 'Eva' CSV: 8",
                "ExternalIdRemoved employee 1 'Eva' CSV: 8",
                "EmployeeDeleted employee 1 'Eva'",
                "ActivityCreated activity 2 'Break'",
                "ExternalActivityMapped activity 2 'Break' CSV: 2",
                "ExternalActivityForgotten activity 2 'Break' CSV: 2",
                "ActivityDeleted activity 2 'Break'",
                "ExternalSystemDeleted external system 1 'CSV'",
            ],
            log.Select(Text));
        Assert.All(log.Skip(1), entry => Assert.Equal((1, "admin", "127.0.0.1", server.Clock.Now, true), (entry.UserId, entry.User, entry.Address, entry.Time, entry.Success)));
        Assert.Equal((null, null), (log[0].User, log[0].Address));
    }

    [Fact]
    public async Task Logins_right_wrong_and_of_nobody_are_kept_and_a_name_that_nobody_has_is_not()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var user = await admin.CreateUserAsync(new() { UserName = "u", Password = "the right one" }, Cancellation);
        await TryAsync(server, "a password typed as a name", "x");
        for (var i = 0; i < 5; i++)
        {
            await TryAsync(server, "u", "wrong");
        }

        var log = await admin.GetAuditLogAsync(from: null, to: null, user: null, action: null, 7, Cancellation);

        Assert.Equal(
            ["LoginRefused", "UserLocked", "LoginRefused", "LoginRefused", "LoginRefused", "LoginRefused", "LoginRefused"], log.Select(entry => entry.Action));
        Assert.Equal([user.Id, null, user.Id, user.Id, user.Id, user.Id, null], log.Select(entry => entry.UserId));
        Assert.All(log.Where(entry => entry.Action == "LoginRefused"), entry => Assert.False(entry.Success));
        var token = await server.TokenAsync();
        await server.SendAsync("DELETE", "/api/v1/tokens/current", token: token);
        Assert.Equal("LoggedOut", (await admin.GetAuditLogAsync(from: null, to: null, user: null, action: null, 1, Cancellation)).Single().Action);
        Assert.DoesNotContain("typed", (await server.SendAsync("GET", "/api/v1/audit-log?maximum=1000", token: await server.TokenAsync())).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_may_not_do_is_kept_and_what_is_refused_for_another_reason_changes_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        await admin.CreateUserAsync(new() { UserName = "reader", Password = "pass word" }, Cancellation);
        var reader = await server.TokenAsync("reader", "pass word");
        await server.SendAsync("DELETE", "/api/v1/queues/2", token: reader);
        await server.SendAsync("DELETE", "/api/v1/users/1", token: await server.TokenAsync());

        var log = await admin.GetAuditLogAsync(from: null, to: null, user: "READER", action: "forbidden", 10, Cancellation);

        var entry = Assert.Single(log);
        Assert.Equal(("reader", "DELETE /api/v1/queues/{id:int}", false), (entry.User, entry.Target, entry.Success));
        Assert.Empty(await admin.GetAuditLogAsync(from: null, to: null, user: null, action: "UserDeleted", 10, Cancellation));
    }

    [Fact]
    public async Task The_log_is_read_by_time_user_and_action_a_page_at_a_time()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var first = server.Clock.Now;
        for (var i = 0; i < 6; i++)
        {
            server.Clock.Now += TimeSpan.FromHours(1);
            await admin.CreateQueueAsync(new() { Name = FormattableString.Invariant($"q{i}") }, Cancellation);
        }

        var some = await admin.GetAuditLogAsync(first.AddHours(2), first.AddHours(5), user: null, action: null, 10, Cancellation);
        Assert.Equal(["q3", "q2", "q1"], some.Select(entry => entry.Target!.Split('\'')[1]));
        var page = await server.SendAsync("GET", FormattableString.Invariant($"/api/v1/audit-log?action=QueueCreated&before={some[0].Id}&maximum=2"), token: await server.TokenAsync());
        Assert.Equal([some[1].Id, some[2].Id], page.Json!.AsArray().Select(entry => (long)entry!["id"]!));
        Assert.Empty(await admin.GetAuditLogAsync(from: null, to: null, user: "nobody\0", action: null, 10, Cancellation));
    }

    [Theory]
    [InlineData("from=yesterday")]
    [InlineData("to=2026-03-01")]
    [InlineData("action=Nothing")]
    [InlineData("action=1")]
    [InlineData("maximum=0")]
    [InlineData("maximum=1001")]
    [InlineData("before=x")]
    public async Task A_filter_that_makes_no_sense_is_refused(string query)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.SendAsync("GET", "/api/v1/audit-log?" + query, token: await server.TokenAsync());

        Assert.Equal((HttpStatusCode.BadRequest, "ParameterInvalid"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Old_entries_go()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        server.Clock.Now += TimeSpan.FromDays(10);
        await admin.CreateQueueAsync(new() { Name = "q" }, Cancellation);

        await server.Store.AuditLog.PurgeAsync(server.Clock.Now - TimeSpan.FromDays(1), Cancellation);

        var log = await admin.GetAuditLogAsync(from: null, to: null, user: null, action: null, 10, Cancellation);
        Assert.Equal(["QueueCreated", "LoggedIn"], log.Take(2).Select(entry => entry.Action));
        Assert.Single(log, entry => entry.Action == "LoggedIn");
    }

    private static string Text(WfmAuditEntry entry) => string.Join(' ', new[] { entry.Action, entry.Target, entry.Details }.OfType<string>());

    private static Task<TestServer.Answer> TryAsync(TestServer server, string login, string password)
        => server.SendAsync("POST", "/api/v1/tokens", new JsonObject { ["login"] = login, ["password"] = password }.ToJsonString());
}
