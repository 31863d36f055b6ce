using System;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xlink.Configuration;
using Xlink.Core.Tests.Configuration;
using Xlink.Credentials;

namespace Xlink.Core.Tests.Credentials;

public sealed class AcdPasswordTests
{
    [Fact]
    public void Reads_and_writes_the_documented_example()
    {
        Assert.Equal("nortel", AcdPassword.Decode("$$$:4cdNGNkbm9ydGVs").Reveal());
        Assert.Equal("$$$:4cdNGNkbm9ydGVs", AcdPassword.Encode(Secret.From("nortel"), "4cd"));
        Assert.True(AcdPassword.IsEncoded("$$$:4cdNGNkbm9ydGVs"));
    }

    [Fact]
    public void Any_password_is_read_back()
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(IniText.Texts(), text =>
        {
            try
            {
                var encoded = AcdPassword.Encode(Secret.From(text));
                Assert.StartsWith("$$$:", encoded, StringComparison.Ordinal);
                Assert.Equal(text, AcdPassword.Decode(encoded).Reveal());
            }
            catch (XlinkException error)
            {
                Assert.Equal("AcdPasswordNotEncodable", error.ErrorId);
                Assert.Contains(text, character => char.IsSurrogate(character));
            }
        }));

    [Fact]
    public void The_salt_is_random()
        => Assert.NotEqual(
            string.Join(' ', AcdPassword.Encode(Secret.From("a")), AcdPassword.Encode(Secret.From("a"))),
            string.Join(' ', AcdPassword.Encode(Secret.From("a")), AcdPassword.Encode(Secret.From("a"))));

    [Theory]
    [InlineData("nortel")]
    [InlineData("")]
    [InlineData("$$$nortel")]
    public void A_plain_password_is_taken_as_it_is(string text)
    {
        Assert.False(AcdPassword.IsEncoded(text));
        Assert.Equal(text, AcdPassword.Decode(text).Reveal());
    }

    [Fact]
    public void Umlauts_of_the_original_are_read_as_Windows_1252()
        => Assert.Equal("Größe", AcdPassword.Decode("$$$:abc" + Convert.ToBase64String(Encoding.Latin1.GetBytes("abcGröße"))).Reveal());

    [Theory]
    [InlineData("$$$:")]
    [InlineData("$$$:4cd")]
    [InlineData("$$$:4cdgeheim!")]
    [InlineData("$$$:4ceNGNkbm9ydGVs")]
    public void A_malformed_password_is_an_error_without_the_value(string text)
    {
        var section = IniDocument.Parse(Encoding.ASCII.GetBytes("[ACD]\nUser=x\nPwd=" + text), "isps_ul.ini").FindSection("ACD")!;

        foreach (var error in new[] { Assert.Throws<XlinkException>(() => AcdPassword.Decode(text)), Assert.Throws<XlinkException>(() => AcdPassword.Find(section)) })
        {
            Assert.Equal("AcdPasswordMalformed", error.ErrorId);
            Assert.DoesNotContain(text[4..].PadRight(1, '\0'), error.ToString(), StringComparison.Ordinal);
            Assert.NotEmpty(error.Remedy);
        }

        Assert.Equal(3, Assert.Throws<XlinkException>(() => AcdPassword.Find(section)).Line);
    }

    [Theory]
    [InlineData("Password=geheim")]
    [InlineData("pwd=$$$:4cdNGNkbm9ydGVs")]
    public void Finds_the_password_of_an_external_system_under_either_key(string line)
    {
        var section = IniDocument.Parse(Encoding.ASCII.GetBytes("[ACD]\n" + line), "x.ini").FindSection("ACD")!;

        Assert.Contains(AcdPassword.Find(section)!.Reveal(), (string[])["geheim", "nortel"]);
        Assert.Null(AcdPassword.Find(IniDocument.Parse("[ACD]\nUser=x"u8.ToArray(), "x.ini").FindSection("ACD")!));
    }
}
