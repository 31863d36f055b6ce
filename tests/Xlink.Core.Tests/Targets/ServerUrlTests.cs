using Xlink.Targets;

namespace Xlink.Core.Tests.Targets;

public sealed class ServerUrlTests
{
    [Theory]
    [InlineData("iwfms://host.injixo.com:45054", "host.injixo.com", 45054, true)]
    [InlineData("iwfm://dein-servername:45054", "dein-servername", 45054, false)]
    [InlineData("IWFM://10.0.0.7:80/", "10.0.0.7", 80, false)]
    [InlineData("iwfm://server", "server", 45054, false)]
    [InlineData("iwfm://[::1]:4000", "::1", 4000, false)]
    public void Reads_the_documented_forms(string text, string host, int port, bool tls)
    {
        var url = ServerUrl.Parse(text);

        Assert.Equal((host, port, tls), (url.Host, url.Port, url.UseTls));
        Assert.Equal(url, ServerUrl.Parse(url.ToString()));
    }

    [Theory]
    [InlineData("yourhost", false, "iwfms://yourhost.injixo.com:45054")]
    [InlineData("yourhost", true, "iwfms://yourhost.injixo.com:80")]
    [InlineData("yourhost.injixo.com", false, "iwfms://yourhost.injixo.com:45054")]
    public void Makes_the_cloud_address_of_the_host_part(string hostName, bool legacyPort, string expected)
        => Assert.Equal(expected, ServerUrl.ForCloud(hostName, legacyPort).ToString());

    [Fact]
    public void Takes_the_cloud_host_out_of_the_browser_s_address()
    {
        Assert.Equal("iwfms://dein-hostname.injixo.com:45054", ServerUrl.FromBrowser("https://dein-hostname.injixo.com/iwfm/", legacyPort: false).ToString());
        Assert.Equal("BrowserUrlInvalid", Assert.Throws<XlinkException>(() => ServerUrl.FromBrowser("dein-hostname", legacyPort: false)).ErrorId);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("https://host:45054", "iwfm://")]
    [InlineData("iwfm://host:0", "'0'")]
    [InlineData("iwfm://host:65536", "'65536'")]
    [InlineData("iwfm://host:abc", "'abc'")]
    [InlineData("iwfm://host:", "''")]
    [InlineData("iwfm://my host:45054", "'my host'")]
    [InlineData("iwfm://host:45054/iwfm", "port")]
    [InlineData("iwfm://user@host:45054", "port")]
    public void Says_which_part_of_an_address_is_wrong(string text, string named)
    {
        var error = Assert.Throws<XlinkException>(() => ServerUrl.Parse(text));

        Assert.Equal("ServerUrlInvalid", error.ErrorId);
        Assert.Contains(named, error.Message, System.StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }
}
