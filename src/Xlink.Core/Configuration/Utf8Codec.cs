using System.Text;

namespace Xlink.Configuration;

/// <summary>UTF-8. Only valid text is accepted, so it comes back as it was.</summary>
internal sealed class Utf8Codec : TextCodec
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private Utf8Codec()
    {
    }

    internal static Utf8Codec Instance { get; } = new();

    internal override string Name => "UTF-8";

    internal static bool IsValid(byte[] bytes, int start)
    {
        try
        {
            _ = Strict.GetCharCount(bytes, start, bytes.Length - start);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    internal override bool CanEncode(string text)
    {
        try
        {
            _ = Strict.GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    internal override string Decode(byte[] bytes, int start, int count) => Strict.GetString(bytes, start, count);

    internal override byte[] Encode(char[] text, int free, int freeAtEnd)
    {
        var result = new byte[free + Strict.GetByteCount(text) + freeAtEnd];
        _ = Strict.GetBytes(text, 0, text.Length, result, free);
        return result;
    }
}
