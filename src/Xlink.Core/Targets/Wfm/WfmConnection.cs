using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Targets.Wfm;

/// <summary>Requests to one server and the errors that come back; knows nothing of logins.</summary>
internal sealed class WfmConnection : IDisposable
{
    /// <summary>The method that changes part of a thing; this framework has no name for it.</summary>
    internal static readonly HttpMethod Patch = new("PATCH");

    private readonly HttpClient http;
    private readonly TimeSpan timeout;
    private readonly ServerCertificateCheck certificate;
    private bool isKnownServer;

    internal WfmConnection(ServerUrl url, WfmConnectionOptions? options)
    {
        options ??= new();
        Url = url;
        timeout = options.Timeout;
        certificate = new ServerCertificateCheck(url, options.CertificateThumbprint);
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // The manual asks for a direct way through the firewall; a proxy for web pages is none.
            UseProxy = false,
        };
        if (url.UseTls)
        {
#pragma warning disable MA0039 // It is stricter than the usual rule where a thumbprint is pinned, and that rule elsewhere.
            handler.ServerCertificateCustomValidationCallback = (_, presented, chain, errors) => certificate.Accept(presented, chain, errors);
#pragma warning restore MA0039
        }

        http = new HttpClient(handler) { BaseAddress = new Uri(url.HttpUri, "/"), Timeout = Timeout.InfiniteTimeSpan };
    }

    internal ServerUrl Url { get; }

    public void Dispose() => http.Dispose();

    /// <summary>Asks the server who it is.</summary>
    internal async Task<WfmServerInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        WfmServerInfo info;
        using (var response = await SendAsync(HttpMethod.Get, "api/v1/server", content: null, token: null, idempotencyKey: null, cancellationToken).ConfigureAwait(false))
        {
            info = response.IsSuccessStatusCode
                ? await ReadAsync(response, WfmJson.Answers.WfmServerInfo, cancellationToken).ConfigureAwait(false)
                : throw ServerFailure.NotAnXlinkServer(exception: null, Url, DescribeAnswer(response));
        }

        isKnownServer = string.Equals(info.Product, WfmServerInfo.ProductName, StringComparison.Ordinal);
        return isKnownServer ? info : throw ServerFailure.NotAnXlinkServer(exception: null, Url, info.Product);
    }

    /// <summary>Whether the server says that it is ready for requests.</summary>
    internal async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, "health/ready", content: null, token: null, idempotencyKey: null, cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode;
    }

    /// <summary>Sends a request and gives back whatever answer comes.</summary>
    internal async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, string? token, string? idempotencyKey, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await RunAsync(limit => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the body of a good answer.</summary>
    internal async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(
                async limit =>
                {
                    using var body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
                    return await JsonSerializer.DeserializeAsync(body, type, limit).ConfigureAwait(false) ?? throw new JsonException();
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException exception)
        {
            throw ServerFailure.NotAnXlinkServer(exception, Url, DescribeAnswer(response));
        }
    }

    /// <summary>Reads the problem in a bad answer.</summary>
    /// <returns>The problem, always with a code.</returns>
    /// <exception cref="XlinkException"><c>NotAnXlinkServer</c>: the answer is none of our server's.</exception>
    internal async Task<WfmProblem> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var isProblem = string.Equals(response.Content.Headers.ContentType?.MediaType, WfmProblem.MediaType, StringComparison.OrdinalIgnoreCase);
        var problem = isProblem ? await ReadAsync(response, WfmJson.Answers.WfmProblem, cancellationToken).ConfigureAwait(false) : null;
        return problem?.Code is null ? throw ServerFailure.NotAnXlinkServer(exception: null, Url, DescribeAnswer(response)) : problem;
    }

    /// <summary>A JSON body.</summary>
    internal static HttpContent Json<T>(T value, JsonTypeInfo<T> type) => Body(JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>A JSON body, compressed.</summary>
    internal static HttpContent CompressedJson<T>(T value, JsonTypeInfo<T> type)
    {
        using var buffer = new MemoryStream();
        using (var compressed = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(compressed, value, type);
        }

        var content = Body(buffer.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    /// <summary>A body of another type.</summary>
    internal static HttpContent Bytes(ArraySegment<byte> bytes, string mediaType)
    {
        var content = new ByteArrayContent(bytes.Array!, bytes.Offset, bytes.Count);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return content;
    }

    private static HttpContent Body(byte[] json) => Bytes(new(json), "application/json");

    private static string DescribeAnswer(HttpResponseMessage response)
        => string.Format(
            CultureInfo.InvariantCulture, "HTTP {0} {1} {2}", (int)response.StatusCode, response.StatusCode, response.Content.Headers.ContentType?.MediaType).TrimEnd();

    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            return await step(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw ServerFailure.TimedOut(Url, timeout, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or WebException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw ServerFailure.From(exception, Url, certificate, isKnownServer);
        }
    }
}
