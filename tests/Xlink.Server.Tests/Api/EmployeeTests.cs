using System;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Api;

public sealed class EmployeeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Employees_come_with_their_external_IDs_and_are_listed_by_name()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        await admin.CreateExternalSystemAsync(new() { Name = "ACD", Type = ExternalSystemType.Csv, TimeLink = true }, Cancellation);
        await admin.CreateExternalSystemAsync(new() { Name = "CRM", Type = ExternalSystemType.Universal, TimeLink = true }, Cancellation);

        var otto = await admin.CreateEmployeeAsync(new() { Id = 77, Name = " Otto Müller " }, Cancellation);
        var eva = await admin.CreateEmployeeAsync(
            new() { Name = "Eva", ExternalIds = [AgentSite.Id("0042", "crm"), AgentSite.Id("4711"), AgentSite.Id(" 17 ")] }, Cancellation);

        Assert.Equal(("Otto Müller", true), (otto.Name, otto.Id is > 0 and not 77));
        Assert.Empty(otto.ExternalIds);
        var all = await admin.GetEmployeesAsync(Cancellation);
        Assert.Equal(["Eva", "Otto Müller"], all.Select(employee => employee.Name));
        Assert.Equal([AgentSite.Id("17"), AgentSite.Id("4711"), AgentSite.Id("0042", "CRM")], all[0].ExternalIds);
        Assert.Equal(all[0].ExternalIds, eva.ExternalIds);
    }

    [Fact]
    public async Task An_external_ID_is_given_and_taken_and_belongs_to_one_employee_only()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin, employees: 2);
        var (first, second) = (site.Employees[0].Id, site.Employees[1].Id);

        Assert.Equal(["1001", "2001"], (await admin.AddEmployeeIdAsync(first, AgentSite.Id("2001"), Cancellation)).ExternalIds.Select(id => id.ExternalId));
        Assert.Equal(2, (await admin.AddEmployeeIdAsync(first, AgentSite.Id("2001"), Cancellation)).ExternalIds.Count);
        var taken = await Assert.ThrowsAsync<XlinkException>(() => admin.AddEmployeeIdAsync(second, AgentSite.Id("2001", "acd"), Cancellation));
        Assert.Equal("ExternalIdTaken", UserTests.ServerCode(taken));
        Assert.Contains("Employee 1", taken.Message, StringComparison.Ordinal);

        // The same digits with a zero before them, or in another external system, are another ID.
        await admin.CreateExternalSystemAsync(new() { Name = "CRM", Type = ExternalSystemType.Csv, TimeLink = true }, Cancellation);
        await admin.AddEmployeeIdAsync(second, AgentSite.Id("02001"), Cancellation);
        await admin.AddEmployeeIdAsync(second, AgentSite.Id("2001", "CRM"), Cancellation);

        await admin.RemoveEmployeeIdAsync(first, AgentSite.Id("2001", "acd"), Cancellation);
        await admin.AddEmployeeIdAsync(second, AgentSite.Id("2001"), Cancellation);

        Assert.Equal(["1001"], (await admin.GetEmployeesAsync(Cancellation))[0].ExternalIds.Select(id => id.ExternalId));
        Assert.Equal(["ACD:02001", "ACD:1002", "ACD:2001", "CRM:2001"], (await admin.GetEmployeesAsync(Cancellation))[1].ExternalIds.Select(id => id.ToString()));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_changes_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);
        var eva = site.Employees[0];
        (string Code, Func<Task> Request)[] requests =
        [
            ("EmployeeExists", () => admin.CreateEmployeeAsync(new() { Name = "EMPLOYEE 1" }, Cancellation)),
            ("NameInvalid", () => admin.CreateEmployeeAsync(new() { Name = " " }, Cancellation)),
            ("NameInvalid", () => admin.CreateEmployeeAsync(new() { Name = "a\nb" }, Cancellation)),
            ("NameInvalid", () => admin.CreateEmployeeAsync(new() { Name = new string('x', 201) }, Cancellation)),
            ("ExternalIdTaken", () => admin.CreateEmployeeAsync(new() { Name = "Otto", ExternalIds = [AgentSite.Id("5"), AgentSite.Id("1001")] }, Cancellation)),
            ("ExternalSystemUnknown", () => admin.CreateEmployeeAsync(new() { Name = "Otto", ExternalIds = [AgentSite.Id("5", "Nobody")] }, Cancellation)),
            ("ExternalIdInvalid", () => admin.CreateEmployeeAsync(new() { Name = "Otto", ExternalIds = [AgentSite.Id("5a")] }, Cancellation)),
            ("ExternalIdInvalid", () => admin.AddEmployeeIdAsync(eva.Id, AgentSite.Id("-5"), Cancellation)),
            ("ExternalIdInvalid", () => admin.AddEmployeeIdAsync(eva.Id, AgentSite.Id("٣"), Cancellation)),
            ("ExternalIdInvalid", () => admin.AddEmployeeIdAsync(eva.Id, AgentSite.Id(string.Empty), Cancellation)),
            ("ExternalIdInvalid", () => admin.AddEmployeeIdAsync(eva.Id, AgentSite.Id(new string('1', 201)), Cancellation)),
            ("ExternalSystemUnknown", () => admin.AddEmployeeIdAsync(eva.Id, AgentSite.Id("5", "Nobody"), Cancellation)),
            ("EmployeeNotFound", () => admin.AddEmployeeIdAsync(99, AgentSite.Id("5"), Cancellation)),
            ("EmployeeNotFound", () => admin.RemoveEmployeeIdAsync(99, AgentSite.Id("1001"), Cancellation)),
            ("EmployeeNotFound", () => admin.DeleteEmployeeAsync(99, Cancellation)),
            ("ExternalIdNotFound", () => admin.RemoveEmployeeIdAsync(eva.Id, AgentSite.Id("5"), Cancellation)),
            ("ExternalIdNotFound", () => admin.RemoveEmployeeIdAsync(eva.Id, AgentSite.Id("1001", "Nobody"), Cancellation)),
            ("ExternalIdInvalid", () => admin.RemoveEmployeeIdAsync(eva.Id, AgentSite.Id(".."), Cancellation)),
        ];

        foreach (var (code, request) in requests)
        {
            var error = await Assert.ThrowsAsync<XlinkException>(request);
            Assert.Equal((code, error.Message), (UserTests.ServerCode(error)!, error.Message));
        }

        var only = Assert.Single(await admin.GetEmployeesAsync(Cancellation));
        Assert.Equal([AgentSite.Id("1001")], only.ExternalIds);
    }

    [Fact]
    public async Task An_employee_is_deleted_with_everything_stored_of_it_and_nothing_else()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin, employees: 2);
        var days = new LocalDate[] { new(2014, 12, 23), new(2014, 12, 24), new(2020, 1, 1) };
        foreach (var day in days)
        {
            var date = day.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            await site.UploadAsync(
                day,
                AgentSite.Does("1001", "1", date + "T08:00:00+01:00", date + "T09:00:00+01:00"),
                AgentSite.Does("1002", "1", date + "T08:00:00+01:00", date + "T09:00:00+01:00"));
        }

        await admin.DeleteEmployeeAsync(site.Employees[0].Id, Cancellation);

        foreach (var day in days)
        {
            Assert.Equal(["Employee 2: Present 08:00-09:00"], await site.LinesAsync(day));
        }

        // Neither its name nor its external ID nor its data come back with a new one, and its ID is not used again.
        var again = await admin.CreateEmployeeAsync(new() { Name = "Employee 1", ExternalIds = [AgentSite.Id("1001")] }, Cancellation);
        Assert.True(again.Id > site.Employees[1].Id);
        Assert.Empty(await site.ReadAsync(days[0], days[^1], again.Id));
    }

    [Fact]
    public async Task Only_administrators_change_employees_and_everybody_reads_them()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);
        await admin.CreateUserAsync(new() { UserName = "xlink", Groups = [WfmUser.SystemGroup], Password = "pass word" }, Cancellation);
        using var importer = await server.LoginAsync("xlink", "pass word");
        var id = site.Employees[0].Id;
        Func<Task>[] requests =
        [
            () => importer.CreateEmployeeAsync(new() { Name = "Otto" }, Cancellation),
            () => importer.AddEmployeeIdAsync(id, AgentSite.Id("5"), Cancellation),
            () => importer.RemoveEmployeeIdAsync(id, AgentSite.Id("1001"), Cancellation),
            () => importer.DeleteEmployeeAsync(id, Cancellation),
        ];

        foreach (var request in requests)
        {
            Assert.Equal("Forbidden", UserTests.ServerCode(await Assert.ThrowsAsync<XlinkException>(request)));
        }

        Assert.Equal(["1001"], Assert.Single(await importer.GetEmployeesAsync(Cancellation)).ExternalIds.Select(externalId => externalId.ExternalId));
    }

    [Fact]
    public async Task A_deleted_external_system_leaves_the_external_IDs_and_finds_them_again()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(admin);
        var id = site.Employees[0].Id;
        await admin.AddEmployeeIdAsync(id, AgentSite.Id("5"), Cancellation);
        await admin.DeleteExternalSystemAsync((await admin.GetExternalSystemsAsync(Cancellation)).Single().Id, Cancellation);

        Assert.Equal(2, Assert.Single(await admin.GetEmployeesAsync(Cancellation)).ExternalIds.Count);
        Assert.Equal("ExternalSystemUnknown", UserTests.ServerCode(await Assert.ThrowsAsync<XlinkException>(() => admin.AddEmployeeIdAsync(id, AgentSite.Id("6"), Cancellation))));
        await admin.RemoveEmployeeIdAsync(id, AgentSite.Id("5"), Cancellation);
        await admin.CreateExternalSystemAsync(new() { Name = "Acd", Type = ExternalSystemType.Universal, TimeLink = true }, Cancellation);

        Assert.Equal([AgentSite.Id("1001", "Acd")], Assert.Single(await admin.GetEmployeesAsync(Cancellation)).ExternalIds);
    }

    [Theory]
    [InlineData("POST", "/api/v1/employees", """{"name":"Otto","externalIds":[null]}""")]
    [InlineData("POST", "/api/v1/employees", """{"name":"Otto","externalIds":null}""")]
    [InlineData("POST", "/api/v1/employees", """{"name":"Otto","externalIds":[{"externalSystem":"ACD"}]}""")]
    [InlineData("POST", "/api/v1/employees", """{"name":"Otto","externalIds":[{"externalSystem":"ACD","externalId":5}]}""")]
    [InlineData("POST", "/api/v1/employees", """{"name":"Otto","number":5}""")]
    [InlineData("POST", "/api/v1/employees", """{"externalIds":[]}""")]
    [InlineData("POST", "/api/v1/employees/1/external-ids", """{"externalSystem":null,"externalId":"5"}""")]
    public async Task JSON_that_does_not_fit_is_refused(string method, string path, string json)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.SendAsync(method, path, json, await server.TokenAsync());

        Assert.Equal((HttpStatusCode.BadRequest, "JsonInvalid"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("/api/v1/employees/1/external-ids")]
    [InlineData("/api/v1/employees/1/external-ids?externalSystem=ACD")]
    [InlineData("/api/v1/activities/1/external-activities?externalId=5")]
    public async Task What_is_to_be_taken_must_be_named(string path)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.SendAsync("DELETE", path, token: await server.TokenAsync());

        Assert.Equal((HttpStatusCode.BadRequest, "ParameterInvalid"), (answer.Status, answer.Code));
    }
}
