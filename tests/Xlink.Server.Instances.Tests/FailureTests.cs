using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Credentials;
using Xlink.Database.Tests;
using Xlink.Server.PostgreSql.Tests;
using Xlink.Server.Tests;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Instances.Tests;

public sealed class FailureTests
{
    private static readonly LocalDate Day = new(2014, 12, 23);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Servers_that_are_killed_during_uploads_lose_and_double_nothing()
    {
        const int clients = 6;
        const int uploads = 24;
        using var database = await PostgreSqlDatabases.CreateAsync();
        using var trio = await Trio.StartAsync(database.ConnectionString, "--time-zone", SharedTrio.TimeZone);
        using var admin = await LoginAsync(trio.Url);
        var site = await Site.CreateAsync(admin, [.. Enumerable.Range(0, clients).Select(number => "Queue " + number)]);
        var receipts = new ConcurrentBag<CallDataReceipt>();
        var progress = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource()).ToArray();

        // A client's uploads follow each other into the same day: one that came twice, or late, would put an old value over a new one.
        var work = Enumerable.Range(0, clients).Select(client => Task.Run(
            async () =>
            {
                for (var number = 1; number <= uploads; number++)
                {
                    receipts.Add(await RepeatAsync(admin, site.Vector(client, Day, 96, number), $"{client}-{number}"));
                    if (receipts.Count * 4 / (clients * uploads) is var quarter and > 0 and < 4)
                    {
                        progress[quarter - 1].TrySetResult();
                    }
                }
            },
            Cancellation)).ToList();
        for (var server = 0; server < 3; server++)
        {
            await progress[server].Task.WaitAsync(Cancellation);
            trio.Kill(server);
            await trio.StartAgainAsync(server);
        }

        await Task.WhenAll(work);
        Assert.All(receipts, receipt => Assert.Equal(new CallDataReceipt { Vectors = 1, ValuesWritten = 96, VectorsReplaced = 0 }, receipt));
        Assert.Equal(clients * uploads, receipts.Count);
        Assert.Equal(clients * uploads, Assert.Single(await database.QueryAsync<int>("select count(*)::integer from idempotency_key")));
        for (var client = 0; client < clients; client++)
        {
            Assert.Equal(Enumerable.Repeat(uploads, 96), await site.ValuesAsync(client, Day));
        }
    }

    [Fact]
    public async Task Servers_that_are_killed_under_an_import_are_no_trouble_to_it()
    {
        const int days = 60;
        using var database = await PostgreSqlDatabases.CreateAsync();
        using var trio = await Trio.StartAsync(database.ConnectionString, "--time-zone", SharedTrio.TimeZone);
        using var admin = await LoginAsync(trio.Url);
        var site = await Site.CreateAsync(admin, "Hotline");
        var killed = 0;
        using var installation = new ImportedInstallation(trio.Url, site, Day, days, fraction =>
        {
            // Behind the reading, which takes less than half. The import stands still meanwhile, with uploads on their way; some of them are with this server.
            if (killed < 3 && fraction >= 0.6 + (killed * 0.1))
            {
                trio.Kill(killed);
                trio.StartAgainAsync(killed++).GetAwaiter().GetResult();
            }
        });

        var result = await installation.RunAsync(Cancellation);

        Assert.Equal(3, killed);
        Assert.Equal(days * ImportedInstallation.Intervals, result.ValuesWritten);
        Assert.Equal(days, Assert.Single(await database.QueryAsync<int>("select count(*)::integer from idempotency_key")));
        var stored = await site.ReadAsync(0, Day, Day.PlusDays(days - 1));
        Assert.Equal(Enumerable.Range(0, days).Select(ImportedInstallation.Stored), stored.Select(vector => vector.Values));
        Assert.Equal(ImportRunOutcome.Succeeded, Assert.Single(await admin.GetImportRunsAsync(externalSystem: null, outcome: null, 10, Cancellation)).Outcome);
    }

    [Fact]
    public async Task A_database_that_crashes_and_comes_back_needs_no_restart_of_the_servers()
    {
        Assert.SkipUnless(PostgreSqlServer.IsInstalled, "The package postgresql is not installed.");
        using var postgreSql = PostgreSqlServer.Start();
        var connectionString = PostgreSqlDatabases.ConnectionString(postgreSql, PostgreSqlServer.User);
        await PostgreSqlDatabases.CreateAdministratorAsync(connectionString);
        using var trio = await Trio.StartAsync(connectionString, "--time-zone", SharedTrio.TimeZone);
        using var admin = await LoginAsync(trio.Url);
        var site = await Site.CreateAsync(admin, "Hotline");
        await site.UploadAsync(site.Vector(0, Day, 96, 1));

        postgreSql.Crash();
        using var http = new HttpClient();
        foreach (var url in trio.ServerUrls.Append(trio.Url))
        {
            using var answer = await http.GetAsync(new Uri(url.HttpUri, "/health/ready"), Cancellation);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        var error = await Assert.ThrowsAsync<XlinkException>(() => admin.UploadCallDataAsync(Upload(site.Vector(0, Day, 96, 2)), "key", Cancellation));
        Assert.Equal("ServerBusy", error.ErrorId);

        postgreSql.StartAgain();
        await RepeatAsync(admin, site.Vector(0, Day, 96, 2), "key");

        Assert.Equal(Enumerable.Repeat(2, 96), await site.ValuesAsync(0, Day));
        foreach (var url in trio.ServerUrls)
        {
            using var answer = await http.GetAsync(new Uri(url.HttpUri, "/health/ready"), Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.All(trio.Servers, server => Assert.False(server.Process.HasExited));
    }

    /// <summary>Uploads under one key until there is a receipt, as an import does that finds the server gone.</summary>
    private static async Task<CallDataReceipt> RepeatAsync(WfmServerClient client, DayVector vector, string key)
    {
        while (true)
        {
            try
            {
                return await client.UploadCallDataAsync(Upload(vector), key, Cancellation);
            }
            catch (XlinkException exception) when (exception.Category is XlinkErrorCategory.ConnectionError or XlinkErrorCategory.ResourceBusy or XlinkErrorCategory.OperationTimeout)
            {
                await Task.Delay(100, Cancellation);
            }
        }
    }

    private static CallDataUpload Upload(DayVector vector) => new() { ExternalSystem = "CSV", Vectors = [vector] };

    private static Task<WfmServerClient> LoginAsync(ServerUrl url)
        => WfmServerClient.LoginAsync(url, "admin", Secret.From(TestServer.AdministratorPassword), new() { Patience = TimeSpan.Zero }, Cancellation);
}
