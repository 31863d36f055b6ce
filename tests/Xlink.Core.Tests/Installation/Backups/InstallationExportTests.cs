using System;
using System.IO;
using System.Linq;
using System.Text;
using Xlink.Core.Tests.Installation.Updates;
using Xlink.Core.Tests.Services;
using Xlink.Credentials;
using Xlink.Installation;
using Xlink.Installation.Backups;
using Xlink.Services;

namespace Xlink.Core.Tests.Installation.Backups;

public sealed class InstallationExportTests : IDisposable
{
    private const string Passphrase = "correct horse battery";

    private readonly TemporaryFolder folder = new();
    private readonly TemporaryFolder elsewhere = new();
    private readonly UpdateSite site;
    private readonly UpdateSite other;
    private readonly string encoded;

    public InstallationExportTests()
    {
        site = UpdateSite.Create(folder);
        other = UpdateSite.Create(elsewhere);
        File.Delete(Path.Combine(site.Path, "isps_ul.key"));
        File.Delete(Path.Combine(other.Path, "isps_ul.key"));
        encoded = PasswordEncoding.Open(site.Path).Protect(Secret.From("geheim"));
        folder.Write("Xlink/ISPS_UL.INI", $"""
            [DB]
            1=WFM,0,xlink@company.com,{encoded}
            [Acd files]
            Source=C:\Acd\Data
            Password=plain-acd-password
            [Acd database]
            Source=AcdDsn
            CallDataTable=calls

            """);
    }

    private string ExportPath => folder["move.xlink"];

    [Fact]
    public void Passwords_can_be_used_on_the_other_computer()
    {
        var export = Export();

        var import = Import();

        Assert.Equal(["$1.BAS", "ISPS_UL.INI", "acd_map.ini", "isps.cfg", "isps_ul.key"], export.Files.Order(StringComparer.Ordinal));
        Assert.Equal(site.Read("ISPS_UL.INI"), other.Read("ISPS_UL.INI"));
        using var password = PasswordEncoding.Open(other.Path).Unprotect(encoded);
        Assert.Equal("geheim", password.Reveal());
        Assert.Equal(export.NotIncluded, import.NotIncluded);
    }

    [Fact]
    public void How_far_the_imports_have_come_moves_too_unlike_other_traces()
    {
        folder.Write("Xlink/isps_schedule.journal", "[1]");
        folder.Write("Xlink/isps_agent_import.journal", "[2]");
        folder.Write("Xlink/isps_import.journal", "[3]");
        folder.Write("Xlink/isps_uls.log", "log");
        Assert.Contains("isps_schedule.journal", InstallationExport.Plan(XlinkInstallation.Open(site.Path)).Select(file => file.RelativePath));

        var export = Export();
        Import();

        Assert.Equal(
            ["$1.BAS", "ISPS_UL.INI", "acd_map.ini", "isps.cfg", "isps_agent_import.journal", "isps_schedule.journal", "isps_ul.key"],
            export.Files.Order(StringComparer.Ordinal));
        Assert.Equal(("[1]", "[2]"), (other.Read("isps_schedule.journal"), other.Read("isps_agent_import.journal")));
        Assert.False(File.Exists(Path.Combine(other.Path, "isps_import.journal")));
        Assert.DoesNotContain(InstallationBackup.Plan(XlinkInstallation.Open(site.Path), isComplete: false), file => file.RelativePath.EndsWith(".journal", StringComparison.Ordinal));
    }

    [Fact]
    public void The_key_is_as_private_there_as_one_that_was_made_there()
    {
        Export();
        Import();

        Assert.Equal("600", UnixMode.Get(Path.Combine(other.Path, "isps_ul.key")));
        Assert.Equal("600", UnixMode.Get(ExportPath));
    }

    [Fact]
    public void What_does_not_move_is_listed()
    {
        var notIncluded = string.Join('\n', Export().NotIncluded);

        Assert.Contains("'Acd database': set up the ODBC data source 'AcdDsn'", notIncluded, StringComparison.Ordinal);
        Assert.Contains("'Acd files': give the service access to the folder 'C:\\Acd\\Data'", notIncluded, StringComparison.Ordinal);
        Assert.Contains("iwfms://host:45054", notIncluded, StringComparison.Ordinal);
        Assert.Contains("runs as 'special'", notIncluded, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_in_the_file_can_be_read_without_the_passphrase()
    {
        Export();

        var text = Encoding.Latin1.GetString(File.ReadAllBytes(ExportPath));
        Assert.All(new[] { "xlink@company.com", "plain-acd-password", encoded, "manifest", "isps", "PK" + (char)3 }, part => Assert.DoesNotContain(part, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("another passphrase")]
    [InlineData("")]
    public void A_wrong_passphrase_changes_nothing(string passphrase)
    {
        Export();
        var before = other.Snapshot();

        Assert.Equal("ExportNotReadable", Assert.Throws<XlinkException>(() => Import(passphrase)).ErrorId);

        Assert.Equal(before, other.Snapshot());
    }

    [Fact]
    public void A_file_that_was_changed_anywhere_is_refused()
    {
        Export();
        var good = File.ReadAllBytes(ExportPath);

        // The number of rounds is at 33; a large one must not keep the reader busy.
        foreach (var position in new[] { 0, 20, 36, 40, 60, good.Length / 2, good.Length - 1 })
        {
            var bad = (byte[])good.Clone();
            bad[position] ^= 0x40;
            File.WriteAllBytes(ExportPath, bad);
            Assert.Equal("ExportNotReadable", Assert.Throws<XlinkException>(() => Import()).ErrorId);
        }

        File.WriteAllBytes(ExportPath, good[..^1]);
        Assert.Equal("ExportNotReadable", Assert.Throws<XlinkException>(() => Import()).ErrorId);
    }

    [Fact]
    public void A_short_passphrase_is_refused()
    {
        Assert.Equal("PassphraseTooShort", Assert.Throws<XlinkException>(() => Export("elevenchars")).ErrorId);
        Assert.False(File.Exists(ExportPath));
    }

    [Fact]
    public void Nothing_is_overwritten_by_an_export()
    {
        File.WriteAllText(ExportPath, "mine");

        Assert.Equal("BackupExists", Assert.Throws<XlinkException>(() => Export()).ErrorId);
        Assert.Equal("mine", File.ReadAllText(ExportPath));
    }

    [Fact]
    public void An_import_is_all_or_nothing()
    {
        Export();
        var before = other.Snapshot();
        var isFirst = true;
        var control = new FakeServiceControl(elsewhere["service.txt"])
        {
            OnAction = action =>
            {
                if (action == "Start" && isFirst)
                {
                    isFirst = false;
                    throw XlinkException.Create("ElevationRequired", XlinkErrorCategory.PermissionDenied);
                }
            },
        };

        Assert.Equal("ChangeUndone", Assert.Throws<XlinkException>(() => Import(control: control)).ErrorId);

        Assert.Equal(before, other.Snapshot());
    }

    [Theory]
    [InlineData("password", "salt", 1, "120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b")]
    [InlineData("password", "salt", 4096, "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a")]
    public void The_key_derivation_is_PBKDF2_with_HMAC_SHA256(string password, string salt, int rounds, string expected)
        => Assert.Equal(expected, Convert.ToHexStringLower(PassphraseEncryption.DeriveBlock(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(salt), rounds, block: 1)));

    private XlinkExport Export(string passphrase = Passphrase)
        => InstallationExport.Export(XlinkInstallation.Open(site.Path), ExportPath, Secret.From(passphrase), site.Control);

    private XlinkExport Import(string passphrase = Passphrase, IServiceControl? control = null)
        => InstallationExport.Import(XlinkInstallation.Open(other.Path), ExportPath, Secret.From(passphrase), control ?? other.Control, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        folder.Dispose();
        elsewhere.Dispose();
    }
}
