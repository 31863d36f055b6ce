using System;
using System.Text;
using Xlink.Text;

namespace Xlink.Configuration;

/// <summary>An encoding of .NET that gives back every byte it accepts: UTF-8, of which only valid text is accepted, and Windows-1252.</summary>
internal sealed class EncodingCodec : TextCodec
{
    private readonly Encoding encoding;

    private EncodingCodec(string name, Encoding encoding)
    {
        Name = name;
        this.encoding = encoding;
    }

    internal static EncodingCodec Utf8 { get; } = new("UTF-8", TextEncoding.Utf8);

    internal static EncodingCodec Windows1252 { get; } = new("Windows-1252", Windows1252Encoding.Instance);

    internal override string Name { get; }

    internal override bool CanEncode(string text)
        => TextEncoding.IsWellFormed(text) && string.Equals(encoding.GetString(encoding.GetBytes(text)), text, StringComparison.Ordinal);

    internal override string Decode(byte[] bytes, int start, int count) => encoding.GetString(bytes, start, count);

    internal override byte[] Encode(char[] text, int free, int freeAtEnd)
    {
        var result = new byte[free + encoding.GetByteCount(text) + freeAtEnd];
        _ = encoding.GetBytes(text, 0, text.Length, result, free);
        return result;
    }
}
