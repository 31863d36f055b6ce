using System;
using System.IO;
using System.Text;
using Xlink.Text;

namespace Xlink.Logging;

/// <summary>The lines of a log, also of one that grows: a line that has no end yet waits for it.</summary>
internal sealed class LogLines : IDisposable
{
    private const int BufferSize = 16 * 1024;
    private const int LongestLine = 64 * 1024;

    private readonly StreamReader reader;
    private readonly char[] buffer = new char[BufferSize];
    private readonly StringBuilder line = new();
    private int position;
    private int end;

    /// <summary>Begins at the beginning of a file, which is closed with this.</summary>
    internal LogLines(Stream file) => reader = new StreamReader(file, TextEncoding.Mixed, detectEncodingFromByteOrderMarks: true, BufferSize);

    /// <summary>Opens a log that others may write, rename and delete meanwhile.</summary>
    /// <exception cref="IOException">As any file that is opened; also <see cref="UnauthorizedAccessException"/>.</exception>
    internal static FileStream OpenFile(string path)
        => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);

    /// <summary>The next whole line without its end; <see langword="null"/> if there is none at present. What is longer than 65,536 characters is cut.</summary>
    internal string? Next()
    {
        while (true)
        {
            if (position == end)
            {
                (position, end) = (0, reader.Read(buffer, 0, buffer.Length));
                if (end == 0)
                {
                    return null;
                }
            }

            var lineEnd = Array.IndexOf(buffer, '\n', position, end - position);
            if (lineEnd >= 0)
            {
                var text = line.Length == 0 ? new string(buffer, position, LengthWithoutReturn(lineEnd - position)) : TakeRest(lineEnd);
                position = lineEnd + 1;
                return text;
            }

            Append(end);
            position = end;
        }
    }

    /// <summary>What stands behind the last line end; <see langword="null"/> if nothing does. To be called when <see cref="Next"/> has no more.</summary>
    internal string? TakeRest() => line.Length == 0 ? null : TakeRest(position);

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();

    private string TakeRest(int upTo)
    {
        Append(upTo);
        var length = line.Length > 0 && line[line.Length - 1] == '\r' ? line.Length - 1 : line.Length;
        var text = line.ToString(0, length);
        line.Clear();
        return text;
    }

    private void Append(int upTo) => line.Append(buffer, position, Math.Min(upTo - position, LongestLine - line.Length));

    private int LengthWithoutReturn(int length) => length > 0 && buffer[position + length - 1] == '\r' ? length - 1 : length;
}
