using System.Linq;
using Xlink.Text;

namespace Xlink.Core.Tests.Text;

public sealed class Windows1252EncodingTests
{
    [Theory]
    [InlineData("ä", 0xE4)]
    [InlineData("ß", 0xDF)]
    [InlineData("€", 0x80)]
    [InlineData("„", 0x84)]
    [InlineData("Ž", 0x8E)]
    [InlineData("™", 0x99)]
    [InlineData("Ÿ", 0x9F)]
    [InlineData("\u0081", 0x81)]
    [InlineData("A", 0x41)]
    public void Knows_the_code_page(string text, int value)
    {
        Assert.Equal([(byte)value], Windows1252Encoding.Instance.GetBytes(text));
        Assert.Equal(text, Windows1252Encoding.Instance.GetString([(byte)value]));
    }

    [Fact]
    public void Every_byte_is_read_and_written_back()
    {
        var bytes = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();

        var text = Windows1252Encoding.Instance.GetString(bytes);

        Assert.Equal(256, text.Distinct().Count());
        Assert.Equal(bytes, Windows1252Encoding.Instance.GetBytes(text));
    }

    [Fact]
    public void A_character_outside_the_code_page_becomes_a_question_mark()
        => Assert.Equal("a?b"u8.ToArray(), Windows1252Encoding.Instance.GetBytes("a\u0416b"));
}
