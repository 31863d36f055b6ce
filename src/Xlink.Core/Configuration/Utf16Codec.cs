namespace Xlink.Configuration;

/// <summary>UTF-16 with byte order mark. Unpaired surrogates and a last odd byte are kept.</summary>
internal sealed class Utf16Codec : TextCodec
{
    private readonly int low;

    private Utf16Codec(string name, int low)
    {
        Name = name;
        this.low = low;
    }

    internal static Utf16Codec LittleEndian { get; } = new("UTF-16 LE", low: 0);

    internal static Utf16Codec BigEndian { get; } = new("UTF-16 BE", low: 1);

    internal override string Name { get; }

    internal override int CountTrailingBytes(int byteCount) => byteCount % 2;

    internal override bool CanEncode(string text) => true;

    internal override string Decode(byte[] bytes, int start, int count)
    {
        var text = new char[count / 2];
        for (var i = 0; i < text.Length; i++)
        {
            var position = start + (2 * i);
            text[i] = (char)(bytes[position + low] | (bytes[position + 1 - low] << 8));
        }

        return new string(text);
    }

    internal override byte[] Encode(char[] text, int free, int freeAtEnd)
    {
        var result = new byte[free + (2 * text.Length) + freeAtEnd];
        for (var i = 0; i < text.Length; i++)
        {
            var position = free + (2 * i);
            result[position + low] = (byte)text[i];
            result[position + 1 - low] = (byte)(text[i] >> 8);
        }

        return result;
    }
}
