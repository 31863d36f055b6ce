using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Api;

/// <summary>Call data that come as bytes beside call data that come as JSON.</summary>
public sealed class DayVectorBodyTests
{
    private static readonly LocalDate Day = new(2014, 12, 23);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bytes_and_JSON_say_the_same()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        var token = await server.TokenAsync();
        var values = Enumerable.Range(0, 96).Select(i => i % 5 == 0 ? DayVector.NoData : i * 33).ToArray();
        var upload = new CallDataUpload { ExternalSystem = "csv", Vectors = [site.Vector(0, Day, values)] };

        var first = await SendAsync(server, token, "key", DayVectorsFormat.Write(upload));
        var second = await server.SendAsync("POST", "/api/v1/call-data", Json(upload), token, request => request.Headers.Add("Idempotency-Key", "key"));
        var other = await SendAsync(server, token, "key", DayVectorsFormat.Write(upload with { WriteAlways = true }));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, "IdempotencyKeyReused"), (first.Status, second.Status, other.Code));
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(values, await site.ValuesAsync(0, Day));
    }

    [Fact]
    public async Task Bytes_may_be_compressed_too()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        var upload = new CallDataUpload { ExternalSystem = "CSV", Vectors = [site.Vector(0, Day, 96, 100)] };
        using var compressed = new System.IO.MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(compressed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(DayVectorsFormat.Write(upload), Cancellation);
        }

        var answer = await SendAsync(server, await server.TokenAsync(), "key", compressed.ToArray(), "gzip");

        Assert.Equal((HttpStatusCode.OK, 96), (answer.Status, (int?)answer.Json?["valuesWritten"]));
    }

    [Fact]
    public async Task What_is_no_upload_is_a_problem_and_leaves_the_key_unused()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        var token = await server.TokenAsync();
        byte[] good = [.. DayVectorsFormat.Write(new() { ExternalSystem = "CSV", Vectors = [site.Vector(0, Day, 96, 100)] })];
        byte[][] bad = [[], good[..^1], [.. good, 0], "{}"u8.ToArray(), [.. good.Take(4), 2, .. good.Skip(5)]];

        foreach (var bytes in bad)
        {
            var answer = await SendAsync(server, token, "key", bytes);
            Assert.Equal((HttpStatusCode.BadRequest, "BodyInvalid"), (answer.Status, answer.Code));
        }

        Assert.Equal("BodyInvalid", (await SendAsync(server, token, "key", good, "gzip")).Code);
        Assert.Equal("MediaTypeUnsupported", (await SendAsync(server, token, "key", good, mediaType: "application/octet-stream")).Code);
        Assert.Empty(await site.ReadAsync(0, Day, Day));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, token, "key", good)).Status);
    }

    [Fact]
    public async Task Few_bytes_that_mean_many_values_are_refused_like_a_long_body()
    {
        ServerUnderTest.SkipIfShared();
        await using var server = await TestServer.StartAsync(options => options with { MaximumUpload = 64 * 1024 });
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        var token = await server.TokenAsync();
        var empty = site.Vector(0, Day, 1440, DayVector.NoData, 1);
        CallDataUpload Upload(int vectors, DayVector vector)
            => new() { ExternalSystem = "CSV", Vectors = [.. Enumerable.Range(0, vectors).Select(version => vector with { Version = version })] };

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, token, "1", DayVectorsFormat.Write(Upload(22, empty)))).Status);
        Assert.Equal("BodyInvalid", (await SendAsync(server, token, "2", DayVectorsFormat.Write(Upload(23, empty)))).Code);
        Assert.Equal("BodyTooLarge", (await SendAsync(server, token, "3", DayVectorsFormat.Write(Upload(30, site.Vector(0, Day, 1440, 1_234_567, 1))))).Code);
    }

    private static string Json(CallDataUpload upload) => new JsonObject
    {
        ["externalSystem"] = upload.ExternalSystem,
        ["vectors"] = new JsonArray([.. upload.Vectors.Select(vector => JsonNode.Parse(JsonSerializer.Serialize(vector, JsonSerializerOptions.Web)))]),
    }.ToJsonString();

    private static Task<TestServer.Answer> SendAsync(
        TestServer server, string token, string key, ReadOnlyMemory<byte> bytes, string? encoding = null, string mediaType = DayVectorsFormat.MediaType)
        => server.SendAsync("POST", "/api/v1/call-data", json: null, token, request =>
        {
            request.Headers.Add("Idempotency-Key", key);
            request.Content = new ReadOnlyMemoryContent(bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
            if (encoding is not null)
            {
                request.Content.Headers.ContentEncoding.Add(encoding);
            }
        });
}
