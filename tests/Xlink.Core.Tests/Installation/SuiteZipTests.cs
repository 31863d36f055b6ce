using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using Xlink.Installation;

namespace Xlink.Core.Tests.Installation;

public sealed class SuiteZipTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Target => folder["Xlink"];

    public static TheoryData<string, string> HostileNames => new()
    {
        { "../evil", "out of" },
        { "Xlink/../../evil", "out of" },
        { "Xlink/..", "out of" },
        { "/etc/evil", "does not begin" },
        { "C:/evil", "control character or one of" },
        { "Xlink/file:stream", "control character or one of" },
        { "Xlink\\evil", "backslash" },
        { "..\\evil", "backslash" },
        { "Xlink/NUL", "device" },
        { "Xlink/con.txt", "device" },
        { "Xlink/com1 .x", "device" },
        { "Xlink/LPT9/x", "device" },
        { "Xlink/a\nb", "control character or one of" },
        { "Xlink/a\0b", "control character or one of" },
        { "Xlink//a", "empty" },
        { "Xlink/.", "dot" },
        { "Xlink/a.", "dot" },
        { "Xlink/a /b", "dot" },
        { "", "empty" },
        { "Xlink/" + new string('a', 300), "too long" },
        { "Xlink/ISPS_ULS", "same as 'Xlink/isps_uls'" },
        { "xlink/isps_uls", "same as 'Xlink/isps_uls'" },
        { "Xlink/isps_uls", "same as 'Xlink/isps_uls'" },
        { "Xlink/isps_uls/file", "same as 'Xlink/isps_uls'" },
    };

    [Theory]
    [MemberData(nameof(HostileNames))]
    public void A_dangerous_name_is_refused_with_ZIP_and_entry(string name, string reason)
    {
        var zip = RawZip.WithPrograms().Add(name).Save(folder["suite.zip"]);

        var error = AssertRefused(zip, "SuiteEntryUnsafe");

        Assert.Contains(name.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\0", "\\u0000", StringComparison.Ordinal), error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0xA1FFu)] // symbolic link
    [InlineData(0x21B6u)] // character device
    [InlineData(0x11B6u)] // pipe
    public void A_link_or_device_is_refused(uint unixMode)
        => Assert.Contains("link", AssertRefused(RawZip.WithPrograms().Add("Xlink/link", "/etc/passwd"u8.ToArray(), entry => entry.UnixMode = unixMode)
            .Save(folder["suite.zip"]), "SuiteEntryUnsafe").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0x0801)]
    [InlineData(0x0841)]
    [InlineData(0x2800)]
    public void An_encrypted_entry_is_refused(int flags)
        => AssertRefused(RawZip.WithPrograms().Add("Xlink/secret", change: entry => entry.Flags = flags).Save(folder["suite.zip"]), "ZipEncrypted");

    [Fact]
    public void A_bomb_is_refused_before_it_is_unpacked()
    {
        var zip = RawZip.WithPrograms().Add("Xlink/bomb", new byte[20 << 20], entry => entry.Method = 8).Save(folder["suite.zip"]);

        Assert.Contains("'Xlink/bomb'", AssertRefused(zip, "ZipBomb").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_that_lies_about_its_size_is_stopped_while_it_is_unpacked()
    {
        var zip = RawZip.WithPrograms().Add("Xlink/bomb", new byte[20 << 20], entry => (entry.Method, entry.Length) = (8, 1000)).Save(folder["suite.zip"]);

        AssertRefused(zip, "ZipDamaged");
    }

    [Fact]
    public void Too_many_entries_or_too_many_bytes_are_refused()
    {
        var zip = RawZip.WithPrograms().Add("Xlink/a", new byte[600]).Add("Xlink/b", new byte[600]).Save(folder["suite.zip"]);

        var count = Assert.Throws<XlinkException>(() => InstallationSource.Open(zip, SuiteLimits.Default with { Files = 2 }));
        var length = Assert.Throws<XlinkException>(() => InstallationSource.Open(zip, SuiteLimits.Default with { TotalLength = 1000 }));

        Assert.Equal(("SuiteTooLarge", "SuiteTooLarge"), (count.ErrorId, length.ErrorId));
        InstallationSource.Open(zip, SuiteLimits.Default with { Files = 3, TotalLength = 1207 }).Dispose();
    }

    [Fact]
    public void Entries_that_share_their_data_are_refused()
    {
        var zip = RawZip.WithPrograms().Add("Xlink/a", new byte[500]).Add("Xlink/b", new byte[500], entry => (entry.Start, entry.NameBytes) = (0u, "Xlink/isps_ulx"u8.ToArray()));

        // The header at 0 is that of isps_uls.
        AssertRefused(zip.Save(folder["suite.zip"]), "ZipDamaged");

        var bytes = RawZip.WithPrograms().Add("Xlink/same").Add("Xlink/same").ToBytes();
        var directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        bytes.AsSpan(bytes.AsSpan(0, directory).LastIndexOf("PK\u0001\u0002"u8) + 42, 4).CopyTo(bytes.AsSpan(directory + 42));
        File.WriteAllBytes(folder["suite2.zip"], bytes);
        Assert.Contains("overlap", AssertRefused(folder["suite2.zip"], "ZipDamaged").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_says_another_name_than_the_table_of_contents_is_refused()
        => AssertRefused(
            RawZip.WithPrograms().Add("Xlink/good", change: entry => entry.LocalNameBytes = "Xlink/evil"u8.ToArray()).Save(folder["suite.zip"]), "ZipDamaged");

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void A_wrong_checksum_is_refused(int method)
    {
        var zip = RawZip.WithPrograms().Add("Xlink/file", new byte[100], entry => (entry.Method, entry.Checksum) = (method, entry.Checksum ^ 1)).Save(folder["suite.zip"]);

        Assert.Contains("Xlink/file", AssertRefused(zip, "ZipDamaged").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(14)]
    [InlineData(99)]
    public void An_unknown_method_is_refused(int method)
        => AssertRefused(RawZip.WithPrograms().Add("Xlink/file", change: entry => entry.Method = method).Save(folder["suite.zip"]), "ZipUnsupported");

    [Fact]
    public void ZIP64_and_volumes_are_refused()
    {
        AssertRefused(new RawZip { Zip64Marker = true }.Save(folder["a.zip"]), "ZipUnsupported");
        AssertRefused(new RawZip { Disk = 1 }.Save(folder["b.zip"]), "ZipUnsupported");
        AssertRefused(RawZip.WithPrograms().Add("Xlink/x", change: entry => entry.PackedLength = uint.MaxValue).Save(folder["c.zip"]), "ZipUnsupported");
    }

    [Fact]
    public void A_ZIP_without_an_Xlink_folder_is_refused()
    {
        AssertRefused(new RawZip().Save(folder["empty.zip"]), "ZipWithoutXlinkFolder");
        AssertRefused(new RawZip().Add("isps_uls").Add("version.txt").Save(folder["flat.zip"]), "ZipWithoutXlinkFolder");
        AssertRefused(new RawZip().Add("a/b/Xlink/isps_uls").Save(folder["deep.zip"]), "ZipWithoutXlinkFolder");
        AssertRefused(new RawZip().Add("a/Xlink/isps_uls").Add("b/readme").Save(folder["two.zip"]), "ZipWithoutXlinkFolder");
        AssertRefused(new RawZip().Add("Xlink/readme.txt").Save(folder["noprograms.zip"]), "XlinkFolderWithoutPrograms");
    }

    [Fact]
    public void Cut_off_anywhere_a_ZIP_is_refused_and_nothing_is_written()
    {
        var whole = File.ReadAllBytes(Suite.WriteZip(folder["whole.zip"]));
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder["cut.zip"], whole[..length]);
            AssertRefused(folder["cut.zip"], "ZipDamaged");
        }
    }

    [Fact]
    public void With_any_byte_changed_a_ZIP_installs_the_same_or_is_refused_and_nothing_is_written()
    {
        var whole = File.ReadAllBytes(Suite.WriteZip(folder["whole.zip"], files: Suite.Files.Where(file => file.Value.Length < 100)));
        using (var source = InstallationSource.Open(folder["whole.zip"]))
        {
            Installer.Install(source, folder["original"], cancellationToken: TestContext.Current.CancellationToken);
        }

        var original = Content(folder["original"]);
        Prop.ForAll(
            Gen.Choose(0, whole.Length - 1).Zip(Gen.Choose(1, 255)).ToArbitrary(),
            change =>
            {
                var bytes = (byte[])whole.Clone();
                bytes[change.Item1] ^= (byte)change.Item2;
                File.WriteAllBytes(folder["changed.zip"], bytes);
                try
                {
                    using var source = InstallationSource.Open(folder["changed.zip"]);
                    Installer.Install(source, Target, cancellationToken: TestContext.Current.CancellationToken);
                }
                catch (XlinkException)
                {
                    return !Directory.Exists(Target) && Directory.GetFileSystemEntries(folder.Path).Length == 3;
                }

                // What stays open to chance is an entry's name; no content is ever wrong.
                var installed = Content(Target);
                Directory.Delete(Target, recursive: true);
                return installed.All(file => original.ContainsValue(file.Value));
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Names_without_the_UTF_8_flag_are_read_in_code_page_437()
    {
        byte[] name = [.. "Xlink/W"u8, 0x94, .. "rter.txt"u8];
        var zip = RawZip.WithPrograms().Add("x", change: entry => (entry.Flags, entry.NameBytes) = (0, name)).Save(folder["suite.zip"]);
        using var source = InstallationSource.Open(zip);

        Installer.Install(source, Target, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["Wörter.txt", "isps_uls"], Suite.List(Target));
    }

    [Fact]
    public void A_comment_and_folder_entries_do_no_harm()
    {
        var zip = new RawZip { Comment = "PK\u0005\u0006 a comment that looks like an end of file" }
            .Add("Xlink/", [], entry => entry.UnixMode = 0x41ED).Add("Xlink/isps_uls").Save(folder["suite.zip"]);
        using var source = InstallationSource.Open(zip);

        Installer.Install(source, Target, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["isps_uls"], Suite.List(Target));
    }

    [Fact]
    public void Any_content_comes_out_as_a_packer_put_it_in()
        => Prop.ForAll<byte[]>(content =>
        {
            var files = new Dictionary<string, string> { ["Xlink/isps_uls"] = Convert.ToHexString(content), ["Xlink/twice"] = Convert.ToHexString([.. content, .. content]) };
            File.Delete(folder["any.zip"]);
            using var source = InstallationSource.Open(Suite.WriteZip(folder["any.zip"], files: files));
            Installer.Install(source, Target, cancellationToken: TestContext.Current.CancellationToken);
            var installed = Content(Target);
            Directory.Delete(Target, recursive: true);
            return files.All(file => installed[file.Key["Xlink/".Length..]] == file.Value);
        }).QuickCheckThrowOnFailure();

    private XlinkException AssertRefused(string zip, string errorId)
    {
        var error = Assert.Throws<XlinkException>(() =>
        {
            using var source = InstallationSource.Open(zip);
            Installer.Install(source, Target);
        });
        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(zip, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
        Assert.All(Directory.EnumerateFileSystemEntries(folder.Path), path => Assert.EndsWith(".zip", path, StringComparison.Ordinal));
        return error;
    }

    private static Dictionary<string, string> Content(string path)
        => Suite.List(path).ToDictionary(name => name, name => File.ReadAllText(Path.Combine(path, name)), StringComparer.Ordinal);

    public void Dispose() => folder.Dispose();
}
