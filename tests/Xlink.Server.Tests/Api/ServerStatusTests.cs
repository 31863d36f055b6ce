using System;
using System.Net;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Api;

public sealed class ServerStatusTests
{
    [Fact]
    public async Task It_tells_administrators_of_process_and_data()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.LoginAsync();
        var site = await Site.CreateAsync(client, "Hotline", "Sales");
        await client.CreateUserAsync(new() { UserName = "locked", Password = "pass word" }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 5; i++)
        {
            await server.SendAsync("POST", "/api/v1/tokens", """{"login": "locked", "password": "wrong"}""");
        }

        server.Clock.Now += Duration.FromHours(48).ToTimeSpan();
        await site.UploadAsync(site.Vector(0, new(2026, 3, 1), 96, 100), site.Vector(1, new(2026, 3, 1), 96, 100));
        server.Clock.Now += TimeSpan.FromHours(23);
        await site.UploadAsync(site.Vector(0, new(2025, 12, 24), 96, 100));
        var uploaded = server.Clock.Now;
        server.Clock.Now += TimeSpan.FromHours(2);

        using var again = await server.LoginAsync();
        var status = await again.GetStatusAsync(TestContext.Current.CancellationToken);

        Assert.Equal(WfmServerInfo.ProductName, status.Product);
        Assert.Equal("Europe/Berlin", status.TimeZone);
        Assert.Equal(Environment.ProcessId, status.ProcessId);
        Assert.Equal(TimeSpan.FromHours(73), status.Uptime);
        Assert.True(status.IsReady);
        Assert.Equal(1, status.RunningRequests);
        Assert.Null(status.CertificateExpires);
        var data = status.Data;
        Assert.Equal((2, 2, 1, 3L), (data.Queues, data.ValueTypes, data.ExternalSystems, data.DayVectors));
        Assert.Equal((new LocalDate(2025, 12, 24), new LocalDate(2026, 3, 1)), (data.FirstDay, data.LastDay));
        Assert.Equal((2, 1), (data.Users, data.LockedUsers));
        Assert.Equal((uploaded, 1), (data.LastUpload, data.UploadsOfLastDay));
        Assert.True(data.SizeBytes > 4096 && data.SchemaVersion > 0);
    }

    [Fact]
    public async Task It_is_not_for_others()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.LoginAsync();
        await client.CreateUserAsync(new() { UserName = "xlink", Password = "pass word", Groups = ["System"] }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.SendAsync("GET", "/api/v1/status")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.SendAsync("GET", "/api/v1/status", token: await server.TokenAsync("xlink", "pass word"))).Status);
    }
}
