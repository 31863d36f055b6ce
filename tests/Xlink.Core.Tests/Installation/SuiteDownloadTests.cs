using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Installation;

namespace Xlink.Core.Tests.Installation;

public sealed class SuiteDownloadTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> requests = new();
    private readonly X509Certificate2 certificate = MakeCertificate();
    private readonly byte[] zip;
    private readonly string hash;
    private string? temporaryFile;

    public SuiteDownloadTests()
    {
        zip = File.ReadAllBytes(Suite.WriteZip(folder["suite.zip"]));
        hash = Convert.ToHexString(SHA256.HashData(zip));
        listener.Start();
    }

    private string Host => "https://localhost:" + ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_download_with_the_right_hash_is_installed_and_leaves_nothing_behind()
    {
        Serve(_ => Respond("200 OK", zip));
        using (var source = await DownloadAsync("/suite.zip?token=secret", hash.ToLowerInvariant()))
        {
            Assert.Equal(Host + "/suite.zip", source.Name);
            Installer.Install(source, folder["Xlink"], cancellationToken: TestContext.Current.CancellationToken);
        }

        Assert.Equal(Suite.Installed, Suite.List(folder["Xlink"]));
        AssertNothingLeft();
    }

    [Fact]
    public async Task A_redirection_to_https_is_followed()
    {
        Serve(path => path == "/new" ? Respond("200 OK", zip) : Respond("302 Found", [], "Location: /new\r\n"));

        using var source = await DownloadAsync("/old", hash);

        Assert.Equal(["/old", "/new"], requests);
    }

    [Theory]
    [InlineData("/http", "DownloadNotHttps")]
    [InlineData("/loop", "DownloadFailed")]
    [InlineData("/missing", "DownloadFailed")]
    [InlineData("/cut", "DownloadFailed")]
    [InlineData("/closed", "DownloadFailed")]
    [InlineData("/other", "DownloadHashMismatch")]
    [InlineData("/long", "DownloadTooLarge")]
    [InlineData("/endless", "DownloadTooLarge")]
    public async Task A_download_that_goes_wrong_says_why_and_leaves_nothing_behind(string path, string errorId)
    {
        Serve(requested => requested switch
        {
            "/http" => Respond("301 Moved Permanently", [], "Location: http://localhost/suite.zip\r\n"),
            "/loop" => Respond("302 Found", [], "Location: /loop\r\n"),
            "/cut" => Respond("200 OK", zip)[..^1],
            "/closed" => [],
            "/other" => Respond("200 OK", [.. zip, 0]),
            "/long" => Respond("200 OK", new byte[100_001]),
            "/endless" => [.. "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8, .. new byte[200_000]],
            _ => Respond("404 Not Found", []),
        });

        var error = await Assert.ThrowsAsync<XlinkException>(() => DownloadAsync(path + "?token=secret", hash));

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains("localhost", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
        AssertNothingLeft();
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        Serve(_ => Respond("200 OK", zip));

        var error = await Assert.ThrowsAsync<XlinkException>(
            () => InstallationSource.DownloadAsync(new Uri(Host + "/suite.zip"), hash, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal("DownloadFailed", error.ErrorId);
        Assert.Empty(requests);
    }

    [Theory]
    [InlineData("http://localhost/suite.zip", "DownloadNotHttps")]
    [InlineData("file:///suite.zip", "DownloadNotHttps")]
    [InlineData("suite.zip", "DownloadNotHttps")]
    [InlineData("https://localhost/suite.zip", "Sha256Invalid")]
    public async Task Nothing_is_asked_for_without_https_and_a_hash(string address, string errorId)
    {
        var error = await Assert.ThrowsAsync<XlinkException>(() => InstallationSource.DownloadAsync(
            new Uri(address, UriKind.RelativeOrAbsolute), new string('g', 64), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(errorId, error.ErrorId);
    }

    [Fact]
    public async Task A_cancelled_download_leaves_nothing_behind()
    {
        using var cancellation = new CancellationTokenSource();
        Serve(_ =>
        {
            cancellation.Cancel();
            return Respond("200 OK", zip);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DownloadAsync("/suite.zip", hash, cancellation.Token));

        AssertNothingLeft();
    }

    private async Task<InstallationSource> DownloadAsync(string path, string sha256, CancellationToken? cancellationToken = null)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
#pragma warning disable MA0039 // The test's own certificate is the only one accepted.
            ServerCertificateCustomValidationCallback = (_, presented, _, _) => presented?.Thumbprint == certificate.Thumbprint,
#pragma warning restore MA0039
        };
        using var download = new SuiteDownload(new Uri(Host + path), sha256, handler, longest: 100_000);
        try
        {
            return await InstallationSource.DownloadAsync(download, progress: null, cancellationToken ?? TestContext.Current.CancellationToken);
        }
        finally
        {
            temporaryFile = download.FilePath;
        }
    }

    private void Serve(Func<string, byte[]> respond) => _ = Task.Run(async () =>
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync();
            try
            {
                using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(certificate);
                using var reader = new StreamReader(stream, Encoding.ASCII);
                var path = (await reader.ReadLineAsync())!.Split(' ')[1].Split('?')[0];
                while (!string.IsNullOrEmpty(await reader.ReadLineAsync()))
                {
                }

                requests.Enqueue(path);
                await stream.WriteAsync(respond(path));
                await stream.ShutdownAsync();
            }
            catch (Exception error) when (error is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client has gone.
            }
        }
    });

    private static byte[] Respond(string status, byte[] content, string headers = "") =>
    [
        .. Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Length: {content.Length}\r\nConnection: close\r\n{headers}\r\n")),
        .. content,
    ];

    private void AssertNothingLeft()
    {
        Assert.NotNull(temporaryFile);
        Assert.False(File.Exists(temporaryFile));
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }

    public void Dispose()
    {
        listener.Dispose();
        certificate.Dispose();
        folder.Dispose();
    }
}
