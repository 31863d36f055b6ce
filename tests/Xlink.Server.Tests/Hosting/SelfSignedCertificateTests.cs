using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Credentials;
using Xlink.Server.Hosting;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Hosting;

/// <summary>The certificate that the server makes for itself.</summary>
public sealed class SelfSignedCertificateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_first_start_makes_one_that_clients_pin_and_later_starts_keep()
    {
        var data = folder.Combine("data");
        string thumbprint;
        await using (var server = await TestServer.StartAsync(options => options with { DataPath = data, SelfSigned = true }))
        {
            thumbprint = server.CertificateThumbprint!;
            Assert.True(server.Url.UseTls);
            using var client = await WfmServerClient.LoginAsync(
                server.Url, "admin", Secret.From(TestServer.AdministratorPassword), new() { CertificateThumbprint = thumbprint }, Cancellation);
            Assert.Equal("ServerCertificateInvalid", (await Assert.ThrowsAsync<XlinkException>(() => WfmServerClient.GetInfoAsync(server.Url, options: null, Cancellation))).ErrorId);
        }

        await using var again = await TestServer.StartAsync(options => options with { DataPath = data, SelfSigned = true });

        Assert.Equal(thumbprint, again.CertificateThumbprint);
    }

    [Fact]
    public void Only_the_user_reads_the_file_and_it_names_host_and_addresses()
    {
        var now = DateTimeOffset.UtcNow;

        using var certificate = SelfSignedCertificate.GetOrCreate(folder.FullPath, IPAddress.Parse("192.0.2.7"), now).Certificate;

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Combine("self-signed.pem")));
        }

        var names = certificate.Certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Contains("localhost", names.EnumerateDnsNames());
        Assert.Contains(Dns.GetHostName(), names.EnumerateDnsNames(), StringComparer.OrdinalIgnoreCase);
        foreach (var address in new[] { "127.0.0.1", "::1", "192.0.2.7" })
        {
            Assert.Contains(IPAddress.Parse(address), names.EnumerateIPAddresses());
        }

        Assert.True(certificate.Certificate.NotBefore < now.LocalDateTime && certificate.Expires > now.AddYears(9));
        Assert.False(certificate.Certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
    }

    [Fact]
    public void One_that_ends_soon_is_replaced_and_the_new_thumbprint_told()
    {
        using var data = DataFolder.Open(folder.Combine("data"));
        var options = new ServerOptions { DataPath = data.FolderPath, SelfSigned = true };
        var then = DateTimeOffset.UtcNow;
        using var first = ListeningPlan.Make(options).GetCertificate(data, new WindowsCertificateStore(), then)!;

        var plan = ListeningPlan.Make(options);
        using var second = plan.GetCertificate(data, new WindowsCertificateStore(), first.Expires.AddDays(-29))!;

        Assert.NotEqual(first.Thumbprint, second.Thumbprint);
        Assert.Contains(second.Thumbprint, plan.Warnings.Single(), StringComparison.Ordinal);
        Assert.Equal(["self-signed.pem", "server.lock"], Directory.GetFiles(data.FolderPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void One_that_cannot_be_read_is_not_replaced_behind_the_clients_back()
    {
        var path = folder.Write("self-signed.pem", "nonsense");

        var error = Assert.Throws<XlinkException>(() => SelfSignedCertificate.GetOrCreate(folder.FullPath, IPAddress.Loopback, DateTimeOffset.UtcNow));

        Assert.Equal(("CertificateUnusable", path), (error.ErrorId, error.FilePath));
        Assert.Equal("nonsense", File.ReadAllText(path));
    }

    [Fact]
    public async Task A_plain_port_and_one_with_TLS_serve_at_once()
    {
        await using var server = await TestServer.StartAsync(options => options with { TlsPort = 0 });

        Assert.Equal([true, false], server.Urls.Select(url => url.UseTls));
        var infos = await Task.WhenAll(server.Urls.Select(url => WfmServerClient.GetInfoAsync(url, new() { CertificateThumbprint = server.CertificateThumbprint }, Cancellation)));
        Assert.All(infos, info => Assert.Equal("Xlink.Server", info.Product));
    }

    [Fact]
    public async Task The_ports_of_isps_cfg_are_taken_and_the_thumbprint_is_printed()
    {
        var (plain, tls) = (FreePort(), FreePort());
        Directory.CreateDirectory(folder.Combine("data"));
        await File.WriteAllTextAsync(folder.Combine("data/isps.cfg"), FormattableString.Invariant($"[InVision Enterprise Server]\r\nServerPort = {plain}\r\nSSLPort = {tls}\r\nSSLProtocols = \"TLS11, TLS12\"\r\n"), Cancellation);
        using var program = ServerProgram.Start("--data", folder.Combine("data"), "--admin-password-file", folder.Write("password", "pass word"));

        var urls = new[] { ServerUrl.Parse(await program.ReadUrlAsync()), ServerUrl.Parse(await program.ReadUrlAsync()) };
        var line = await program.Process.StandardOutput.ReadLineAsync(Cancellation);

        Assert.Equal([new("127.0.0.1", tls, useTls: true), new("127.0.0.1", plain, useTls: false)], urls);
        var pinned = await ServerProbe.NegotiateTlsAsync(urls[0], new() { CertificateThumbprint = line!.Split(' ')[^1] }, Cancellation);
        Assert.Equal(System.Security.Authentication.SslProtocols.Tls12, pinned.Protocol);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
