using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Xlink.Files;
using Xlink.Text;

namespace Xlink.Logging;

/// <summary>Reads log files back, of this product (UTF-8) and of the original (Windows-1252 [our reading]), while they are being written.</summary>
public static class LogReader
{
    private const int BufferSize = 64 * 1024;
    private const int LongestLine = 64 * 1024;

    /// <summary>Reads a log file from its beginning, line by line as the caller asks for them; memory does not grow with the file.</summary>
    /// <param name="path">The file. Of lines longer than 65,536 characters the rest is left out.</param>
    /// <returns>Its lines. Empty ones are left out but counted.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="FileError.Reading"/>.</exception>
    public static IEnumerable<LogEntry> Read(string path)
    {
        using var reader = Open(path);
        DateTime? lastTime = null;
        var number = 0L;
        foreach (var line in Lines(reader))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            if (LogLine.TryParse(line, out var time, out var level, out var text))
            {
                lastTime = time;
            }

            yield return new LogEntry(lastTime, level, text, path, number);
        }
    }

    private static StreamReader Open(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize, FileOptions.SequentialScan);
            return new StreamReader(file, TextEncoding.Mixed);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.Reading(path, error);
        }
    }

    private static IEnumerable<string> Lines(StreamReader reader)
    {
        var buffer = new char[BufferSize];
        var line = new StringBuilder();
        int count;
        while ((count = reader.Read(buffer, 0, buffer.Length)) > 0)
        {
            var start = 0;
            for (int end; (end = Array.IndexOf(buffer, '\n', start, count - start)) >= 0; start = end + 1)
            {
                Append(line, buffer, start, end);
                yield return Take(line);
            }

            Append(line, buffer, start, count);
        }

        if (line.Length > 0)
        {
            yield return Take(line);
        }
    }

    private static void Append(StringBuilder line, char[] buffer, int start, int end)
        => line.Append(buffer, start, Math.Min(end - start, LongestLine - line.Length));

    private static string Take(StringBuilder line)
    {
        var length = line.Length > 0 && line[line.Length - 1] == '\r' ? line.Length - 1 : line.Length;
        var text = line.ToString(0, length);
        line.Clear();
        return text;
    }
}
