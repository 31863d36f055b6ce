using System.Globalization;

namespace Xlink.Text;

/// <summary>A number of bytes as a person reads it.</summary>
internal static class ByteSize
{
    private const int Step = 1024;
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>The number in the largest unit that leaves at least 1, with one decimal in the user's culture; bytes without.</summary>
    /// <param name="bytes">The number of bytes, not negative.</param>
    /// <returns>For example <c>812 B</c> or <c>1.4 MB</c>.</returns>
    internal static string ToText(long bytes)
    {
        var unit = 0;
        var size = (double)bytes;
        // 1023.95 would be written as 1024.0.
        while (size >= Step - 0.05 && unit < Units.Length - 1)
        {
            size /= Step;
            unit++;
        }

        return size.ToString(unit == 0 ? "0" : "0.0", CultureInfo.CurrentCulture) + " " + Units[unit];
    }
}
