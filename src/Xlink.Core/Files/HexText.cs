using System;

namespace Xlink.Files;

/// <summary>Bytes as upper-case hexadecimal digits.</summary>
internal static class HexText
{
    internal static string Write(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", string.Empty);

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <returns>The bytes, or <see langword="null"/> if there is anything but pairs of upper-case digits.</returns>
    internal static byte[]? Read(string text)
    {
        if (text.Length % 2 != 0)
        {
            return null;
        }

        var bytes = new byte[text.Length / 2];
        for (var i = 0; i < text.Length; i++)
        {
            var digit = text[i] is >= '0' and <= '9' ? text[i] - '0' : text[i] is >= 'A' and <= 'F' ? text[i] - 'A' + 10 : -1;
            if (digit < 0)
            {
                return null;
            }

            bytes[i / 2] = (byte)((bytes[i / 2] << 4) | digit);
        }

        return bytes;
    }
}
