using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Api;

public sealed class ExternalSystemTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task External_systems_come_and_go()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var universal = await admin.CreateExternalSystemAsync(new() { Id = 77, Name = "Oracle", Type = ExternalSystemType.Universal, TimeLink = true }, Cancellation);
        var csv = await admin.CreateExternalSystemAsync(new() { Name = "CSV", Type = ExternalSystemType.Csv, PhoneLink = true }, Cancellation);

        Assert.Equal([csv, universal], await admin.GetExternalSystemsAsync(Cancellation));
        Assert.Equal((ExternalSystemType.Universal, false, true), (universal.Type, universal.PhoneLink, universal.TimeLink));
        Assert.NotEqual(77, universal.Id);

        await admin.DeleteExternalSystemAsync(csv.Id, Cancellation);
        Assert.Equal([universal], await admin.GetExternalSystemsAsync(Cancellation));
        Assert.Equal("ExternalSystemNotFound", UserTests.ServerCode(await Assert.ThrowsAsync<XlinkException>(() => admin.DeleteExternalSystemAsync(csv.Id, Cancellation))));
    }

    [Theory]
    [InlineData("csv", "ExternalSystemExists")]
    [InlineData("a:b", "NameInvalid")]
    [InlineData("a=b", "NameInvalid")]
    [InlineData("[a", "NameInvalid")]
    [InlineData("a]", "NameInvalid")]
    [InlineData("a\r\nb", "NameInvalid")]
    public async Task A_name_that_cannot_be_a_section_or_is_taken_is_refused(string name, string code)
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        await Site.CreateAsync(admin);

        var error = await Assert.ThrowsAsync<XlinkException>(
            () => admin.CreateExternalSystemAsync(new() { Name = name, Type = ExternalSystemType.Csv }, Cancellation));

        Assert.Equal(code, UserTests.ServerCode(error));
        Assert.Single(await admin.GetExternalSystemsAsync(Cancellation));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("\"csv\"")]
    [InlineData("\"Csv, Universal\"")]
    [InlineData("null")]
    public async Task A_type_that_does_not_exist_is_refused(string type)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.SendAsync("POST", "/api/v1/external-systems", $$"""{"name":"x","type":{{type}}}""", await server.TokenAsync());

        Assert.Equal((HttpStatusCode.BadRequest, "JsonInvalid"), (answer.Status, answer.Code));
    }
}
