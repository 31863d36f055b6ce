using System;
using System.Collections.Generic;
using System.IO;
using Xlink.Files;

namespace Xlink.Logging;

/// <summary>Reads log files back, of this product (UTF-8) and of the original (Windows-1252 [our reading]), while they are being written.</summary>
public static class LogReader
{
    /// <summary>Reads a log file from its beginning, line by line as the caller asks for them; memory does not grow with the file.</summary>
    /// <param name="path">The file. Of lines longer than 65,536 characters the rest is left out.</param>
    /// <returns>Its lines. Empty ones are left out but counted.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="FileError.Reading"/>.</exception>
    public static IEnumerable<LogEntry> Read(string path)
    {
        using var lines = Open(path);
        DateTime? lastTime = null;
        var number = 0L;
        while ((lines.Next() ?? lines.TakeRest()) is { } line)
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

    private static LogLines Open(string path)
    {
        try
        {
            return new LogLines(LogLines.OpenFile(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.Reading(path, error);
        }
    }
}
