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
