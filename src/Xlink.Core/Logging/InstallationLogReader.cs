using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Xlink.Logging;

/// <summary>Reads the logs of an installation as one: in the order of time, entries of the same second in the order of the logs' names.</summary>
public sealed class InstallationLogReader : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PauseBeforeNewLogs = TimeSpan.FromSeconds(1);

    private readonly string installationPath;
    private readonly LogFilter filter;
    private readonly List<LogSeries> logs = [];

    private InstallationLogReader(string installationPath, LogFilter filter)
    {
        this.installationPath = installationPath;
        this.filter = filter;
    }

    /// <summary>Opens the logs.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="filter">What is wanted of them.</param>
    /// <returns>The reader.</returns>
    /// <exception cref="XlinkException"><c>FileAccessDenied</c>, <c>FileLocked</c>, <c>FileReadFailed</c>.</exception>
    public static InstallationLogReader Open(string installationPath, LogFilter filter)
    {
        var reader = new InstallationLogReader(installationPath, filter);
        try
        {
            reader.OpenNewLogs(filter.Since);
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is any log of a wanted name.</summary>
    public bool HasLogs => logs.Count > 0;

    /// <summary>Reads what the logs have, as the caller asks for it; memory does not grow with them.</summary>
    /// <returns>The wanted entries; with <see cref="LogFilter.Tail"/> only the last of them.</returns>
    /// <exception cref="System.IO.IOException">A log cannot be read any further.</exception>
    public IEnumerable<XlinkLogEntry> ReadToEnd() => TakeTail(Merge(toTheEnd: true).Where(filter.IsMatch));

    /// <summary>Reads what the logs have and then what is added to them, line by line. Rotated, emptied and new logs are followed too.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The wanted entries, without end.</returns>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public IEnumerable<XlinkLogEntry> Follow(CancellationToken cancellationToken)
    {
        foreach (var entry in TakeTail(Merge(toTheEnd: false).Where(filter.IsMatch)))
        {
            yield return entry;
        }

        var looked = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            cancellationToken.WaitHandle.WaitOne(Pause);
            cancellationToken.ThrowIfCancellationRequested();
            logs.ForEach(log => log.Refresh());
            if (looked.Elapsed > PauseBeforeNewLogs)
            {
                OpenNewLogs(since: null);
                looked.Restart();
            }

            foreach (var entry in Merge(toTheEnd: false).Where(filter.IsMatch))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return entry;
            }
        }
    }

    /// <summary>Closes the logs.</summary>
    public void Dispose() => logs.ForEach(log => log.Dispose());

    private void OpenNewLogs(DateTime? since)
    {
        foreach (var log in InstallationLogs.Find(installationPath).Where(log => filter.Name(log.Name)))
        {
            if (!logs.Exists(known => string.Equals(known.Path, log.Path, StringComparison.Ordinal)))
            {
                logs.Add(new LogSeries(log, since));
            }
        }
    }

    private IEnumerable<XlinkLogEntry> TakeTail(IEnumerable<XlinkLogEntry> entries)
    {
        if (filter.Tail is not { } count)
        {
            return entries;
        }

        var last = new Queue<XlinkLogEntry>();
        foreach (var entry in entries)
        {
            last.Enqueue(entry);
            if (last.Count > count)
            {
                last.Dequeue();
            }
        }

        return last;
    }

    private IEnumerable<XlinkLogEntry> Merge(bool toTheEnd)
    {
        var heads = logs.ConvertAll(log => log.Next(toTheEnd));
        while (true)
        {
            var first = -1;
            for (var i = 0; i < heads.Count; i++)
            {
                if (heads[i] is { } head && (first < 0 || head.Time.GetValueOrDefault() < heads[first]!.Time.GetValueOrDefault()))
                {
                    first = i;
                }
            }

            if (first < 0)
            {
                yield break;
            }

            yield return heads[first]!;
            heads[first] = logs[first].Next(toTheEnd);
        }
    }
}
