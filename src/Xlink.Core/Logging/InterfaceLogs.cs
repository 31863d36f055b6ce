using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Xlink.Configuration;
using Xlink.Sources;

namespace Xlink.Logging;

/// <summary>
/// The interface logs of an external system: one file per mapped queue, with the query or the files, the values that came back, and errors
/// [documented]. They are kept to a size like the main logs [our reading], and no failure of theirs reaches the import.
/// </summary>
internal sealed class InterfaceLogs
{
    // Every malformed row is in the import's own log.
    private const int MaximumRowsNoted = 100;

    private readonly string folder;
    private readonly int maximumKilobytes;
    private readonly string externalSystem;
    private readonly InterfaceLogSettings settings;

    /// <summary>Names the logs.</summary>
    /// <param name="installationPath">Folder of the installation, for logs without a folder of their own.</param>
    /// <param name="general">The section <c>[General]</c>; of two values of <c>LogDir</c> the external system's own comes first.</param>
    /// <param name="externalSystem">Name of the external system.</param>
    /// <param name="settings">What its section says.</param>
    internal InterfaceLogs(string installationPath, GeneralSettings general, string externalSystem, InterfaceLogSettings settings)
    {
        maximumKilobytes = general.LogMaxFileSize;
        folder = (settings.Folder ?? general.LogDir) is { } own ? SectionReader.ToFolder(own, installationPath) : installationPath;
        this.externalSystem = externalSystem;
        this.settings = settings;
    }

    /// <summary>Reads call data and notes what was asked and what came back.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="read">Reads it.</param>
    /// <returns>What was read.</returns>
    internal CallDataReading Note(CallDataRequest request, Func<CallDataRequest, CallDataReading> read)
    {
        var head = new List<string>
        {
            MessageText.Format(nameof(Messages.InterfaceLogBegin), this.externalSystem, request.Days.Start, request.Days.End),
        };
        var errors = new List<string>();
        var noting = request with
        {
            QuerySent = query =>
            {
                head.Add(query);
                request.QuerySent?.Invoke(query);
            },
            RowSkipped = row =>
            {
                if (errors.Count < MaximumRowsNoted)
                {
                    errors.Add(row.ToString());
                }

                request.RowSkipped?.Invoke(row);
            },
        };
        try
        {
            var reading = read(noting);
            head.AddRange(reading.Files.Select(file => MessageText.Format(nameof(Messages.InterfaceLogFile), file.Path, file.RowsRead, file.RowsSkipped)));
            errors.AddRange(reading.Warnings);
            ForEachQueue(request, (log, series) => Write(log, head, errors, reading, series));
            return reading;
        }
        catch (XlinkException exception)
        {
            errors.Add(exception.Message);
            ForEachQueue(request, (log, _) => Write(log, head, errors));
            throw;
        }
    }

    private void ForEachQueue(CallDataRequest request, Action<LogFile, IReadOnlyList<int>> write)
    {
        var queues = Enumerable.Range(0, request.Series.Count)
            .GroupBy(i => request.Series[i].SubGroup is { } subGroup ? request.Series[i].Group + "_" + subGroup : request.Series[i].Group, StringComparer.Ordinal);
        foreach (var queue in queues)
        {
            using var log = new LogFile(Path.Combine(folder, LogFileName.ForQueue(this.externalSystem, queue.Key, this.settings.Addition)), maximumKilobytes);
            write(log, [.. queue]);
        }
    }

    private static void Write(LogFile log, List<string> head, List<string> errors)
    {
        head.ForEach(line => log.Write(LogLevel.Info, line));
        errors.ForEach(line => log.Write(LogLevel.Error, line));
    }

    private static void Write(LogFile log, List<string> head, List<string> errors, CallDataReading reading, IReadOnlyList<int> series)
    {
        Write(log, head, errors);
        for (var day = 0; day < reading.Days.Count; day++)
        {
            var values = series.Where(i => reading.HasValues(day, i)).Select(i => (Name: reading.Series[i].Metric, Values: reading.GetValues(day, i))).ToList();
            for (var interval = 0; interval < reading.Days[day].Count && values.Count > 0; interval++)
            {
                if (Describe(values, interval) is { Length: > 0 } text)
                {
                    var start = reading.Days[day].GetStart(interval);
                    log.Write(LogLevel.Info, start.ToString("uuuu-MM-dd HH:mm o<g>", CultureInfo.InvariantCulture) + text);
                }
            }
        }
    }

    private static string Describe(List<(string Name, double[] Values)> series, int interval)
    {
        var text = new StringBuilder();
        foreach (var (name, values) in series.Where(item => !double.IsNaN(item.Values[interval])))
        {
            text.Append(' ').Append(name).Append('=').Append(values[interval].ToString("R", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
