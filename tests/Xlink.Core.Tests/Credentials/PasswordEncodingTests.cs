using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using Xlink.Configuration;
using Xlink.Core.Tests.Configuration;
using Xlink.Credentials;
using Xlink.Services;

namespace Xlink.Core.Tests.Credentials;

public sealed class PasswordEncodingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private PasswordEncoding Encoding => PasswordEncoding.Open(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Any_password_is_read_back()
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Passwords(), password =>
        {
            var encoded = Encoding.Protect(Secret.From(password));

            Assert.True(PasswordEncoding.IsOurs(encoded));
            Assert.Equal(password, Encoding.Unprotect(encoded).Reveal());
        }));

    [Fact]
    public void Unpaired_surrogates_and_long_passwords_are_read_back()
        => Assert.All(["\uD800", "a\uDC00b", new string('ü', 5000), ""], password => Assert.Equal(password, Encoding.Unprotect(Encoding.Protect(Secret.From(password))).Reveal()));

    [Fact]
    public void The_string_fits_into_the_file()
    {
        var encoded = Encoding.Protect(Secret.From("S3cret, with comma; and ü"));

        Assert.Matches("^[0-9A-F]+$", encoded);
        var configuration = new IspsUlConfiguration(IniDocument.Parse(SampleFile.Read("isps_ul.ini"), "isps_ul.ini"));
        configuration.SetCredential("WFM", "xlink@company.com", encoded);
        Assert.Equal("S3cret, with comma; and ü", Encoding.Unprotect(configuration.FindServerEntry("WFM")!.EncodedPassword).Reveal());
    }

    [Fact]
    public void The_same_password_gives_another_string_each_time()
        => Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => Encoding.Protect(Secret.From("a"))).Distinct().Count());

    [Fact]
    public void The_string_does_not_tell_the_length_of_the_password()
        => Assert.Single(Enumerable.Range(0, 31).Select(length => Encoding.Protect(Secret.From(new string('a', length))).Length).Distinct());

    [Fact]
    public void Each_changed_digit_is_refused()
    {
        var encoded = Encoding.Protect(Secret.From("geheim"));
        for (var i = 0; i < encoded.Length; i++)
        {
            foreach (var digit in "0123456789ABCDEFabcdefg ".Where(digit => digit != encoded[i]))
            {
                CheckRefused(encoded[..i] + digit + encoded[(i + 1)..]);
            }
        }
    }

    [Fact]
    public void A_string_that_is_cut_or_has_something_added_is_refused()
    {
        var encoded = Encoding.Protect(Secret.From("geheim"));

        Assert.All(Enumerable.Range(0, encoded.Length), length => CheckRefused(encoded[..length]));
        CheckRefused(encoded + "0");
        CheckRefused(encoded + "00");
        CheckRefused(encoded + new string('0', 128));
        CheckRefused(encoded.Insert(encoded.Length - 64, new string('0', 32)));
    }

    [Theory]
    [InlineData("0123456789ABCDEF01")]
    [InlineData("<password from generator>")]
    [InlineData("")]
    [InlineData("geheim")]
    public void A_string_of_the_original_is_foreign(string encoded)
    {
        var error = Assert.Throws<XlinkException>(() => Encoding.Unprotect(encoded));

        Assert.False(PasswordEncoding.IsOurs(encoded));
        Assert.Equal("PasswordEncodingForeign", error.ErrorId);
        Assert.Contains("Set-XlinkCredential", error.Remedy, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["isps_ul.key"]));
    }

    [Fact]
    public void The_key_of_another_installation_does_not_open_it()
    {
        using var other = new TemporaryFolder();
        var encoded = Encoding.Protect(Secret.From("geheim"));
        _ = PasswordEncoding.Open(other.Path).Protect(Secret.From("x"));

        var error = Assert.Throws<XlinkException>(() => PasswordEncoding.Open(other.Path).Unprotect(encoded));

        Assert.Equal("PasswordEncodingTampered", error.ErrorId);
        Assert.Contains("Set-XlinkCredential", error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(encoded, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_key_is_not_made_anew_for_decoding()
    {
        var encoded = Encoding.Protect(Secret.From("geheim"));
        File.Delete(folder["isps_ul.key"]);

        var error = Assert.Throws<XlinkException>(() => Encoding.Unprotect(encoded));

        Assert.Equal("PasswordKeyMissing", error.ErrorId);
        Assert.Contains("isps_ul.key", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["isps_ul.key"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("XLINKPS-KEY-1 file 0102")]
    [InlineData("XLINKPS-KEY-1 file xyz")]
    [InlineData("XLINKPS-KEY-1 other 0102")]
    [InlineData("XLINKPS-KEY-2 file 000102030405060708090A0B0C0D0E0F000102030405060708090A0B0C0D0E0F")]
    public void A_damaged_key_is_an_error_that_names_the_file_and_stays_as_it_is(string content)
    {
        _ = folder.Write("isps_ul.key", content);

        var error = Assert.Throws<XlinkException>(() => Encoding.Protect(Secret.From("geheim")));

        Assert.Equal("PasswordKeyUnusable", error.ErrorId);
        Assert.Contains(folder["isps_ul.key"], error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(folder["isps_ul.key"]));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void The_key_is_for_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access control lists instead of modes.");
        _ = Encoding.Protect(Secret.From("geheim"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["isps_ul.key"]));
        Assert.Equal(["isps_ul.key"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    [SupportedOSPlatform("windows")]
    public void On_Windows_the_key_is_for_Administrators_SYSTEM_and_the_service_and_encrypted_for_the_computer()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "Only Windows has access control lists and data protection.");
        _ = Encoding.Protect(Secret.From("geheim"));

        // Wine, where this may run, shows the owner in place of the administrators.
        var permissions = new FileInfo(folder["isps_ul.key"]).GetAccessControl();
        IdentityReference?[] allowed =
        [
            new SecurityIdentifier(WellKnownSidType.BuiltinAdministratorsSid, null),
            new SecurityIdentifier(WellKnownSidType.LocalSystemSid, null),
            permissions.GetOwner(typeof(SecurityIdentifier)),
        ];
        var service = new SecurityIdentifier(XlinkService.Sid);
        var rules = permissions.GetAccessRules(true, true, typeof(SecurityIdentifier)).Cast<FileSystemAccessRule>().ToLookup(rule => service.Equals(rule.IdentityReference));
        Assert.All(rules[false], rule => Assert.Contains(rule.IdentityReference, allowed));
        Assert.All(rules[true], rule => Assert.Equal(FileSystemRights.Read | FileSystemRights.Synchronize, rule.FileSystemRights));
        Assert.StartsWith("XLINKPS-KEY-1 dpapi ", File.ReadAllText(folder["isps_ul.key"]), StringComparison.Ordinal);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void The_key_belongs_to_the_owner_of_the_folder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Needs root on Linux.");
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_111_111);
        Assert.Null(OtherUser.Run(12345, () => _ = Directory.CreateDirectory(folder["Xlink"])));

        var encoded = PasswordEncoding.Open(folder["Xlink"]).Protect(Secret.From("geheim"));

        Assert.Null(OtherUser.Run(12345, () => Assert.Equal("geheim", PasswordEncoding.Open(folder["Xlink"]).Unprotect(encoded).Reveal())));
        var error = Assert.IsType<XlinkException>(OtherUser.Run(12346, () => PasswordEncoding.Open(folder["Xlink"]).Unprotect(encoded)));
        Assert.Equal("FileAccessDenied", error.ErrorId);
        Assert.Contains("isps_ul.key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_who_make_the_key_at_once_get_the_same()
    {
        var encoded = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => PasswordEncoding.Open(folder.Path).Protect(Secret.From("p" + i)))));

        Assert.Equal(Enumerable.Range(0, 32).Select(i => "p" + i), encoded.Select(text => Encoding.Unprotect(text).Reveal()));
        Assert.Equal(["isps_ul.key"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_missing_folder_is_an_error_that_names_it()
    {
        var error = Assert.Throws<XlinkException>(() => PasswordEncoding.Open(folder["none"]).Protect(Secret.From("geheim")));

        Assert.Equal("FolderNotFound", error.ErrorId);
        Assert.Contains(folder["none"], error.Message, StringComparison.Ordinal);
    }

    private static Arbitrary<string> Passwords()
        => Arb.From(Gen.OneOf(ArbMap.Default.GeneratorFor<string>().Where(text => text is not null), IniText.Texts().Generator));

    private void CheckRefused(string encoded)
    {
        var error = Assert.Throws<XlinkException>(() => Encoding.Unprotect(encoded));

        Assert.Contains(error.ErrorId, (string[])["PasswordEncodingTampered", "PasswordEncodingForeign"]);
        Assert.DoesNotContain("geheim", error.ToString(), StringComparison.Ordinal);
    }
}
