using System;
using System.Linq;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Api;

public sealed class ImportRunTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reported_run_comes_back_with_an_ID_and_who_reported_it()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.LoginAsync();
        var run = Run("CSV") with
        {
            IsAutomatic = true,
            Outcome = ImportRunOutcome.Incomplete,
            RowsRead = 5_000_000_000,
            RowsSkipped = 2,
            RowsOutsideDays = 3,
            ValuesWritten = 4,
            ScriptErrors = 5,
            Warnings = ["a\nb", "ü😀"],
            Errors = ["\0"],
            ReportedBy = "somebody else",
            Id = 77,
        };

        var kept = await client.ReportImportRunAsync(run, Cancellation);
        var read = Assert.Single(await client.GetImportRunsAsync(null, null, 10, Cancellation));

        Assert.Equal(JsonOf(kept).ToJsonString(), JsonOf(read).ToJsonString());
        Assert.Equal(JsonOf(run with { Id = 1, ReportedBy = "admin" }).ToJsonString(), JsonOf(read).ToJsonString());
    }

    [Fact]
    public async Task A_run_reported_twice_is_kept_once()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.LoginAsync();
        var run = Run("CSV");

        var first = await client.ReportImportRunAsync(run, Cancellation);
        var second = await client.ReportImportRunAsync(run with { RowsRead = 99 }, Cancellation);

        Assert.Equal(JsonOf(first).ToJsonString(), JsonOf(second).ToJsonString());
        Assert.Single(await client.GetImportRunsAsync(null, null, 10, Cancellation));
    }

    [Fact]
    public async Task The_latest_come_first_and_can_be_chosen()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.LoginAsync();
        await client.ReportImportRunAsync(Run("CSV"), Cancellation);
        await client.ReportImportRunAsync(Run("ACD") with { Outcome = ImportRunOutcome.Failed, Kind = ImportRunKind.AgentData }, Cancellation);
        await client.ReportImportRunAsync(Run("Csv") with { Outcome = ImportRunOutcome.Failed }, Cancellation);

        Assert.Equal((long[])[3L, 2, 1], await IdsAsync(string.Empty));
        Assert.Equal((long[])[3L, 1], await IdsAsync("externalSystem=csv"));
        Assert.Equal((long[])[3L, 2], await IdsAsync("outcome=Failed"));
        Assert.Equal((long[])[2L], await IdsAsync("kind=AgentData"));
        Assert.Equal((long[])[2L, 1], await IdsAsync("before=3"));
        Assert.Equal((long[])[3L], await IdsAsync("maximum=1"));
        Assert.Empty(await IdsAsync("externalSystem=none"));
        Assert.Empty(await IdsAsync("externalSystem=%00"));
        Assert.Empty(await IdsAsync("externalSystem=CSV%00"));
        Assert.Equal(2, (await client.GetImportRunsAsync(null, null, 2, Cancellation)).Count);

        async Task<long[]> IdsAsync(string query)
            => [.. (await server.SendAsync("GET", "/api/v1/import-runs?" + query, token: await server.TokenAsync())).Json!.AsArray().Select(run => (long)run!["id"]!)];
    }

    [Theory]
    [InlineData("maximum=0", "ParameterInvalid")]
    [InlineData("maximum=1001", "ParameterInvalid")]
    [InlineData("outcome=1", "ParameterInvalid")]
    [InlineData("outcome=Failed,Succeeded", "ParameterInvalid")]
    [InlineData("kind=x", "ParameterInvalid")]
    [InlineData("before=x", "ParameterInvalid")]
    public async Task Wrong_parameters_are_named(string query, string code)
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal(code, (await server.SendAsync("GET", "/api/v1/import-runs?" + query, token: await server.TokenAsync())).Code);
    }

    [Theory]
    [InlineData("days", "0", "ImportRunInvalid")]
    [InlineData("days", "3661", "ImportRunInvalid")]
    [InlineData("durationMilliseconds", "-1", "ImportRunInvalid")]
    [InlineData("rowsRead", "-1", "ImportRunInvalid")]
    [InlineData("runId", "\"00000000-0000-0000-0000-000000000000\"", "ImportRunInvalid")]
    [InlineData("runId", "\"x\"", "JsonInvalid")]
    [InlineData("outcome", "0", "JsonInvalid")]
    [InlineData("outcome", "\"Failed, Succeeded\"", "JsonInvalid")]
    [InlineData("start", "\"2014-12-23T08:00:00\"", "JsonInvalid")]
    [InlineData("warnings", "[null]", "ImportRunInvalid")]
    [InlineData("errors", "[1]", "JsonInvalid")]
    [InlineData("externalSystem", "\"a:b\"", "NameInvalid")]
    [InlineData("computer", "\" \"", "NameInvalid")]
    [InlineData("firstDay", "\"1899-12-31\"", "DayOutOfRange")]
    [InlineData("strange", "1", "JsonInvalid")]
    public async Task What_cannot_be_a_run_is_refused_and_not_kept(string member, string value, string code)
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.TokenAsync();
        var body = JsonOf(Run("CSV"));
        body[member] = JsonNode.Parse(value);

        var answer = await server.SendAsync("POST", "/api/v1/import-runs", body.ToJsonString(), token);

        Assert.Equal((code, true), (answer.Code, answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity));
        Assert.Empty((await server.SendAsync("GET", "/api/v1/import-runs", token: token)).Json!.AsArray());
    }

    [Fact]
    public async Task Too_many_and_too_long_messages_are_refused()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.LoginAsync();
        await client.ReportImportRunAsync(Run("CSV") with { Errors = [.. Enumerable.Repeat(new string('x', 500), 20)] }, Cancellation);

        foreach (var messages in new[] { Enumerable.Repeat("x", 21), [new string('x', 501)] })
        {
            var error = await Assert.ThrowsAsync<XlinkException>(() => client.ReportImportRunAsync(Run("CSV") with { Warnings = [.. messages] }, Cancellation));
            Assert.Equal("ImportRunInvalid", error.Data[WfmServerClient.ServerCodeKey]);
        }
    }

    [Fact]
    public async Task Every_user_reads_them_and_only_those_who_import_report()
    {
        await using var server = await TestServer.StartAsync();
        using var administrator = await server.LoginAsync();
        await administrator.CreateUserAsync(new() { UserName = "reader", Password = "reads only" }, Cancellation);
        await administrator.CreateUserAsync(new() { UserName = "importer", Password = "importer", Groups = ["System"] }, Cancellation);
        using var reader = await server.LoginAsync("reader", "reads only");
        using var importer = await server.LoginAsync("importer", "importer");

        await importer.ReportImportRunAsync(Run("CSV"), Cancellation);
        var error = await Assert.ThrowsAsync<XlinkException>(() => reader.ReportImportRunAsync(Run("CSV"), Cancellation));

        Assert.Equal("Forbidden", error.Data[WfmServerClient.ServerCodeKey]);
        Assert.Equal("importer", Assert.Single(await reader.GetImportRunsAsync(null, null, 10, Cancellation)).ReportedBy);
    }

    private static WfmImportRun Run(string system) => new()
    {
        RunId = Guid.NewGuid(),
        Kind = ImportRunKind.CallData,
        ExternalSystem = system,
        Computer = "APP01",
        FirstDay = new LocalDate(2014, 12, 23),
        Days = 1,
        Start = new DateTimeOffset(2014, 12, 24, 0, 5, 0, TimeSpan.Zero),
        DurationMilliseconds = 1250,
        Outcome = ImportRunOutcome.Succeeded,
    };

    private static JsonObject JsonOf(WfmImportRun run) => JsonSerializer.SerializeToNode(run, Json)!.AsObject();
}
