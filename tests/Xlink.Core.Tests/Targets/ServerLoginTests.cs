using System;
using System.IO;
using Xlink.Credentials;
using Xlink.Targets;

namespace Xlink.Core.Tests.Targets;

public sealed class ServerLoginTests : IDisposable
{
    private const string Cfg = "[IES System WFM]\nName = \"WFM\"\nUrl = \"iwfm://localhost:45054\"\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Takes_the_entry_and_the_address_of_its_name()
    {
        Write($"[DB]\n1=WFM,0,xlink@company.com,{Protect("one")}\n2=Second,0,xlink@second.com,{Protect("two")}\n", Cfg + Cfg.Replace("WFM", "Second", StringComparison.Ordinal).Replace("localhost", "second", StringComparison.Ordinal));

        using var first = ServerLogin.Load(folder.Path, entryName: null);
        using var second = ServerLogin.Load(folder.Path, "SECOND");

        Assert.Equal(("WFM", "xlink@company.com", "iwfm://localhost:45054"), (first.EntryName, first.UserName, first.Url.ToString()));
        Assert.Equal(("Second", "xlink@second.com", "iwfm://second:45054"), (second.EntryName, second.UserName, second.Url.ToString()));
    }

    [Theory]
    [InlineData("[DB]\n1=WFM,0,xlink@xxxx.com,<password from generator>\n", "CredentialNotSet", 2)]
    [InlineData("[DB]\n1=WFM,0,xlink@company.com,<Passwort vom Generator>\n", "CredentialNotSet", 2)]
    [InlineData("[DB]\n1=WFM,0\n", "ServerEntryMalformed", 2)]
    [InlineData("[DB]\n", "ServerEntryNotFound", null)]
    [InlineData("[General]\n", "ServerEntryNotFound", null)]
    public void What_is_wrong_in_isps_ul_ini_is_named_with_file_and_line(string ini, string errorId, int? line)
    {
        Write(ini, Cfg);

        var error = Assert.Throws<XlinkException>(() => ServerLogin.Load(folder.Path, entryName: null));

        Assert.Equal((errorId, folder["isps_ul.ini"], line), (error.ErrorId, error.FilePath, error.Line));
        Assert.Equal(XlinkErrorCategory.InvalidData, error.Category);
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public void An_entry_that_does_not_exist_is_named()
    {
        Write($"[DB]\n1=WFM,0,xlink@company.com,{Protect("one")}\n", Cfg);

        var error = Assert.Throws<XlinkException>(() => ServerLogin.Load(folder.Path, "Other"));

        Assert.Equal("ServerEntryNotFound", error.ErrorId);
        Assert.Contains("'Other'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ServerSectionMissing")]
    [InlineData("[IES System WFM]\nName=\"WFM\"\n", "ConfiguredUrlMissing")]
    [InlineData("[IES System WFM]\nName=\"WFM\"\nUrl=\"http://localhost\"\n", "ConfiguredUrlInvalid")]
    public void What_is_wrong_in_isps_cfg_is_named(string cfg, string errorId)
    {
        Write($"[DB]\n1=WFM,0,xlink@company.com,{Protect("one")}\n", cfg);

        var error = Assert.Throws<XlinkException>(() => ServerLogin.Load(folder.Path, entryName: null));

        Assert.Equal((errorId, folder["isps.cfg"]), (error.ErrorId, error.FilePath));
    }

    [Fact]
    public void A_password_of_another_installation_is_not_decoded_and_not_shown()
    {
        using var other = new TemporaryFolder();
        using var secret = Secret.From("hidden");
        var foreign = PasswordEncoding.Open(other.Path).Protect(secret);
        Protect("own");
        Write($"[DB]\n1=WFM,0,xlink@company.com,{foreign}\n", Cfg);

        var error = Assert.Throws<XlinkException>(() => ServerLogin.Load(folder.Path, entryName: null));

        Assert.Equal("PasswordEncodingTampered", error.ErrorId);
        Assert.DoesNotContain(foreign, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_that_the_original_has_encoded_says_so()
    {
        Write("[DB]\n1=WFM,0,xlink@company.com,0A1B2C3D4E5F607182\n", Cfg);

        Assert.Equal("PasswordEncodingForeign", Assert.Throws<XlinkException>(() => ServerLogin.Load(folder.Path, entryName: null)).ErrorId);
    }

    [Fact]
    public void A_key_that_is_missing_says_so()
    {
        using var other = new TemporaryFolder();
        using var secret = Secret.From("hidden");
        Write($"[DB]\n1=WFM,0,xlink@company.com,{PasswordEncoding.Open(other.Path).Protect(secret)}\n", Cfg);

        Assert.Equal("PasswordKeyMissing", Assert.Throws<XlinkException>(() => ServerLogin.Load(folder.Path, entryName: null)).ErrorId);
    }

    private string Protect(string password)
    {
        using var secret = Secret.From(password);
        return PasswordEncoding.Open(folder.Path).Protect(secret);
    }

    private void Write(string ini, string cfg)
    {
        File.WriteAllText(folder["isps_ul.ini"], ini);
        File.WriteAllText(folder["isps.cfg"], cfg);
    }
}
