using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Api;

public sealed class ActivityTests
{
    private static readonly LocalDate Day = new(2014, 12, 23);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_server_has_the_activity_Present_and_keeps_it()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();

        var present = Assert.Single(await admin.GetActivitiesAsync(Cancellation));

        Assert.Equal((WfmActivity.PresentId, "Present", 0), (present.Id, present.Name, present.ExternalActivities.Count));
        Assert.Equal("ActivityRequired", UserTests.ServerCode(await Assert.ThrowsAsync<XlinkException>(() => admin.DeleteActivityAsync(present.Id, Cancellation))));
        Assert.Equal("ActivityExists", UserTests.ServerCode(await Assert.ThrowsAsync<XlinkException>(() => admin.CreateActivityAsync(new() { Name = "present" }, Cancellation))));
        Assert.Single(await admin.GetActivitiesAsync(Cancellation));
    }

    [Fact]
    public async Task Many_external_activities_lead_to_one_activity_and_each_to_one_only()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);

        var pause = await admin.CreateActivityAsync(
            new() { Id = 77, Name = "Pause", ExternalActivities = [AgentSite.Activity("2", "Break"), AgentSite.Activity("3", system: "acd")] }, Cancellation);
        var meal = await admin.CreateActivityAsync(new() { Name = "Meal" }, Cancellation);
        Assert.Equal(["ACD:2 (Break)", "ACD:3"], pause.ExternalActivities.Select(activity => activity.ToString()));

        var mapped = await admin.MapActivityAsync(meal.Id, AgentSite.Activity("3", "Lunch"), Cancellation);
        await admin.MapActivityAsync(meal.Id, AgentSite.Activity("2"), Cancellation);
        await admin.MapActivityAsync(pause.Id, AgentSite.Activity("never seen"), Cancellation);

        Assert.Equal(["ACD:3 (Lunch)"], mapped.ExternalActivities.Select(activity => activity.ToString()));
        Assert.Equal(["ACD:2 (Break)", "ACD:3 (Lunch)"], await site.LeadingToAsync(meal.Id));
        Assert.Equal(["ACD:never seen"], await site.LeadingToAsync(pause.Id));
        Assert.Equal(["Present", "Pause", "Meal"], (await admin.GetActivitiesAsync(Cancellation)).Select(activity => activity.Name));
    }

    [Fact]
    public async Task Mapping_anew_is_true_of_what_is_stored_too()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);
        await site.UploadAsync(Day, AgentSite.Does("1001", "2", "2014-12-23T08:00:00+01:00", "2014-12-23T08:15:00+01:00"));
        var pause = await admin.CreateActivityAsync(new() { Name = "Pause" }, Cancellation);
        Assert.Equal(["Employee 1: Present 08:00-08:15"], await site.LinesAsync(Day));

        await admin.MapActivityAsync(pause.Id, AgentSite.Activity("2"), Cancellation);
        Assert.Equal(["Employee 1: Pause 08:00-08:15"], await site.LinesAsync(Day));

        await admin.UnmapActivityAsync(pause.Id, AgentSite.Activity("2"), Cancellation);
        Assert.Equal(["Employee 1: Present 08:00-08:15"], await site.LinesAsync(Day));
        Assert.Equal("2", Assert.Single(await site.ReadAsync(Day)).ExternalActivityId);
        Assert.Empty(await site.LeadingToAsync(WfmActivity.PresentId));
    }

    [Fact]
    public async Task A_forgotten_external_activity_is_new_again_when_it_is_imported()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);
        var pause = await admin.CreateActivityAsync(new() { Name = "Pause", ExternalActivities = [AgentSite.Activity("2", "Break")] }, Cancellation);
        await admin.UnmapActivityAsync(pause.Id, AgentSite.Activity("2"), Cancellation);

        var receipt = await site.UploadAsync(Day, AgentSite.Does("1001", "2", "2014-12-23T08:00:00+01:00", "2014-12-23T08:15:00+01:00"));

        Assert.Equal([AgentSite.Activity("2")], receipt.NewActivities);
        Assert.Equal(["ACD:2"], await site.LeadingToAsync(WfmActivity.PresentId));
    }

    [Fact]
    public async Task A_deleted_activity_leaves_everything_to_Present()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);
        var pause = await admin.CreateActivityAsync(new() { Name = "Pause", ExternalActivities = [AgentSite.Activity("2", "Break")] }, Cancellation);
        await site.UploadAsync(Day, AgentSite.Does("1001", "2", "2014-12-23T08:00:00+01:00", "2014-12-23T08:15:00+01:00"));
        Assert.Equal(["Employee 1: Pause 08:00-08:15"], await site.LinesAsync(Day));

        await admin.DeleteActivityAsync(pause.Id, Cancellation);

        Assert.Equal(["ACD:2 (Break)"], await site.LeadingToAsync(WfmActivity.PresentId));
        Assert.Equal(["Employee 1: Present 08:00-08:15"], await site.LinesAsync(Day));
        Assert.True((await admin.CreateActivityAsync(new() { Name = "Pause" }, Cancellation)).Id > pause.Id);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a?b&c=d#e%2F")]
    [InlineData(" ä ß ")]
    [InlineData("Pause")]
    [InlineData("PAUSE")]
    public async Task An_ID_may_be_any_text_and_its_case_counts(string id)
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);
        var pause = await admin.CreateActivityAsync(new() { Name = "Pause", ExternalActivities = [AgentSite.Activity("pause")] }, Cancellation);

        var receipt = await site.UploadAsync(Day, AgentSite.Does("1001", id, "2014-12-23T08:00:00+01:00", "2014-12-23T08:15:00+01:00"));
        await admin.MapActivityAsync(pause.Id, AgentSite.Activity(id), Cancellation);

        Assert.Equal([id], receipt.NewActivities.Select(activity => activity.ExternalId));
        Assert.Equal(id, Assert.Single(await site.ReadAsync(Day)).ExternalActivityId);
        await admin.UnmapActivityAsync(pause.Id, AgentSite.Activity(id), Cancellation);
        Assert.Equal(["ACD:pause"], await site.LeadingToAsync(pause.Id));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_changes_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);
        var pause = await admin.CreateActivityAsync(new() { Name = "Pause", ExternalActivities = [AgentSite.Activity("2")] }, Cancellation);
        (string Code, Func<Task> Request)[] requests =
        [
            ("ActivityExists", () => admin.CreateActivityAsync(new() { Name = "PAUSE", ExternalActivities = [AgentSite.Activity("3")] }, Cancellation)),
            ("NameInvalid", () => admin.CreateActivityAsync(new() { Name = string.Empty }, Cancellation)),
            ("ExternalSystemUnknown", () => admin.CreateActivityAsync(new() { Name = "Meal", ExternalActivities = [AgentSite.Activity("3"), AgentSite.Activity("3", system: "Nobody")] }, Cancellation)),
            ("ExternalActivityInvalid", () => admin.CreateActivityAsync(new() { Name = "Meal", ExternalActivities = [AgentSite.Activity(" ")] }, Cancellation)),
            ("ExternalActivityInvalid", () => admin.MapActivityAsync(pause.Id, AgentSite.Activity("a\tb"), Cancellation)),
            ("ExternalActivityInvalid", () => admin.MapActivityAsync(pause.Id, AgentSite.Activity(new string('x', 201)), Cancellation)),
            ("ExternalActivityInvalid", () => admin.MapActivityAsync(pause.Id, AgentSite.Activity("3", "a\nb"), Cancellation)),
            ("ExternalActivityInvalid", () => admin.MapActivityAsync(pause.Id, AgentSite.Activity("3", new string('x', 1001)), Cancellation)),
            ("ExternalSystemUnknown", () => admin.MapActivityAsync(pause.Id, AgentSite.Activity("3", system: "Nobody"), Cancellation)),
            ("ActivityNotFound", () => admin.MapActivityAsync(99, AgentSite.Activity("3"), Cancellation)),
            ("ActivityNotFound", () => admin.UnmapActivityAsync(99, AgentSite.Activity("2"), Cancellation)),
            ("ActivityNotFound", () => admin.DeleteActivityAsync(99, Cancellation)),
            ("ExternalActivityNotFound", () => admin.UnmapActivityAsync(pause.Id, AgentSite.Activity("3"), Cancellation)),
            ("ExternalActivityNotFound", () => admin.UnmapActivityAsync(WfmActivity.PresentId, AgentSite.Activity("2"), Cancellation)),
            ("ExternalActivityNotFound", () => admin.UnmapActivityAsync(pause.Id, AgentSite.Activity("2", system: "Nobody"), Cancellation)),
        ];

        foreach (var (code, request) in requests)
        {
            var error = await Assert.ThrowsAsync<XlinkException>(request);
            Assert.Equal((code, error.Message), (UserTests.ServerCode(error)!, error.Message));
        }

        Assert.Equal(["Present", "Pause"], (await admin.GetActivitiesAsync(Cancellation)).Select(activity => activity.Name));
        Assert.Equal(["ACD:2"], await site.LeadingToAsync(pause.Id));
        Assert.Empty(await site.LeadingToAsync(WfmActivity.PresentId));
    }

    [Fact]
    public async Task Only_administrators_change_activities_and_everybody_reads_them()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);
        var pause = await admin.CreateActivityAsync(new() { Name = "Pause", ExternalActivities = [AgentSite.Activity("2")] }, Cancellation);
        await admin.CreateUserAsync(new() { UserName = "xlink", Groups = [WfmUser.SystemGroup], Password = "pass word" }, Cancellation);
        using var importer = await server.LoginAsync("xlink", "pass word");
        Func<Task>[] requests =
        [
            () => importer.CreateActivityAsync(new() { Name = "Meal" }, Cancellation),
            () => importer.MapActivityAsync(pause.Id, AgentSite.Activity("3"), Cancellation),
            () => importer.UnmapActivityAsync(pause.Id, AgentSite.Activity("2"), Cancellation),
            () => importer.DeleteActivityAsync(pause.Id, Cancellation),
        ];

        foreach (var request in requests)
        {
            Assert.Equal("Forbidden", UserTests.ServerCode(await Assert.ThrowsAsync<XlinkException>(request)));
        }

        Assert.Equal(2, (await importer.GetActivitiesAsync(Cancellation)).Count);
        Assert.Equal(["ACD:2"], await site.LeadingToAsync(pause.Id));
    }
}
