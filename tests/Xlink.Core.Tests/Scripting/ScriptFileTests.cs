using System;
using System.IO;
using System.Text;
using Xlink.Scripting;

namespace Xlink.Core.Tests.Scripting;

public sealed class ScriptFileTests : IDisposable
{
    private const string Text = "' Köln\r\nSub Main()\r\nResult = Asc(\"€\") * 1000& + Asc(\"ä\")\r\nEnd Sub";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("xlink-script");

    public static TheoryData<byte[]> Encodings() => new()
    {
        Encoding.UTF8.GetBytes(Text),
        (byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)],
        (byte[])[.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)],
        (byte[])[.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Text)],
        Encoding.Latin1.GetBytes(Text.Replace('€', '\u0080')),
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_file_is_read_by_its_mark_or_as_UTF8_or_as_Windows_1252(byte[] content)
    {
        var path = Write(content);

        Assert.Equal(128_228, Script.Load(path).Run().Value);
        Assert.Equal(Text, Script.ReadText(path));
    }

    [Fact]
    public void Every_byte_of_Windows_1252_comes_back_from_Asc()
    {
        var content = new byte[256 + 3];
        content[0] = 0xFF;
        for (var i = 0; i < 256; i++)
        {
            content[i + 3] = (byte)i;
        }

        content[1] = content[2] = (byte)' ';
        var text = Script.ReadText(Write(content));

        Assert.Equal("€‚ƒ„…†‡ˆ‰Š‹Œ", new string(text.AsSpan(3 + 128, 13)).Replace("\u0081", string.Empty, StringComparison.Ordinal));
        Assert.Equal("‘’“”•–—˜™š›œ", new string(text.AsSpan(3 + 145, 12)));
        Assert.Equal(('\u00ff', '\u00a0', 'A'), (text[3 + 255], text[3 + 160], text[3 + 65]));
    }

    [Fact]
    public void Errors_name_the_file()
    {
        var path = Write(Encoding.UTF8.GetBytes("Sub Main()\nx = \nEnd Sub"));
        var error = Assert.Throws<XlinkException>(() => Script.Load(path));

        Assert.Equal((path, 2), (error.FilePath, error.Line));
    }

    [Fact]
    public void A_file_that_is_not_there_or_not_a_file_is_a_clear_error()
    {
        foreach (var (path, errorId) in new[] { (Path.Combine(folder.FullName, "none.bas"), "FileNotFound"), (folder.FullName, "FileAccessDenied") })
        {
            var error = Assert.Throws<XlinkException>(() => Script.Load(path));
            Assert.Equal((errorId, path), (error.ErrorId, error.FilePath));
            Assert.NotEmpty(error.Remedy);
        }
    }

    [Fact]
    public void A_huge_file_is_refused_without_being_read_whole()
    {
        var path = Path.Combine(folder.FullName, "huge.bas");
        using (var file = File.Create(path))
        {
            file.SetLength(8L << 30);
        }

        Assert.Equal("ScriptTextTooLong", Assert.Throws<XlinkException>(() => Script.Load(path)).ErrorId);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string Write(byte[] content)
    {
        var path = Path.Combine(folder.FullName, "1.bas");
        File.WriteAllBytes(path, content);
        return path;
    }
}
