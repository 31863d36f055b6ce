using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Api;

/// <summary>Several uploads in one request are stored as if each had come alone.</summary>
public sealed class CallDataBatchTests
{
    private static readonly LocalDate Day = new(2014, 12, 23);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_upload_is_stored_and_gets_its_receipt()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        var uploads = Enumerable.Range(0, CallDataBatchFormat.MaximumUploads).Select(i => ($"key-{i}", Upload(site, Day.PlusDays(i), 100 * i))).ToArray();

        var answer = await SendAsync(server, await server.TokenAsync(), Body(uploads));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(Enumerable.Repeat("1 96 0", uploads.Length), answer.Json!.AsArray().Select(outcome => Receipt(outcome!["receipt"]!)));
        Assert.All(answer.Json!.AsArray(), outcome => Assert.Null(outcome!["problem"]));
        var stored = await site.ReadAsync(0, Day, Day.PlusDays(uploads.Length - 1));
        Assert.Equal(Enumerable.Range(0, uploads.Length).Select(i => (Day.PlusDays(i), 100 * i)), stored.Select(vector => (vector.Day, vector.Values[95])));
    }

    [Fact]
    public async Task What_is_refused_says_why_and_keeps_nothing_else_away()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        var token = await server.TokenAsync();
        var good = Upload(site, Day, 100);
        var vector = good.Vectors[0];
        await admin.UploadCallDataAsync(good with { Vectors = [] }, "before", Cancellation);
        (string Key, CallDataUpload Upload)[] uploads =
        [
            ("first", good),
            ("unknown", good with { ExternalSystem = "other" }),
            ("length", good with { Vectors = [vector with { Values = [100], IntervalMinutes = 15 }] }),
            ("stray", good with { Vectors = [vector, vector with { QueueId = 4711 }] }),
            (" ", good),
            ("ä", good),
            ("before", Upload(site, Day, 200)),
            ("nothing", good with { Vectors = [] }),
            ("last", Upload(site, Day.PlusDays(1), 300)),
        ];

        var answer = await SendAsync(server, token, Body(uploads));

        Assert.Equal(
            [null, "ExternalSystemUnknown", "DayLengthWrong", "ValueTypeNotInQueue", "IdempotencyKeyInvalid", "IdempotencyKeyInvalid", "IdempotencyKeyReused", null, null],
            answer.Json!.AsArray().Select(outcome => (string?)outcome!["problem"]?["code"]));
        Assert.Equal(422, (int?)answer.Json![1]!["problem"]!["status"]);
        Assert.Equal(["1 96 0", "0 0 0", "1 96 0"], answer.Json!.AsArray().Where(outcome => outcome!["problem"] is null).Select(outcome => Receipt(outcome!["receipt"]!)));
        Assert.Equal([(Day, 100), (Day.PlusDays(1), 300)], (await site.ReadAsync(0, Day, Day.PlusDays(9))).Select(stored => (stored.Day, stored.Values[0])));

        // A key that was refused is unused, and one that was not counts in both ways of sending.
        Assert.Equal(96, (await admin.UploadCallDataAsync(good, "unknown", Cancellation)).ValuesWritten);
        Assert.Equal(96, (await admin.UploadCallDataAsync(good, "first", Cancellation)).ValuesWritten);
    }

    [Fact]
    public async Task The_same_once_more_changes_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        var token = await server.TokenAsync();
        var body = Body(("a", Upload(site, Day, 100)), ("b", Upload(site, Day.PlusDays(1), 200)));

        var first = await SendAsync(server, token, body);
        await admin.UploadCallDataAsync(Upload(site, Day, 700), "later", Cancellation);
        var second = await SendAsync(server, token, await CompressAsync(body), "gzip");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, first.Text), (first.Status, second.Status, second.Text));
        Assert.Equal(700, (await site.ValuesAsync(0, Day))[0]);
    }

    [Fact]
    public async Task What_is_no_batch_is_a_problem_and_nothing_of_it_is_stored()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        var token = await server.TokenAsync();
        var upload = Upload(site, Day, 100);
        var good = Body(("a", upload), ("b", Upload(site, Day.PlusDays(1), 200)));
        byte[][] bad =
        [
            [], good[..4], good[..5], good[..^1], [.. good, 0], "{}"u8.ToArray(), [.. good.Take(4), 2, .. good.Skip(5)], [.. good.Take(5), 0], [.. good.Take(5), 3, .. good.Skip(6)],
            Body([.. Enumerable.Range(0, CallDataBatchFormat.MaximumUploads + 1).Select(i => ($"k{i}", upload))]),
            [.. good.Take(good.Length / 2), 0xFF, .. good.Skip((good.Length / 2) + 1)],
        ];

        foreach (var bytes in bad)
        {
            var answer = await SendAsync(server, token, bytes);
            Assert.Equal((HttpStatusCode.BadRequest, "BodyInvalid"), (answer.Status, answer.Code));
        }

        Assert.Equal("MediaTypeUnsupported", (await SendAsync(server, token, good, mediaType: DayVectorsFormat.MediaType)).Code);
        Assert.Empty(await site.ReadAsync(0, Day, Day.PlusDays(1)));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, token, good)).Status);
    }

    [Fact]
    public async Task All_uploads_together_may_mean_no_more_values_than_one()
    {
        ServerUnderTest.SkipIfShared();
        await using var server = await TestServer.StartAsync(options => options with { MaximumUpload = 64 * 1024 });
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        var token = await server.TokenAsync();
        byte[] Of(int vectors) => Body([.. Enumerable.Range(0, 2).Select(i => ($"{vectors}-{i}", new CallDataUpload
        {
            ExternalSystem = "CSV",
            Vectors = [.. Enumerable.Range(0, vectors).Select(version => site.Vector(0, Day, 1440, DayVector.NoData, 1) with { Version = version })],
        }))]);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, token, Of(11))).Status);
        Assert.Equal("BodyInvalid", (await SendAsync(server, token, Of(12))).Code);
    }

    [Fact]
    public async Task Uploads_that_a_client_sends_at_once_all_arrive_and_each_hears_of_its_own_refusal()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");

        var all = Enumerable.Range(0, 40).Select(i => admin.UploadCallDataAsync(
            Upload(site, Day.PlusDays(i), i) with { ExternalSystem = i % 7 == 3 ? "other" : "CSV" }, $"k{i}", Cancellation)).ToList();

        for (var i = 0; i < all.Count; i++)
        {
            if (i % 7 == 3)
            {
                var refusal = await Assert.ThrowsAsync<XlinkException>(() => all[i]);
                Assert.Equal("ExternalSystemUnknown", refusal.Data[WfmServerClient.ServerCodeKey]);
            }
            else
            {
                Assert.Equal(96, (await all[i]).ValuesWritten);
            }
        }

        var stored = await site.ReadAsync(0, Day, Day.PlusDays(39));
        Assert.Equal(Enumerable.Range(0, 40).Where(i => i % 7 != 3).Select(i => (Day.PlusDays(i), i)), stored.Select(vector => (vector.Day, vector.Values[0])));
    }

    private static CallDataUpload Upload(Site site, LocalDate day, int value) => new() { ExternalSystem = "CSV", Vectors = [site.Vector(0, day, 96, value)] };

    private static string Receipt(System.Text.Json.Nodes.JsonNode receipt) => $"{receipt["vectors"]} {receipt["valuesWritten"]} {receipt["vectorsReplaced"]}";

    private static byte[] Body(params IReadOnlyCollection<(string Key, CallDataUpload Upload)> uploads)
        => [.. CallDataBatchFormat.Write([.. uploads.Select(upload => (upload.Key, DayVectorsFormat.Write(upload.Upload)))]).SelectMany(piece => piece)];

    private static async Task<byte[]> CompressAsync(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(bytes, Cancellation);
        }

        return compressed.ToArray();
    }

    private static Task<TestServer.Answer> SendAsync(
        TestServer server, string token, ReadOnlyMemory<byte> bytes, string? encoding = null, string mediaType = CallDataBatchFormat.MediaType)
        => server.SendAsync("POST", "/api/v1/call-data/batch", json: null, token, request =>
        {
            request.Content = new ReadOnlyMemoryContent(bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
            if (encoding is not null)
            {
                request.Content.Headers.ContentEncoding.Add(encoding);
            }
        });
}
