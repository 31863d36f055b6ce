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

    private const int TooManyRequests = 429;

    // Pauses may be of no length.
    private const int MaximumAttempts = 10;

    // A load balancer whose server has died in the middle of a request may say no more than that.
    private const int MaximumLosses = 2;

    private static readonly TimeSpan UnsaidPause = TimeSpan.FromSeconds(1);

    private readonly ServerHttp http;
    private readonly Action<bool> giveBack;
    private readonly TimeSpan timeout;
    private readonly TimeSpan patience;
    private bool isKnownServer;
    private int running;
    private volatile bool hasFailed;

    /// <summary>Prepares it; nothing is opened yet.</summary>
    /// <param name="url">The server.</param>
    /// <param name="options">Time limits and pinned certificate; <see langword="null"/> for the defaults.</param>
    /// <param name="kept">Where to look for a way to the server that is open already, and where it is kept afterwards; <see langword="null"/> for one of its own.</param>
    internal WfmConnection(ServerUrl url, WfmConnectionOptions? options, KeptConnections? kept = null)
    {
        options ??= new();
        Url = url;
        timeout = options.Timeout;
        patience = options.Patience;
        if (kept is not null)
        {
            (http, giveBack) = kept.Take(url, options.CertificateThumbprint);
            return;
        }

        http = new ServerHttp(url, options.CertificateThumbprint);
        giveBack = _ => http.Dispose();
    }

    internal ServerUrl Url { get; }

    public void Dispose() => giveBack(!hasFailed && Volatile.Read(ref running) == 0);

    /// <summary>Asks the server who it is.</summary>
    internal async Task<WfmServerInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        WfmServerInfo info;
        using (var response = await SendAsync(HttpMethod.Get, "api/v1/server", NoContent, token: null, idempotencyKey: null, cancellationToken).ConfigureAwait(false))
        {
            info = response.IsSuccessStatusCode ? await ReadAsync(response, WfmJson.Answers.WfmServerInfo, cancellationToken).ConfigureAwait(false)
                : IsBusy(response) ? throw await ReadRefusalAsync(response, cancellationToken).ConfigureAwait(false)
                : throw ServerFailure.NotAnXlinkServer(exception: null, Url, DescribeAnswer(response));
        }

        isKnownServer = string.Equals(info.Product, WfmServerInfo.ProductName, StringComparison.Ordinal);
        return isKnownServer ? info : throw ServerFailure.NotAnXlinkServer(exception: null, Url, info.Product);
    }

    /// <summary>Asks the server for all that a session begins with.</summary>
    /// <param name="token">The token of the session.</param>
    /// <param name="known">What it was the last time; the server says when it is the same still.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns><see langword="null"/> if the token counts no longer, or the server is too old to say, or none of ours.</returns>
    internal async Task<KnownSession?> FindSessionAsync(string token, KnownSession? known, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            HttpMethod.Get, "api/v1/session", NoContent, token, idempotencyKey: null, isHarmlessTwice: true, cancellationToken, known?.Tag).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotModified && known is not null)
        {
            isKnownServer = true;
            return known;
        }

        if (IsBusy(response))
        {
            throw await ReadRefusalAsync(response, cancellationToken).ConfigureAwait(false);
        }

        if (!response.IsSuccessStatusCode || response.Headers.ETag is not { } tag)
        {
            return null;
        }

        var session = await ReadAsync(response, WfmJson.Answers.WfmSession, cancellationToken).ConfigureAwait(false);
        isKnownServer = string.Equals(session.Server.Product, WfmServerInfo.ProductName, StringComparison.Ordinal);
        return isKnownServer ? new(session, tag.ToString()) : null;
    }

    /// <summary>Whether the server says that it is ready for requests.</summary>
    internal async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        using var response = await SendOnceAsync(HttpMethod.Get, "health/ready", content: null, token: null, idempotencyKey: null, cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode;
    }

    /// <summary>Sends a request, repeats it after a pause if it is put off or its connection lost and it does no harm twice, and gives back whatever answer comes.</summary>
    internal Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, Func<HttpContent?> content, string? token, string? idempotencyKey, CancellationToken cancellationToken)
        => SendAsync(method, path, content, token, idempotencyKey, method == HttpMethod.Get || idempotencyKey is not null, cancellationToken);

    /// <summary>Logs in. A login that is repeated leaves a token too many, which ends by itself.</summary>
    internal Task<HttpResponseMessage> SendLoginAsync(LoginRequest login, CancellationToken cancellationToken)
        => SendAsync(HttpMethod.Post, "api/v1/tokens", () => Json(login, WfmJson.Default.LoginRequest), token: null, idempotencyKey: null, isHarmlessTwice: true, cancellationToken);

    /// <summary>The error behind a bad answer.</summary>
    internal async Task<XlinkException> ReadRefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (IsBusy(response) && !IsProblem(response))
        {
            return XlinkException.Create(nameof(Messages.ServerBusy), XlinkErrorCategory.ConnectionError, Url, DescribeAnswer(response));
        }

        var problem = await ReadProblemAsync(response, cancellationToken).ConfigureAwait(false);
        var error = (int)response.StatusCode == TooManyRequests
            ? XlinkException.Create(nameof(Messages.LoginDelayed), XlinkErrorCategory.ResourceBusy, Url, Math.Ceiling(PauseOf(response).TotalSeconds))
            : IsBusy(response) ? XlinkException.Create(
                nameof(Messages.ServerBusy), problem.Status == (int)HttpStatusCode.ServiceUnavailable ? XlinkErrorCategory.ResourceBusy : XlinkErrorCategory.ConnectionError, Url, problem.Detail)
            : XlinkException.Create(nameof(Messages.ServerRefused), CategoryOf(problem.Status), problem.Detail, problem.Code);
        error.Data[WfmServerClient.ServerCodeKey] = problem.Code;
        return error;
    }

    private static XlinkErrorCategory CategoryOf(int status) => status switch
    {
        (int)HttpStatusCode.Forbidden => XlinkErrorCategory.PermissionDenied,
        (int)HttpStatusCode.NotFound => XlinkErrorCategory.ObjectNotFound,
        (int)HttpStatusCode.Conflict => XlinkErrorCategory.ResourceExists,
        >= 500 => XlinkErrorCategory.ConnectionError,
        _ => XlinkErrorCategory.InvalidArgument,
    };

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        Func<HttpContent?> content,
        string? token,
        string? idempotencyKey,
        bool isHarmlessTwice,
        CancellationToken cancellationToken,
        string? knownTag = null)
    {
        var rest = patience;
        var losses = 0;
        for (var attempt = 1; ; attempt++)
        {
            HttpResponseMessage response;
            try
            {
                response = await SendOnceAsync(method, path, content(), token, idempotencyKey, cancellationToken, knownTag).ConfigureAwait(false);
            }
            catch (XlinkException exception) when (
                isHarmlessTwice && isKnownServer && losses < MaximumLosses && rest >= UnsaidPause && ServerFailure.IsLostConnection(exception))
            {
                losses++;
                rest -= UnsaidPause;
                await Task.Delay(UnsaidPause, cancellationToken).ConfigureAwait(false);
                continue;
            }

            var pause = PauseOf(response);
            if (!(IsBusy(response) && isHarmlessTwice) && (int)response.StatusCode != TooManyRequests || pause > rest || attempt == MaximumAttempts)
            {
                return response;
            }

            response.Dispose();
            rest -= pause;
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        HttpMethod method, string path, HttpContent? content, string? token, string? idempotencyKey, CancellationToken cancellationToken, string? knownTag = null)
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

        if (knownTag is not null)
        {
            request.Headers.IfNoneMatch.ParseAdd(knownTag);
        }

        return await RunAsync(limit => http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit), cancellationToken).ConfigureAwait(false);
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
    private async Task<WfmProblem> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var problem = IsProblem(response) ? await ReadAsync(response, WfmJson.Answers.WfmProblem, cancellationToken).ConfigureAwait(false) : null;
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

    /// <summary>No body.</summary>
    internal static HttpContent? NoContent() => null;

    /// <summary>Whether a server cannot work at the moment, or none does that a load balancer or proxy knows.</summary>
    private static bool IsBusy(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway;

    private static bool IsProblem(HttpResponseMessage response)
        => string.Equals(response.Content.Headers.ContentType?.MediaType, WfmProblem.MediaType, StringComparison.OrdinalIgnoreCase);

    private static TimeSpan PauseOf(HttpResponseMessage response)
        => response.Headers.RetryAfter?.Delta is { } pause && pause >= TimeSpan.Zero ? pause : UnsaidPause;

    private static HttpContent Body(byte[] json) => Bytes(new(json), "application/json");

    private static string DescribeAnswer(HttpResponseMessage response)
        => string.Format(
            CultureInfo.InvariantCulture, "HTTP {0} {1} {2}", (int)response.StatusCode, response.StatusCode, response.Content.Headers.ContentType?.MediaType).TrimEnd();

    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        var isDone = false;
        Interlocked.Increment(ref running);
        try
        {
            var result = await step(limit.Token).ConfigureAwait(false);
            isDone = true;
            return result;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw ServerFailure.TimedOut(Url, timeout, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or WebException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw ServerFailure.From(exception, Url, http.Certificate, isKnownServer);
        }
        finally
        {
            hasFailed |= !isDone;
            Interlocked.Decrement(ref running);
        }
    }
}
