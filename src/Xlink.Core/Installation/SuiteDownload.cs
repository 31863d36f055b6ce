using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Installation;

/// <summary>One download of a suite's ZIP over https, into a temporary file that vanishes when it is closed.</summary>
internal sealed class SuiteDownload : IDisposable
{
    private const int MostRedirections = 5;
    private const int BufferSize = 128 * 1024;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    private readonly Uri address;
    private readonly string sha256;
    private readonly long longest;
    private readonly HttpClient client;

    internal SuiteDownload(Uri address, string sha256)
        : this(address, sha256, new HttpClientHandler { AllowAutoRedirect = false }, SuiteLimits.Default.TotalLength)
    {
    }

    internal SuiteDownload(Uri address, string sha256, HttpMessageHandler handler, long longest)
    {
        this.address = CheckHttps(address);
        this.sha256 = sha256.Length == 64 && sha256.All(Uri.IsHexDigit)
            ? sha256
            : throw XlinkException.Create(nameof(Messages.Sha256Invalid), XlinkErrorCategory.InvalidArgument, sha256);
        this.longest = longest;
        client = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The address without user and query, which may hold a secret.</summary>
    internal string Name => Display(address);

    /// <summary>The temporary file, once there is one.</summary>
    internal string? FilePath { get; private set; }

    /// <summary>Receives the file and compares its hash.</summary>
    /// <returns>The temporary file, open for reading; closing it deletes it.</returns>
    internal async Task<Stream> ReceiveAsync(IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        FilePath = Path.GetTempFileName();
        var file = new FileStream(
            FilePath, FileMode.Open, FileAccess.ReadWrite, FileShare.None, BufferSize, FileOptions.DeleteOnClose);
        try
        {
            await ReceiveAsync(file, progress, cancellationToken);
            CheckHash(file);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => client.Dispose();

    private async Task ReceiveAsync(FileStream file, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await CopyAsync(file, progress, silence);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw XlinkException.Create(
                nameof(Messages.DownloadFailed), XlinkErrorCategory.ConnectionError, error, Name, (error.InnerException ?? error).Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(MessageText.Format(nameof(Messages.DownloadReasonSilent), LongestSilence.TotalSeconds));
        }
    }

    private async Task CopyAsync(FileStream file, IProgress<DownloadProgress>? progress, CancellationTokenSource silence)
    {
        silence.CancelAfter(LongestSilence);
        using var response = await FollowAsync(silence.Token);
        var total = response.Content.Headers.ContentLength;
        CheckLength(total ?? 0);
        using var content = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[BufferSize];
        int read;
        while ((read = await content.ReadAsync(buffer, 0, buffer.Length, silence.Token)) > 0)
        {
            silence.CancelAfter(LongestSilence);
            CheckLength(file.Length + read);
            await file.WriteAsync(buffer, 0, read, silence.Token);
            progress?.Report(new DownloadProgress(file.Length, total));
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(CancellationToken cancellationToken)
    {
        var next = address;
        for (var redirections = 0; redirections <= MostRedirections; redirections++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, next);
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return response;
            }

            using (response)
            {
                next = response.Headers.Location is { } location && (int)response.StatusCode is >= 300 and < 400
                    ? CheckHttps(new Uri(next, location))
                    : throw Failed(string.Format(
                        CultureInfo.CurrentCulture, Messages.DownloadReasonStatus, (int)response.StatusCode, response.ReasonPhrase));
            }
        }

        throw Failed(Messages.DownloadReasonRedirections);
    }

    private void CheckLength(long length)
    {
        if (length > longest)
        {
            throw XlinkException.Create(nameof(Messages.DownloadTooLarge), XlinkErrorCategory.SecurityError, Name, longest >> 20);
        }
    }

    private void CheckHash(FileStream file)
    {
        file.Position = 0;
        using var algorithm = SHA256.Create();
        var actual = string.Concat(algorithm.ComputeHash(file).Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
        if (!string.Equals(actual, sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw XlinkException.Create(nameof(Messages.DownloadHashMismatch), XlinkErrorCategory.SecurityError, Name, sha256.ToLowerInvariant(), actual);
        }
    }

    private XlinkException Failed(string reason)
        => XlinkException.Create(nameof(Messages.DownloadFailed), XlinkErrorCategory.ConnectionError, Name, reason);

    private static Uri CheckHttps(Uri address) => address.IsAbsoluteUri && string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
        ? address
        : throw XlinkException.Create(
            nameof(Messages.DownloadNotHttps), XlinkErrorCategory.SecurityError,
            address.IsAbsoluteUri ? Display(address) : address.OriginalString);

    private static string Display(Uri address) => address.GetComponents(
        UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
