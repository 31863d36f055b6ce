using System;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Credentials;
using Xlink.Server.Hosting;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Hosting;

public sealed class TlsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_unknown_certificate_is_refused_and_a_pinned_one_accepted()
    {
        using var certificate = SelfSigned.Create();
        await using var server = await StartAsync(certificate);
        Assert.True(server.Url.UseTls);

        var error = await Assert.ThrowsAsync<XlinkException>(() => WfmServerClient.GetInfoAsync(server.Url, options: null, Cancellation));
        Assert.Equal(("ServerCertificateInvalid", XlinkErrorCategory.SecurityError), (error.ErrorId, error.Category));
        Assert.Contains("trust", error.Message, StringComparison.Ordinal);
        Assert.Contains("-CertificateThumbprint", error.Remedy, StringComparison.Ordinal);
        Assert.Contains(server.CertificateThumbprint!, error.Remedy, StringComparison.Ordinal);

        foreach (var thumbprint in new[] { server.CertificateThumbprint!, server.CertificateThumbprint!.ToLowerInvariant(), string.Join(':', Pairs(server.CertificateThumbprint!)) })
        {
            using var client = await WfmServerClient.LoginAsync(
                server.Url, "admin", Secret.From(TestServer.AdministratorPassword), new() { CertificateThumbprint = thumbprint }, Cancellation);
            Assert.Empty(await client.GetQueuesAsync(Cancellation));
        }
    }

    [Fact]
    public async Task Another_certificate_than_the_pinned_one_is_refused()
    {
        using var certificate = SelfSigned.Create();
        using var other = SelfSigned.Create();
        await using var server = await StartAsync(certificate);

        var error = await Assert.ThrowsAsync<XlinkException>(
            () => WfmServerClient.GetInfoAsync(server.Url, new() { CertificateThumbprint = Thumbprint(other) }, Cancellation));

        Assert.Equal("ServerCertificateInvalid", error.ErrorId);
        Assert.Contains(Thumbprint(other), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reason_for_refusing_a_certificate_is_told()
    {
        using var expired = SelfSigned.Create(expires: DateTimeOffset.UtcNow.AddDays(-1));
        using var elsewhere = SelfSigned.Create("other.example");
        await using (var server = await StartAsync(expired))
        {
            var error = await Assert.ThrowsAsync<XlinkException>(() => WfmServerClient.GetInfoAsync(server.Url, options: null, Cancellation));
            Assert.Equal("ServerCertificateInvalid", error.ErrorId);
            Assert.Contains("expired", error.Message, StringComparison.Ordinal);
        }

        await using (var server = await StartAsync(elsewhere))
        {
            var byName = new ServerUrl("localhost", server.Url.Port, useTls: true);
            var error = await Assert.ThrowsAsync<XlinkException>(() => WfmServerClient.GetInfoAsync(byName, options: null, Cancellation));
            Assert.Equal("ServerCertificateInvalid", error.ErrorId);
            Assert.Contains("'CN=other.example'", error.Message, StringComparison.Ordinal);
            Assert.Contains("'localhost'", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("00112233445566778899AABBCCDDEEFF00112233")]
    [InlineData("ZZ112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF")]
    public async Task A_thumbprint_is_the_64_digits_of_SHA_256(string thumbprint)
    {
        var error = await Assert.ThrowsAsync<XlinkException>(
            () => WfmServerClient.GetInfoAsync(ServerUrl.Parse("iwfms://localhost:1"), new() { CertificateThumbprint = thumbprint }, Cancellation));

        Assert.Equal("CertificateThumbprintInvalid", error.ErrorId);
    }

    [Fact]
    public async Task TLS_is_told_step_by_step()
    {
        using var certificate = SelfSigned.Create();
        await using var server = await StartAsync(certificate);

        var tls = await ServerProbe.NegotiateTlsAsync(server.Url, new() { CertificateThumbprint = Thumbprint(certificate) }, Cancellation);

        Assert.Contains(tls.Protocol, new[] { SslProtocols.Tls12, SslProtocols.Tls13 });
        Assert.Equal(("CN=localhost", "CN=localhost", server.CertificateThumbprint), (tls.Subject, tls.Issuer, tls.Thumbprint));
        Assert.Equal(certificate.NotAfter.ToUniversalTime(), tls.Expires.UtcDateTime);
        Assert.Equal("ServerCertificateInvalid", (await Assert.ThrowsAsync<XlinkException>(() => ServerProbe.NegotiateTlsAsync(server.Url, options: null, Cancellation))).ErrorId);
    }

    [Fact]
    public async Task TLS_to_a_port_without_it_says_so()
    {
        await using var server = await TestServer.StartAsync();
        var url = new ServerUrl(server.Url.Host, server.Url.Port, useTls: true);

        Assert.Equal("ServerTlsFailed", (await Assert.ThrowsAsync<XlinkException>(() => ServerProbe.NegotiateTlsAsync(url, options: null, Cancellation))).ErrorId);
        Assert.Equal("ServerTlsFailed", (await Assert.ThrowsAsync<XlinkException>(() => WfmServerClient.GetInfoAsync(url, options: null, Cancellation))).ErrorId);
    }

    [Fact]
    public async Task No_TLS_to_a_port_with_it_is_no_Xlink_server()
    {
        using var certificate = SelfSigned.Create();
        await using var server = await StartAsync(certificate);

        var error = await Assert.ThrowsAsync<XlinkException>(
            () => WfmServerClient.GetInfoAsync(new ServerUrl(server.Url.Host, server.Url.Port, useTls: false), options: null, Cancellation));

        Assert.Equal("NotAnXlinkServer", error.ErrorId);
        Assert.Contains("iwfms", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_protocols_are_refused()
    {
        using var certificate = SelfSigned.Create();
        await using var server = await StartAsync(certificate);
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Url.Host, server.Url.Port, Cancellation);
        await using var stream = new SslStream(connection.GetStream());
#pragma warning disable CA5397, SYSLIB0039, CA5398 // That it is old is the point.
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = SslProtocols.Tls11,
            RemoteCertificateValidationCallback = (_, presented, _, _) => presented is not null,
        };
#pragma warning restore CA5397, SYSLIB0039, CA5398

        await Assert.ThrowsAnyAsync<Exception>(() => stream.AuthenticateAsClientAsync(options, Cancellation));
    }

    [Fact]
    public async Task HTTP_2_is_spoken_over_TLS()
    {
        using var certificate = SelfSigned.Create();
        await using var server = await StartAsync(certificate);
#pragma warning disable MA0039 // The certificate is not what is tested here.
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => presented is not null } };
#pragma warning restore MA0039
        using var http = new HttpClient(handler) { BaseAddress = server.Url.HttpUri, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var response = await http.GetAsync(new Uri("/health/live", UriKind.Relative), Cancellation);

        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.Contains("max-age=31536000", response.Headers.GetValues("Strict-Transport-Security"));
    }

    [Fact]
    public async Task PEM_and_PFX_files_with_and_without_password_serve()
    {
        using var certificate = SelfSigned.Create();
        var passwordFile = folder.Write("certificate-password", "se cret\n");
        var (plain, plainKey) = certificate.WritePem(folder);
        var both = folder.Write("both.pem", await System.IO.File.ReadAllTextAsync(plain, Cancellation) + "\n" + await System.IO.File.ReadAllTextAsync(plainKey, Cancellation));
        await ServesAsync(options => options with { CertificatePath = plain, CertificateKeyPath = plainKey });
        await ServesAsync(options => options with { CertificatePath = both });
        var (locked, lockedKey) = certificate.WritePem(folder, "se cret");
        await ServesAsync(options => options with { CertificatePath = locked, CertificateKeyPath = lockedKey, CertificatePasswordPath = passwordFile });
        var pfx = certificate.WritePfx(folder, "se cret");
        await ServesAsync(options => options with { CertificatePath = pfx, CertificatePasswordPath = passwordFile });

        async Task ServesAsync(Func<ServerOptions, ServerOptions> change)
        {
            await using var server = await TestServer.StartAsync(change);
            Assert.Equal(Thumbprint(certificate), server.CertificateThumbprint);
            await WfmServerClient.GetInfoAsync(server.Url, new() { CertificateThumbprint = Thumbprint(certificate) }, Cancellation);
        }
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_used_stops_the_start()
    {
        using var certificate = SelfSigned.Create();
        var (withoutKey, _) = certificate.WritePem(folder);
        var locked = certificate.WritePfx(folder, "secret");

        foreach (var path in new[] { folder.Combine("missing.pfx"), folder.Write("nonsense.pem", "nonsense"), withoutKey, locked })
        {
            var error = await Assert.ThrowsAsync<XlinkException>(() => TestServer.StartAsync(options => options with { CertificatePath = path }));
            Assert.Equal(("CertificateUnusable", path), (error.ErrorId, error.FilePath));
        }
    }

    private static string Thumbprint(X509Certificate2 certificate) => certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);

    private static string[] Pairs(string digits)
    {
        var pairs = new string[digits.Length / 2];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = digits.Substring(i * 2, 2);
        }

        return pairs;
    }

    private Task<TestServer> StartAsync(X509Certificate2 certificate)
    {
        var path = certificate.WritePfx(folder);
        return TestServer.StartAsync(options => options with { CertificatePath = path });
    }
}
