using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Api;

public sealed class AgentStatusTests
{
    private static readonly LocalDate Day = new(2014, 12, 23);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_uploaded_is_read_back_by_employee_and_start_in_the_time_of_the_server()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin, employees: 2);
        var pause = await admin.CreateActivityAsync(new() { Name = "Pause", ExternalActivities = [AgentSite.Activity("Break")] }, Cancellation);

        var receipt = await site.UploadAsync(
            Day,
            Works("1002", "16:59:59", "17:00:00"),
            AgentSite.Does("1001", "Break", "2014-12-23T09:00:00Z", "2014-12-23T12:15:00+02:00"),
            AgentSite.Does("1001", "Work", "2014-12-23T08:00:00+01:00", "2014-12-23T10:00:00+01:00"));

        Assert.Equal((3, 2), (receipt.ActivitiesStored, receipt.Employees));
        Assert.Empty(receipt.UnknownAgents);
        Assert.Equal([AgentSite.Activity("Work")], receipt.NewActivities);
        var stored = await site.ReadAsync(Day);
        Assert.Equal(
            ["Employee 1: Present 08:00-10:00", "Employee 1: Pause 10:00-11:15", "Employee 2: Present 16:59-17:00"], await site.LinesAsync(Day));
        Assert.Equal(
            new()
            {
                EmployeeId = site.Employees[0].Id,
                Employee = "Employee 1",
                ActivityId = pause.Id,
                Activity = "Pause",
                ExternalSystem = "ACD",
                ExternalActivityId = "Break",
                Start = AgentSite.Time("2014-12-23T10:00:00+01:00"),
                End = AgentSite.Time("2014-12-23T11:15:00+01:00"),
            },
            stored[1]);
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromMinutes(75)), (stored[1].Start.Offset, stored[1].Duration));
        Assert.Equal(["Employee 2"], (await site.ReadAsync(Day, employeeId: site.Employees[1].Id)).Select(status => status.Employee));
    }

    [Fact]
    public async Task A_page_has_some_employees_of_those_who_did_anything_by_name()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin, employees: 4);
        await site.UploadAsync(Day, Works("1003", "08:00:00", "09:00:00"), Works("1001", "09:00:00", "10:00:00"), Works("1001", "08:00:00", "09:00:00"), Works("1002", "08:00:00", "09:00:00"));
        await site.UploadAsync(Day.PlusDays(1), AgentSite.Does("1004", "Work", "2014-12-24T08:00:00+01:00", "2014-12-24T10:00:00+01:00"));

        Assert.Equal("1/2: Employee 1, Employee 1, Employee 2", await PageAsync(string.Empty, 1));
        Assert.Equal("2/2: Employee 3", await PageAsync(string.Empty, 2));
        Assert.Equal("2/2: Employee 3", await PageAsync(string.Empty, 9));
        Assert.Equal("1/2: Employee 1, Employee 1, Employee 2", await PageAsync("employee", -1));
        Assert.Equal("1/1: Employee 2", await PageAsync("EE 2", 1));
        Assert.Equal("1/1: ", await PageAsync("Employee 4", 1));

        async Task<string> PageAsync(string name, int page)
        {
            var found = await server.Store.AgentStatus.GetPageAsync(Day, name, page, size: 2, Cancellation);
            return FormattableString.Invariant($"{found.Number}/{found.Pages}: ") + string.Join(", ", found.Status.Select(status => status.Employee));
        }
    }

    [Fact]
    public async Task An_upload_replaces_the_day_of_its_external_system_and_no_other()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin, employees: 2);
        await admin.CreateExternalSystemAsync(new() { Name = "CRM", Type = ExternalSystemType.Csv, TimeLink = true }, Cancellation);
        await admin.AddEmployeeIdAsync(site.Employees[0].Id, AgentSite.Id("1001", "CRM"), Cancellation);
        await site.UploadAsync(Day, Works("1001", "08:00:00", "12:00:00"), Works("1002", "08:00:00", "12:00:00"));
        await site.UploadAsync(Day.PlusDays(1), AgentSite.Does("1001", "Work", "2014-12-24T06:00:00+01:00", "2014-12-24T07:00:00+01:00"));
        await site.UploadAsync(AgentSite.Upload(Day, Works("1001", "08:00:00", "09:00:00")) with { ExternalSystem = "CRM" });

        await site.UploadAsync(Day, Works("1001", "10:00:00", "11:00:00"));

        Assert.Equal(["Employee 1: Present 08:00-09:00", "Employee 1: Present 10:00-11:00"], await site.LinesAsync(Day));
        Assert.Equal(["Employee 1: Present 06:00-07:00"], await site.LinesAsync(Day.PlusDays(1)));

        await site.UploadAsync(Day);
        Assert.Equal(["CRM"], (await site.ReadAsync(Day)).Select(status => status.ExternalSystem));
    }

    [Fact]
    public async Task Unknown_agents_are_listed_and_nothing_is_stored_of_them()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);

        var receipt = await site.UploadAsync(
            Day,
            Works("9", "08:00:00", "09:00:00"),
            Works("1001", "08:00:00", "09:00:00"),
            Works("01001", "08:00:00", "09:00:00"),
            Works("9", "10:00:00", "11:00:00"));

        Assert.Equal((1, 1), (receipt.ActivitiesStored, receipt.Employees));
        Assert.Equal(["01001", "9"], receipt.UnknownAgents);
        Assert.Single(await site.ReadAsync(Day));
    }

    [Fact]
    public async Task New_external_activities_land_in_Present_and_descriptions_are_brought_up_to_date()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);
        var pause = await admin.CreateActivityAsync(new() { Name = "Pause", ExternalActivities = [AgentSite.Activity("2", "Brake")] }, Cancellation);
        var upload = AgentSite.Upload(Day, Works("1001", "08:00:00", "09:00:00")) with
        {
            ExternalActivities = [AgentSite.Activity("3", " Lunch "), AgentSite.Activity("2", "Break", "acd"), AgentSite.Activity("1", string.Empty)],
        };

        var receipt = await site.UploadAsync(upload);

        Assert.Equal(["ACD:1", "ACD:3 (Lunch)", "ACD:Work"], receipt.NewActivities.Select(activity => activity.ToString()));
        Assert.Equal(["ACD:1", "ACD:3 (Lunch)", "ACD:Work"], await site.LeadingToAsync(WfmActivity.PresentId));
        Assert.Equal(["ACD:2 (Break)"], await site.LeadingToAsync(pause.Id));

        // What is known is not new, and no description leaves the one there is.
        Assert.Empty((await site.UploadAsync(upload with { ExternalActivities = [AgentSite.Activity("3"), AgentSite.Activity("Work", "Working")] })).NewActivities);
        Assert.Equal(["ACD:1", "ACD:3 (Lunch)", "ACD:Work (Working)"], await site.LeadingToAsync(WfmActivity.PresentId));
    }

    [Fact]
    public async Task Two_agents_of_one_employee_may_do_something_at_the_same_time()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);
        await admin.AddEmployeeIdAsync(site.Employees[0].Id, AgentSite.Id("2001"), Cancellation);

        var receipt = await site.UploadAsync(Day, Works("2001", "08:00:00", "09:00:00"), Works("1001", "08:00:00", "10:00:00"));

        Assert.Equal((2, 1), (receipt.ActivitiesStored, receipt.Employees));
        Assert.Equal(["Employee 1: Present 08:00-10:00", "Employee 1: Present 08:00-09:00"], await site.LinesAsync(Day));
    }

    [Fact]
    public async Task What_is_stored_stays_when_an_external_ID_or_the_external_system_goes()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);
        var pause = await admin.CreateActivityAsync(new() { Name = "Pause", ExternalActivities = [AgentSite.Activity("Work")] }, Cancellation);
        await site.UploadAsync(Day, Works("1001", "08:00:00", "09:00:00"));

        await admin.RemoveEmployeeIdAsync(site.Employees[0].Id, AgentSite.Id("1001"), Cancellation);
        await admin.DeleteExternalSystemAsync((await admin.GetExternalSystemsAsync(Cancellation)).Single().Id, Cancellation);

        Assert.Equal(["Employee 1: Pause 08:00-09:00"], await site.LinesAsync(Day));
        var error = await Assert.ThrowsAsync<XlinkException>(() => site.UploadAsync(Day));
        Assert.Equal("ExternalSystemUnknown", UserTests.ServerCode(error));

        // A new external system of that name is the same again, whatever else it delivers now.
        await admin.CreateExternalSystemAsync(new() { Name = "ACD", Type = ExternalSystemType.Csv, TimeLink = true, PhoneLink = true }, Cancellation);
        Assert.Equal(["ACD:Work"], await site.LeadingToAsync(pause.Id));
        await site.UploadAsync(Day);
        Assert.Empty(await site.ReadAsync(Day));
    }

    [Theory]
    [InlineData("Europe/Berlin", 2024, 3, 31, "2024-03-31T00:00:00+01:00", "2024-04-01T00:00:00+02:00", 23)]
    [InlineData("Europe/Berlin", 2024, 10, 27, "2024-10-27T00:00:00+02:00", "2024-10-28T00:00:00+01:00", 25)]
    [InlineData("Europe/Berlin", 2024, 10, 26, "2024-10-26T00:00:00+02:00", "2024-10-27T00:00:00+02:00", 24)]
    [InlineData("America/Santiago", 2024, 9, 8, "2024-09-08T01:00:00-03:00", "2024-09-09T00:00:00-03:00", 23)]
    [InlineData("Africa/Lagos", 2024, 3, 31, "2024-03-31T00:00:00+01:00", "2024-04-01T00:00:00+01:00", 24)]
    public async Task A_day_lasts_from_midnight_to_midnight_in_the_zone_of_the_server(string zone, int year, int month, int day, string begin, string end, int hours)
    {
        await using var server = await TestServer.StartAsync(options => options with { TimeZone = zone });
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);
        var date = new LocalDate(year, month, day);
        var whole = AgentSite.Does("1001", "Work", begin, end);

        foreach (var wrong in new[] { whole with { Start = whole.Start.AddSeconds(-1) }, whole with { End = whole.End.AddSeconds(1) } })
        {
            var error = await Assert.ThrowsAsync<XlinkException>(() => site.UploadAsync(date, wrong));
            Assert.Equal("ActivityOutsideDay", UserTests.ServerCode(error));
            Assert.Contains($"from {begin} to {end}", error.Message, StringComparison.Ordinal);
        }

        await site.UploadAsync(date, whole);
        var stored = Assert.Single(await site.ReadAsync(date));
        Assert.Equal(TimeSpan.FromHours(hours), stored.Duration);
        Assert.Equal((whole.Start, whole.Start.Offset, whole.End, whole.End.Offset), (stored.Start, stored.Start.Offset, stored.End, stored.End.Offset));
    }

    [Fact]
    public async Task Both_hours_of_the_clock_going_back_are_kept_apart()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);
        var day = new LocalDate(2024, 10, 27);

        await site.UploadAsync(
            day,
            AgentSite.Does("1001", "Second", "2024-10-27T02:00:00+01:00", "2024-10-27T03:00:00+01:00"),
            AgentSite.Does("1001", "First", "2024-10-27T02:00:00+02:00", "2024-10-27T02:00:00+01:00"));

        Assert.Equal(["First", "Second"], (await site.ReadAsync(day)).Select(status => status.ExternalActivityId));
    }

    [Fact]
    public async Task One_bad_activity_stores_nothing_of_the_upload_and_leaves_what_there_is()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin, employees: 2);
        await admin.CreateExternalSystemAsync(new() { Name = "Calls", Type = ExternalSystemType.Csv, PhoneLink = true }, Cancellation);
        await site.UploadAsync(Day, Works("1001", "08:00:00", "09:00:00"));
        var good = AgentSite.Upload(Day, Works("1002", "08:00:00", "09:00:00")) with { ExternalActivities = [AgentSite.Activity("New")] };
        var bad = Works("1001", "08:00:00", "09:00:00");
        (string Code, AgentStatusUpload Upload)[] uploads =
        [
            ("ExternalSystemUnknown", good with { ExternalSystem = "Nobody", ExternalActivities = [] }),
            ("TimeLinkMissing", good with { ExternalSystem = "calls", ExternalActivities = [] }),
            ("NameInvalid", good with { ExternalSystem = "A:B" }),
            ("DayOutOfRange", good with { Day = new(1899, 12, 31) }),
            ("DayOutOfRange", good with { Day = new(9999, 12, 31) }),
            ("DayOutOfRange", good with { Day = new(-44, 3, 15) }),
            ("ActivityOutsideDay", good with { Day = Day.PlusDays(1) }),
            ("ActivityOutsideDay", With(bad with { End = AgentSite.Time("2014-12-24T00:00:01+01:00") })),
            ("ActivityWithoutDuration", With(bad with { End = bad.Start })),
            ("ActivityWithoutDuration", With(bad with { End = bad.Start.AddHours(-1) })),
            ("ActivitiesOverlap", With(bad, bad)),
            ("ActivitiesOverlap", With(Works("1001", "08:59:59", "09:30:00"), bad)),
            ("ActivitiesOverlap", With(Works("7", "08:00:00", "12:00:00"), Works("7", "09:00:00", "09:30:00"))),
            ("ExternalIdInvalid", With(bad with { AgentId = "A7" })),
            ("ExternalIdInvalid", With(bad with { AgentId = string.Empty })),
            ("ExternalIdInvalid", With(bad with { AgentId = " 7" })),
            ("ExternalIdInvalid", With(bad with { AgentId = new string('7', 201) })),
            ("ExternalActivityInvalid", With(bad with { ActivityId = string.Empty })),
            ("ExternalActivityInvalid", With(bad with { ActivityId = "a\r\nb" })),
            ("ExternalActivityInvalid", With(bad with { ActivityId = new string('x', 201) })),
            ("ExternalActivityInvalid", good with { ExternalActivities = [AgentSite.Activity("\u0085")] }),
            ("ExternalActivityDoubled", good with { ExternalActivities = [AgentSite.Activity("2"), AgentSite.Activity("2", "Break")] }),
            ("ExternalSystemsDiffer", good with { ExternalActivities = [AgentSite.Activity("2", system: "Calls")] }),
            ("JsonInvalid", With(bad with { Start = bad.Start.AddMilliseconds(1) })),
        ];

        foreach (var (code, upload) in uploads)
        {
            var error = await Assert.ThrowsAsync<XlinkException>(() => site.UploadAsync(upload));
            Assert.Equal((code, error.Message), (UserTests.ServerCode(error)!, error.Message));
        }

        Assert.Equal(["Employee 1: Present 08:00-09:00"], await site.LinesAsync(Day));
        Assert.Equal(["ACD:Work"], await site.LeadingToAsync(WfmActivity.PresentId));

        AgentStatusUpload With(params AgentActivity[] activities) => good with { Activities = [.. good.Activities, .. activities] };
    }

    [Fact]
    public async Task Activities_that_touch_do_not_overlap()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin, employees: 2);

        var receipt = await site.UploadAsync(
            Day, Works("1001", "09:00:00", "10:00:00"), Works("1002", "08:30:00", "09:30:00"), Works("1001", "08:00:00", "09:00:00"));

        Assert.Equal(3, receipt.ActivitiesStored);
    }

    [Fact]
    public async Task The_same_key_and_content_gives_the_first_receipt_and_changes_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);
        var upload = AgentSite.Upload(Day, Works("1001", "08:00:00", "09:00:00"), Works("9", "08:00:00", "09:00:00")) with
        {
            ExternalActivities = [AgentSite.Activity("2", "Break")],
        };
        var first = await site.UploadAsync(upload, "key");
        await site.UploadAsync(Day, Works("1001", "10:00:00", "11:00:00"));

        // The same times written with another offset are the same content.
        var sameTimes = upload.Activities.Select(activity => activity with { Start = activity.Start.ToUniversalTime(), End = activity.End.ToUniversalTime() }).ToList();
        var second = await site.UploadAsync(upload with { Activities = sameTimes }, "key");

        Assert.Equal((1, 1), (second.ActivitiesStored, second.Employees));
        Assert.Equal(first.UnknownAgents, second.UnknownAgents);
        Assert.Equal([AgentSite.Activity("2", "Break"), AgentSite.Activity("Work")], second.NewActivities);
        Assert.Equal(["Employee 1: Present 10:00-11:00"], await site.LinesAsync(Day));
    }

    [Fact]
    public async Task The_same_key_with_other_content_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);
        await admin.CreateExternalSystemAsync(new() { Name = "Both", Type = ExternalSystemType.Csv, TimeLink = true, PhoneLink = true }, Cancellation);
        var upload = AgentSite.Upload(Day, Works("1001", "08:00:00", "09:00:00")) with { ExternalActivities = [AgentSite.Activity("2", "Break")] };
        await site.UploadAsync(upload, "key");
        Func<Task>[] others =
        [
            () => site.UploadAsync(upload with { ExternalSystem = "Both", ExternalActivities = [] }, "key"),
            () => site.UploadAsync(upload with { Day = Day.PlusDays(1), Activities = [] }, "key"),
            () => site.UploadAsync(upload with { ExternalActivities = [] }, "key"),
            () => site.UploadAsync(upload with { ExternalActivities = [AgentSite.Activity("2")] }, "key"),
            () => site.UploadAsync(upload with { Activities = [] }, "key"),
            () => site.UploadAsync(upload with { Activities = [Works("1001", "08:00:00", "09:00:01")] }, "key"),
            () => site.UploadAsync(upload with { Activities = [Works("1002", "08:00:00", "09:00:00")] }, "key"),
            () => site.UploadAsync(upload with { Activities = [upload.Activities[0] with { ActivityId = "work" }] }, "key"),
            () => admin.UploadCallDataAsync(new() { ExternalSystem = "Both", Vectors = [] }, "key", Cancellation),
        ];

        foreach (var other in others)
        {
            Assert.Equal("IdempotencyKeyReused", UserTests.ServerCode(await Assert.ThrowsAsync<XlinkException>(other)));
        }

        Assert.Equal(["Employee 1: Present 08:00-09:00"], await site.LinesAsync(Day));
    }

    [Fact]
    public async Task A_refused_upload_does_not_use_its_key_up()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);
        var upload = AgentSite.Upload(Day, Works("1001", "08:00:00", "09:00:00"));
        await Assert.ThrowsAsync<XlinkException>(() => site.UploadAsync(upload with { ExternalSystem = "Nobody" }, "key"));

        Assert.Equal(1, (await site.UploadAsync(upload, "key")).ActivitiesStored);
    }

    [Fact]
    public async Task Uploads_at_once_leave_one_of_them_whole()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin, employees: 20);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(hour => site.UploadAsync(
            Day, [.. Enumerable.Range(1, 20).Select(number => Works(AgentSite.Agent(number), $"{hour:00}:00:00", $"{hour:00}:30:00"))])));

        var stored = await site.ReadAsync(Day);
        Assert.Equal(20, stored.Count);
        Assert.Single(stored.Select(status => status.Start).Distinct());
    }

    [Fact]
    public async Task Members_of_System_import_and_others_only_read()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        await AgentSite.CreateAsync(admin);
        await admin.CreateUserAsync(new() { UserName = "xlink", Groups = [WfmUser.SystemGroup], Password = "pass word" }, Cancellation);
        await admin.CreateUserAsync(new() { UserName = "reader", Password = "pass word" }, Cancellation);
        var upload = AgentSite.Upload(Day, Works("1001", "08:00:00", "09:00:00"));
        using var importer = await server.LoginAsync("xlink", "pass word");
        using var reader = await server.LoginAsync("reader", "pass word");

        var error = await Assert.ThrowsAsync<XlinkException>(() => reader.UploadAgentStatusAsync(upload, "key", Cancellation));
        Assert.Equal(("Forbidden", XlinkErrorCategory.PermissionDenied), (UserTests.ServerCode(error), error.Category));
        await importer.UploadAgentStatusAsync(upload, "key", Cancellation);

        Assert.Single(await reader.GetAgentStatusAsync(employeeId: null, Day, Day, Cancellation));
    }

    [Theory]
    [InlineData("\"2014-12-23T08:00:00\"")]
    [InlineData("\"2014-12-23T08:00:00.000+01:00\"")]
    [InlineData("\"2014-12-23T08:00:00.00000\"")]
    [InlineData("\"2014-12-23T08:00+01:00\"")]
    [InlineData("\"2014-12-23 08:00:00+01:00\"")]
    [InlineData("\"2014-12-23\"")]
    [InlineData("\"2014-12-23T25:00:00+01:00\"")]
    [InlineData("\"2014-12-23T08:00:00+99:00\"")]
    [InlineData("\"0001-01-01T00:00:00+01:00\"")]
    [InlineData("1419318000")]
    [InlineData("null")]
    public async Task A_time_has_whole_seconds_and_an_offset(string time)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await PostAsync(server, $$"""{"externalSystem":"ACD","day":"2014-12-23","externalActivities":[],"activities":[{"agentId":"7","activityId":"1","start":{{time}},"end":"2014-12-23T09:00:00+01:00"}]}""");

        Assert.Equal((HttpStatusCode.BadRequest, "JsonInvalid"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("""{"externalSystem":"ACD","day":"2014-12-23","externalActivities":[],"activities":[null]}""")]
    [InlineData("""{"externalSystem":"ACD","day":"2014-12-23","externalActivities":[null],"activities":[]}""")]
    [InlineData("""{"externalSystem":"ACD","day":"2014-12-23","externalActivities":null,"activities":[]}""")]
    [InlineData("""{"externalSystem":"ACD","day":"2014-12-23","activities":[]}""")]
    [InlineData("""{"externalSystem":"ACD","day":"23.12.2014","externalActivities":[],"activities":[]}""")]
    [InlineData("""{"externalSystem":"ACD","day":{"year":2014},"externalActivities":[],"activities":[]}""")]
    [InlineData("""{"externalSystem":"ACD","day":"2014-12-23","externalActivities":[],"activities":[],"writeAlways":true}""")]
    [InlineData("""{"externalSystem":"ACD","day":"2014-12-23","externalActivities":[],"activities":[],"day":"2014-12-24"}""")]
    [InlineData("""{"externalSystem":"ACD","day":"2014-12-23","externalActivities":[],"activities":[{"agentId":7,"activityId":"1","start":"2014-12-23T08:00:00Z","end":"2014-12-23T09:00:00Z"}]}""")]
    [InlineData("""{"externalSystem":"ACD","day":"2014-12-23","externalActivities":[],"activities":[{"agentId":"7","activityId":"1","start":"2014-12-23T08:00:00Z"}]}""")]
    public async Task JSON_that_does_not_fit_is_refused(string json)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await PostAsync(server, json);

        Assert.Equal((HttpStatusCode.BadRequest, "JsonInvalid"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task An_upload_has_a_key_and_a_limit()
    {
        await using var server = await TestServer.StartAsync(options => options with { MaximumUpload = 1024 * 1024 });
        using var admin = await server.LoginAsync();
        await AgentSite.CreateAsync(admin);
        const string Json = """{"externalSystem":"ACD","day":"2014-12-23","externalActivities":[],"activities":[]}""";

        Assert.Equal("IdempotencyKeyInvalid", (await PostAsync(server, Json, key: null)).Code);
        Assert.Equal("BodyTooLarge", (await PostAsync(server, Json + new string(' ', 2 * 1024 * 1024), expectContinue: true)).Code);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(server, Json + new string(' ', 100 * 1024))).Status);
    }

    [Fact]
    public async Task A_range_that_cannot_be_read_is_refused()
    {
        (string Query, string Code)[] ranges =
        [
            ("from=2014-12-23&to=2014-12-22", "DayRangeInvalid"),
            ("from=2014-12-01&to=2015-01-01", "DayRangeInvalid"),
            ("from=23.12.2014&to=2014-12-23", "DayOutOfRange"),
            ("from=2014-12-23&to=9999-12-31", "DayOutOfRange"),
            ("from=2014-12-23", "ParameterInvalid"),
            ("from=2014-12-23&to=2014-12-23&employeeId=x", "ParameterInvalid"),
            ("from=2014-12-23&to=2014-12-23&employeeId=99", "EmployeeNotFound"),
        ];
        await using var server = await TestServer.StartAsync();
        var token = await server.TokenAsync();

        foreach (var (query, code) in ranges)
        {
            Assert.Equal((query, code), (query, (await server.SendAsync("GET", "/api/v1/agent-status?" + query, token: token)).Code));
        }

        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", "/api/v1/agent-status?from=2014-12-01&to=2014-12-31", token: token)).Status);
    }

    [Fact]
    public async Task A_long_range_is_read_in_pieces_by_the_client()
    {
        await using var server = await TestServer.StartAsync(options => options with { TimeZone = "UTC" });
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin, employees: 2);
        var days = new LocalDate[] { new(2010, 1, 1), new(2010, 1, 31), new(2010, 2, 1), new(2010, 12, 31), new(2011, 1, 1) };
        foreach (var day in days)
        {
            var date = day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
            await site.UploadAsync(day, [.. new[] { "1001", "1002" }.Select(agent => AgentSite.Does(agent, "1", date + "T00:00:00Z", date + "T23:59:59Z"))]);
        }

        Assert.Equal(days, (await site.ReadAsync(days[0], days[^1], site.Employees[0].Id)).Select(status => LocalDate.FromDateTime(status.Start.DateTime)));
        Assert.Equal(10, (await site.ReadAsync(days[0], days[^1])).Count);
        Assert.Equal(days[1..3], (await site.ReadAsync(days[1], days[2], site.Employees[1].Id)).Select(status => LocalDate.FromDateTime(status.Start.DateTime)));
    }

    private static AgentActivity Works(string agent, string start, string end)
        => AgentSite.Does(agent, "Work", $"2014-12-23T{start}+01:00", $"2014-12-23T{end}+01:00");

    private static async Task<TestServer.Answer> PostAsync(TestServer server, string json, string? key = "key", bool expectContinue = false)
        => await server.SendAsync("POST", "/api/v1/agent-status", json, await server.TokenAsync(), request =>
        {
            if (key is not null)
            {
                request.Headers.Add("Idempotency-Key", key);
            }

            request.Headers.ExpectContinue = expectContinue;
        });
}
