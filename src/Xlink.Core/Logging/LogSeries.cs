using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Xlink.Files;

namespace Xlink.Logging;

/// <summary>One log, its full files first, as a series of entries that goes on when the current file grows and when another takes its place.</summary>
internal sealed class LogSeries : IDisposable
{
    // A file without any time in it must not become one endless entry.
    private const int LongestText = 64 * 1024;

    // A program that writes may have the file open for that long after another one has renamed it.
    private static readonly TimeSpan TimeOfLateEntries = TimeSpan.FromSeconds(2);

    private readonly XlinkLogFile log;
    private readonly Queue<OpenLog> files = new();
    private readonly StringBuilder text = new();
    private readonly Stopwatch sinceReplaced = new();
    private DateTime? time;
    private LogLevel level;
    private (string Path, long Line) start;
    private bool hasEntry;

    /// <summary>Opens all files of a log at once, so that none is missed or read twice where they are renamed meanwhile.</summary>
    /// <param name="log">The log; it may have no file yet.</param>
    /// <param name="since">Files that were written last before this local time are left out.</param>
    /// <exception cref="XlinkException">The errors of <see cref="FileError.Reading"/>.</exception>
    internal LogSeries(XlinkLogFile log, DateTime? since)
    {
        this.log = log;
        try
        {
            OpenFiles(path => since is not { } wanted || string.Equals(path, log.Path, StringComparison.Ordinal) || File.GetLastWriteTime(path) >= wanted);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Path of the current file.</summary>
    internal string Path => log.Path;

    /// <summary>The next entry; <see langword="null"/> if there is none at present.</summary>
    /// <param name="toTheEnd">Whether a last line without an end is taken as it is; otherwise it waits for its end.</param>
    internal XlinkLogEntry? Next(bool toTheEnd)
    {
        while (NextLine(toTheEnd) is var (path, number, line))
        {
            if (line.Length == 0)
            {
                continue;
            }

            if (LogLine.TryParse(line, out var lineTime, out var lineLevel, out var lineText))
            {
                var before = TakeEntry();
                (time, level, start, hasEntry) = (lineTime, lineLevel, (path, number), true);
                text.Append(lineText);
                if (before is not null)
                {
                    return before;
                }
            }
            else if (AddLine(path, number, line) is { } full)
            {
                return full;
            }
        }

        return TakeEntry();
    }

    /// <summary>Looks for what has happened to the files since the end of the current one was reached: emptied, renamed, replaced.</summary>
    internal void Refresh()
    {
        try
        {
            if (files.Count == 0)
            {
                OpenFiles(_ => true);
            }
            else if (files.Peek().IsEmptied)
            {
                Close();
                OpenFiles(path => string.Equals(path, log.Path, StringComparison.Ordinal));
            }
            else if (files.Count == 1 && IsReplaced())
            {
                FollowReplacement();
            }
        }
        catch (XlinkException)
        {
            // Somebody is at the files just now, or the share is away; the next look will tell.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private void Close()
    {
        while (files.Count > 0)
        {
            files.Dequeue().Dispose();
        }
    }

    private (string Path, long Number, string Line)? NextLine(bool toTheEnd)
    {
        while (files.Count > 0)
        {
            var file = files.Peek();
            if ((file.Lines.Next() ?? (toTheEnd || files.Count > 1 ? file.Lines.TakeRest() : null)) is { } line)
            {
                return (file.Path, ++file.Line, line);
            }

            if (files.Count == 1)
            {
                return null;
            }

            files.Dequeue().Dispose();
        }

        return null;
    }

    /// <summary>Adds a line to the current entry; gives the entry back if it is full, and the line begins another.</summary>
    private XlinkLogEntry? AddLine(string path, long number, string line)
    {
        var full = hasEntry && text.Length + line.Length > LongestText ? TakeEntry() : null;
        if (hasEntry)
        {
            text.Append('\n');
        }
        else
        {
            (level, start, hasEntry) = (LogLevel.Info, (path, number), true);
        }

        text.Append(line);
        return full;
    }

    private XlinkLogEntry? TakeEntry()
    {
        if (!hasEntry)
        {
            return null;
        }

        var entry = new XlinkLogEntry { Time = time, Level = level, Text = text.ToString(), Log = log, FilePath = start.Path, Line = start.Line };
        text.Clear();
        hasEntry = false;
        return entry;
    }

    private void OpenFiles(Predicate<string> isWanted)
    {
        // Nobody renames the files while they are being opened. Who may only read must do without.
        using var guard = TryGuard();
        foreach (var path in LogFile.PathsOf(log.Path).Where(path => File.Exists(path) && isWanted(path)))
        {
            if (TryOpen(path) is { } file)
            {
                files.Enqueue(file);
            }
        }
    }

    private FileStream? TryGuard()
    {
        try
        {
            return LogFile.TryLock(log.Path);
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static OpenLog? TryOpen(string path)
    {
        try
        {
            return new OpenLog(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.Reading(path, error);
        }
    }

    /// <summary>Whether another file has the name, long enough ago that nobody writes to this one any more.</summary>
    private bool IsReplaced()
    {
        using var current = TryOpen(log.Path);
        if (current is null || current.Identity == files.Peek().Identity)
        {
            sinceReplaced.Reset();
            return false;
        }

        sinceReplaced.Start();
        return sinceReplaced.Elapsed > TimeOfLateEntries;
    }

    /// <summary>Opens the files that are newer than the one that was the current one: several, if they fill fast.</summary>
    private void FollowReplacement()
    {
        sinceReplaced.Reset();
        var last = files.Peek();
        OpenFiles(_ => true);
        var found = files.Skip(1).ToList();
        var known = found.FindIndex(file => file.Identity == last.Identity);
        files.Clear();
        files.Enqueue(last);
        for (var i = 0; i < found.Count; i++)
        {
            if (i > known)
            {
                files.Enqueue(found[i]);
            }
            else
            {
                found[i].Dispose();
            }
        }
    }

    private sealed class OpenLog : IDisposable
    {
        private readonly FileStream stream;
        private LogLines? lines;

        internal OpenLog(string path)
        {
            Path = path;
            stream = LogLines.OpenFile(path);
            Identity = FileIdentity.Of(stream);
        }

        internal string Path { get; }

        internal FileIdentity Identity { get; }

        internal long Line { get; set; }

        // Its buffers are made when it is its turn.
        internal LogLines Lines => lines ??= new LogLines(stream);

        internal bool IsEmptied => stream.Length < stream.Position;

        public void Dispose()
        {
            lines?.Dispose();
            stream.Dispose();
        }
    }
}
