using System.IO;
using Xlink.Text;

namespace Xlink.Scripting;

/// <summary>Reads script files.</summary>
internal static class ScriptText
{
    private const int LongestInBytes = 4 * (ScriptLimits.TextLength + 1);
    private const int BufferSize = 80 * 1024;

    /// <summary>The text of a file. Of one that is far too long for a script only the beginning, which the compiler refuses as too long.</summary>
    internal static string Read(string filePath)
    {
        using var file = new FileStream(filePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var beginning = new MemoryStream();
        var buffer = new byte[BufferSize];
        int count;
        while (beginning.Length < LongestInBytes && (count = file.Read(buffer, 0, buffer.Length)) > 0)
        {
            beginning.Write(buffer, 0, count);
        }

        var bytes = beginning.ToArray();
        return TextEncoding.Detect(bytes, out var markLength).GetString(bytes, markLength, bytes.Length - markLength);
    }
}
