namespace Xlink.Installation;

/// <summary>The checksum of ZIP entries (polynomial 0xEDB88320, reflected).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>Continues a checksum; the first one continues 0.</summary>
    internal static uint Append(uint checksum, byte[] bytes, int offset, int count)
    {
        var value = ~checksum;
        for (var i = offset; i < offset + count; i++)
        {
            value = Table[(byte)(value ^ bytes[i])] ^ (value >> 8);
        }

        return ~value;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : 0xEDB88320 ^ (value >> 1);
            }

            table[i] = value;
        }

        return table;
    }
}
