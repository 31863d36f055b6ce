using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xlink.Server.Hosting;

namespace Xlink.Server.Tests.Hosting;

/// <summary>Where the server listens: command line, isps.cfg, default.</summary>
public sealed class ListeningPlanTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "45054")]
    [InlineData("[General]\nIESPort = 5000", "5000")]
    [InlineData("[InVision Enterprise Server]\nIESPort = 5000", "5000")]
    [InlineData("[InVision Enterprise Server]\nIESPort = 5000\nServerPort = 6000", "6000")]
    [InlineData("[InVision Enterprise Server]\nServerPort = 6000\nSSLPort = 6001", "6000 6001+TLS")]
    [InlineData("[InVision Enterprise Server]\nServerPort = 0\nSSLPort = 6001", "6001+TLS")]
    [InlineData("[InVision Enterprise Server]\nSSLPort = 6001", "45054 6001+TLS")]
    [InlineData("[InVision Enterprise Server]\nServerPort = 6000\nSSLPort = 0", "6000")]
    public void The_file_says_which_ports_are_plain_and_which_speak_TLS(string content, string expected) => Assert.Equal(expected, Text(Plan(content)));

    [Theory]
    [InlineData(5000, null, false, "5000")]
    [InlineData(5000, null, true, "5000+TLS")]
    [InlineData(5000, 5001, false, "5000 5001+TLS")]
    [InlineData(null, 5001, false, "5001+TLS")]
    [InlineData(null, null, true, "6000 6001+TLS")]
    public void The_command_line_comes_before_the_file(int? port, int? tlsPort, bool selfSigned, string expected)
        => Assert.Equal(expected, Text(Plan(
            "[InVision Enterprise Server]\nServerPort = 6000\nSSLPort = 6001", options => options with { Port = port, TlsPort = tlsPort, SelfSigned = selfSigned })));

    [Fact]
    public void A_certificate_on_the_command_line_leaves_nothing_plain_that_the_file_gives_one_port()
        => Assert.Equal("6000+TLS", Text(Plan("[InVision Enterprise Server]\nServerPort = 6000", options => options with { SelfSigned = true })));

    [Fact]
    public void The_file_in_the_data_folder_counts_whatever_its_case_and_a_named_one_counts_instead()
    {
        Directory.CreateDirectory(folder.Combine("data"));
        File.WriteAllText(folder.Combine("data/ISPS.CFG"), "[InVision Enterprise Server]\nServerPort = 6000");
        var named = folder.Write("other.cfg", "[InVision Enterprise Server]\nServerPort = 7000");
        var options = new ServerOptions { DataPath = folder.Combine("data") };

        Assert.Equal("6000", Text(ListeningPlan.Make(options)));
        Assert.Equal("7000", Text(ListeningPlan.Make(options with { ConfigurationPath = named })));
    }

    [Theory]
    [InlineData("ServerPort = 0", "ListenerMissing", 2)]
    [InlineData("x=1\nServerPort = 70000", "ConfigurationValueInvalid", 3)]
    [InlineData("ServerPort = 6000\nSSLPort = six", "ConfigurationValueInvalid", 3)]
    [InlineData("ServerPort = 6000\nSSLPort = 6000", "PortsEqual", 3)]
    [InlineData("SSLPort = 6000\nSSLProtocols = \"TLS10, TLS11\"", "TlsProtocolsUnusable", 3)]
    public void What_cannot_be_is_refused_with_file_and_line(string content, string errorId, int line)
    {
        var error = Assert.Throws<XlinkException>(() => Plan("[InVision Enterprise Server]\n" + content));

        Assert.Equal((errorId, folder.Combine("isps.cfg"), line), (error.ErrorId, error.FilePath, error.Line));
        Assert.NotEmpty(error.Remedy);
    }

    [Theory]
    [InlineData("\"TLS11, TLS12\"", SslProtocols.Tls12, "TLS11")]
    [InlineData("TLS12;TLS13", SslProtocols.Tls12 | SslProtocols.Tls13, null)]
    [InlineData("TLS1.3", SslProtocols.Tls13, null)]
    [InlineData("", SslProtocols.Tls12 | SslProtocols.Tls13, null)]
    public void Old_protocols_stay_off_and_are_told(string value, SslProtocols expected, string? told)
    {
        var plan = Plan("[InVision Enterprise Server]\nServerPort=0\nSSLPort=6000\nSSLProtocols = " + value);

        Assert.Equal(expected, plan.Protocols);
        Assert.Equal(told is null ? 0 : 1, plan.Warnings.Count);
        Assert.All(plan.Warnings, warning => Assert.Contains(told!, warning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("127.0.0.1", false, 0)]
    [InlineData("::1", false, 0)]
    [InlineData("0.0.0.0", false, 1)]
    [InlineData("192.0.2.7", false, 1)]
    [InlineData("0.0.0.0", true, 0)]
    public void A_plain_port_that_others_reach_is_warned_of(string address, bool tls, int warnings)
    {
        var plan = Plan(string.Empty, options => options with { Address = IPAddress.Parse(address), SelfSigned = tls });

        Assert.Equal(warnings, plan.Warnings.Count(warning => warning.Contains("iwfm://", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_certificate_comes_from_the_store_that_the_file_names()
    {
        using var wanted = SelfSigned.Create("wfm.example");
        using var other = SelfSigned.Create("other.example");
        using var data = DataFolder.Open(folder.Combine("data"));
        var store = new FakeStore(other, wanted);
        var plan = Plan("[InVision Enterprise Server]\nSSLPort=6000\nSSLCertificateStore=my\nSSLCertificateStoreLocation=CERT_SYSTEM_STORE_CURRENT_USER\nSSLCertificate=WFM.example");

        using var certificate = plan.GetCertificate(data, store, DateTimeOffset.UtcNow)!;

        Assert.Equal(wanted.GetCertHashString(HashAlgorithmName.SHA256), certificate.Thumbprint);
        Assert.Equal(("MY", true), store.Asked);
    }

    [Theory]
    [InlineData("SSLCertificateStore=CURRENT", "CertificateStoreValueInvalid", 3)]
    [InlineData("SSLCertificateStore=MY\nSSLCertificateStoreLocation=Mars", "CertificateStoreValueInvalid", 4)]
    [InlineData("SSLCertificateStore=MY\nSSLCertificate=nobody.example", "CertificateNotInStore", 4)]
    public void What_the_stores_do_not_have_is_refused_with_file_and_line(string content, string errorId, int line)
    {
        using var certificate = SelfSigned.Create("wfm.example");
        using var data = DataFolder.Open(folder.Combine("data"));
        var plan = Plan("[InVision Enterprise Server]\nSSLPort=6000\n" + content);

        var error = Assert.Throws<XlinkException>(() => plan.GetCertificate(data, new FakeStore(certificate), DateTimeOffset.UtcNow));

        Assert.Equal((errorId, line), (error.ErrorId, error.Line));
    }

    [Fact]
    public void Where_there_are_no_stores_that_is_said()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has them.");
        using var data = DataFolder.Open(folder.Combine("data"));
        var plan = Plan("[InVision Enterprise Server]\nSSLPort=6000\nSSLCertificateStore=MY");

        var error = Assert.Throws<XlinkException>(() => plan.GetCertificate(data, new WindowsCertificateStore(), DateTimeOffset.UtcNow));

        Assert.Equal(("CertificateStoreUnsupported", 3), (error.ErrorId, error.Line));
    }

    [Fact]
    public void Without_a_store_the_certificate_is_a_file_beside_the_configuration()
    {
        using var certificate = SelfSigned.Create("wfm.example");
        using var data = DataFolder.Open(folder.Combine("data"));
        var path = certificate.WritePfx(folder);
        var plan = Plan("[InVision Enterprise Server]\nSSLPort=6000\nSSLCertificate=" + Path.GetFileName(path));

        using var loaded = plan.GetCertificate(data, new FakeStore(), DateTimeOffset.UtcNow)!;

        Assert.Equal(certificate.GetCertHashString(HashAlgorithmName.SHA256), loaded.Thumbprint);
        Assert.DoesNotContain(plan.Warnings, warning => warning.Contains("CN=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(20, "expires")]
    [InlineData(-1, "has expired")]
    public void A_certificate_that_ends_soon_is_warned_of(int days, string expected)
    {
        using var certificate = SelfSigned.Create(expires: DateTimeOffset.UtcNow.AddDays(days));
        using var data = DataFolder.Open(folder.Combine("data"));
        var plan = Plan(string.Empty, options => options with { CertificatePath = certificate.WritePfx(folder) });

        using var loaded = plan.GetCertificate(data, new FakeStore(), DateTimeOffset.UtcNow);

        Assert.Contains(plan.Warnings, warning => warning.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_several_certificates_it_is_the_valid_one_that_lasts_longest()
    {
        var now = DateTimeOffset.UtcNow;
        using var old = SelfSigned.Create(expires: now.AddDays(-1));
        using var shorter = SelfSigned.Create(expires: now.AddDays(100));
        using var longer = SelfSigned.Create(expires: now.AddDays(200));
        using var future = SelfSigned.Create(expires: now.AddYears(3));
        using var withoutKey = X509CertificateLoader.LoadCertificate(longer.RawData);

        using var candidates = new CertificateCandidates([withoutKey, old, longer, future, shorter]);

        Assert.Same(longer, candidates.Pick("localhost", now));
    }

    [Fact]
    public void A_certificate_is_meant_by_either_thumbprint_too()
    {
        using var certificate = SelfSigned.Create();

        foreach (var text in new[] { certificate.Thumbprint, certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant(), "cn=localhost", "LOCALHOST" })
        {
            using var candidates = new CertificateCandidates([certificate]);
            Assert.Same(certificate, candidates.Pick(text, DateTimeOffset.UtcNow));
        }

        using var none = new CertificateCandidates([]);
        Assert.Null(none.Pick("localhost", DateTimeOffset.UtcNow));
    }

    private static string Text(ListeningPlan plan) => string.Join(' ', plan.Listeners.Select(listener => listener.Port + (listener.UseTls ? "+TLS" : string.Empty)));

    private ListeningPlan Plan(string content, Func<ServerOptions, ServerOptions>? change = null)
    {
        var options = new ServerOptions { DataPath = folder.Combine("data"), ConfigurationPath = folder.Write("isps.cfg", content) };
        return ListeningPlan.Make(change?.Invoke(options) ?? options);
    }

    private sealed class FakeStore(params X509Certificate2[] certificates) : ICertificateStore
    {
        public bool IsSupported => true;

        internal (string Name, bool IsOfUser) Asked { get; private set; }

        public X509Certificate2Collection GetAll(string name, bool isOfUser)
        {
            Asked = (name, isOfUser);
            return [.. certificates];
        }
    }
}
