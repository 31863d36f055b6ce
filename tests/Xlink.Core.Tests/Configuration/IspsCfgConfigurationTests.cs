using System;
using System.Linq;
using System.Text;
using Xlink.Configuration;
using Xlink.Targets;

namespace Xlink.Core.Tests.Configuration;

public sealed class IspsCfgConfigurationTests
{
    private const string Documented = "[IES System WFM]\r\nName                    = \"WFM\"\r\nUrl                     = \"iwfms://host.injixo.com:45054\"\r\n";

    [Fact]
    public void Reads_every_server_with_its_address()
    {
        var configuration = Parse(Documented + "[ies system Test]\r\nURL=iwfm://10.0.0.7\r\n[IES System X]\r\nName=Other\r\n[Else]\r\nUrl=x\r\n");

        Assert.Equal(["WFM", "Test", "Other"], configuration.Servers.Select(server => server.Name));
        Assert.Equal(new ServerUrl("host.injixo.com", 45054, useTls: true), configuration.GetServer("wfm").Url);
        Assert.Equal(new ServerUrl("10.0.0.7", 45054, useTls: false), configuration.GetServer("Test").Url);
    }

    [Fact]
    public void Setting_the_address_changes_only_the_value()
    {
        var configuration = Parse(Documented);

        configuration.SetServer("WFM", new ServerUrl("dein-servername", 80, useTls: false));

        Assert.Equal(Documented.Replace("iwfms://host.injixo.com:45054", "iwfm://dein-servername:80", StringComparison.Ordinal), Text(configuration));
    }

    [Fact]
    public void A_missing_address_is_added_in_the_style_of_the_section()
    {
        var configuration = Parse("[IES System WFM]\r\nName                    = \"WFM\"\r\n");

        configuration.SetServer(null, ServerUrl.Parse("iwfms://host.injixo.com:45054"));

        Assert.Equal(Documented, Text(configuration));
    }

    [Fact]
    public void A_certificate_thumbprint_is_set_kept_and_removed()
    {
        var configuration = Parse(Documented);
        var url = ServerUrl.Parse("iwfms://host.injixo.com:45054");
        var thumbprint = string.Concat(Enumerable.Repeat("0A", 32));

        configuration.SetServer("WFM", url, "0a" + string.Concat(Enumerable.Repeat(":0a", 31)));
        Assert.Equal(thumbprint, configuration.GetServer("WFM").CertificateThumbprint);
        configuration.SetServer("WFM", url);
        Assert.Equal(thumbprint, configuration.GetServer("WFM").CertificateThumbprint);
        configuration.SetServer("WFM", url, string.Empty);
        Assert.Null(configuration.GetServer("WFM").CertificateThumbprint);
        Assert.Equal(Documented, Text(configuration));
        Assert.Equal("CertificateThumbprintInvalid", Assert.Throws<XlinkException>(() => configuration.SetServer("WFM", url, "abc")).ErrorId);
    }

    [Fact]
    public void A_missing_section_is_an_error_that_names_file_and_section()
    {
        var configuration = Parse("[Other]\r\nName=WFM\r\n");

        foreach (var error in new[]
        {
            Assert.Throws<XlinkException>(() => configuration.SetServer("WFM", ServerUrl.Parse("iwfm://host"))),
            Assert.Throws<XlinkException>(() => configuration.SetServer(null, ServerUrl.Parse("iwfm://host"))),
            Assert.Throws<XlinkException>(() => configuration.GetServer("WFM")),
        })
        {
            Assert.Equal(("ServerSectionMissing", "isps.cfg"), (error.ErrorId, error.FilePath));
            Assert.Contains("[IES System WFM]", error.Message, StringComparison.Ordinal);
            Assert.NotEmpty(error.Remedy);
        }

        Assert.Equal("[Other]\r\nName=WFM\r\n", Text(configuration));
    }

    [Theory]
    [InlineData("Url=iwfm://host:65536", "ConfiguredUrlInvalid", 2)]
    [InlineData("Url=", "ConfiguredUrlMissing", 2)]
    [InlineData("Name=WFM", "ConfiguredUrlMissing", null)]
    public void An_address_that_is_none_is_an_error_with_its_line(string line, string errorId, int? number)
    {
        var server = Parse("[IES System WFM]\n" + line).GetServer("WFM");

        var error = Assert.Throws<XlinkException>(() => server.Url);

        Assert.Equal((errorId, number), (error.ErrorId, error.Line));
    }

    [Fact]
    public void Reads_the_servers_side()
    {
        var server = Parse("""
            [InVision Enterprise Server]
            ServerPort                  = 0
            SSLPort                     = 45054
            SSLCertificateStore         = "MY"
            SSLCertificateStoreLocation = "LOCAL_MACHINE"
            SSLCertificate              = "server.company.com"
            SSLProtocols                = "TLS11, TLS12"
            IESPort                     = 45055
            """).EnterpriseServer;

        Assert.Equal((45055, 0, 45054), (server.IesPort, server.ServerPort, server.SslPort));
        Assert.Equal(("MY", "LOCAL_MACHINE", "server.company.com"), (server.SslCertificateStore, server.SslCertificateStoreLocation, server.SslCertificate));
        Assert.Equal(["TLS11", "TLS12"], server.SslProtocols);
    }

    [Fact]
    public void The_servers_side_may_be_missing_and_its_port_may_stand_in_any_section()
    {
        var server = Parse("[Other]\nIESPort=4711\n").EnterpriseServer;

        Assert.Equal((4711, null, null), (server.IesPort, server.ServerPort, server.SslPort));
        Assert.Empty(server.SslProtocols);
    }

    [Theory]
    [InlineData("ServerPort=65536")]
    [InlineData("SSLPort=-1")]
    [InlineData("IESPort=0")]
    [InlineData("IESPort=abc")]
    public void A_port_that_is_none_is_an_error_with_its_line(string line)
    {
        var error = Assert.Throws<XlinkException>(() => Parse("[InVision Enterprise Server]\n" + line).EnterpriseServer);

        Assert.Equal(("ConfigurationValueInvalid", 2), (error.ErrorId, error.Line));
    }

    private static IspsCfgConfiguration Parse(string text) => new(IniDocument.Parse(Encoding.UTF8.GetBytes(text), "isps.cfg"));

    private static string Text(IspsCfgConfiguration configuration) => Encoding.UTF8.GetString(configuration.Document.ToBytes());
}
