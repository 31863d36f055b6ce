using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NodaTime;
using Xlink.Files;

namespace Xlink.Targets.CloudLink;

/// <summary>The files in an <c>importDirectory</c> of Cloud Link, as the successor understands them: a later run takes the place of an earlier one.</summary>
/// <param name="path">The folder.</param>
public sealed class CloudLinkFolder(string path)
{
    /// <summary>The folder.</summary>
    public string Path => path;

    /// <summary>Finds the files of a kind; whatever else lies there is left out.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="days">Only those of some days, both ends included; <see langword="null"/> for all.</param>
    /// <returns>Path and name, the earlier run first.</returns>
    /// <exception cref="XlinkException"><c>FolderNotFound</c>, or the folder cannot be read.</exception>
    public IReadOnlyList<(string Path, CloudLinkFileName Name)> Find(CloudLinkFileKind kind, DateInterval? days)
    {
        try
        {
            return
            [
                .. Directory.EnumerateFiles(path, "*" + CloudLinkFileName.Extension)
                    .Select(file => (Path: file, Name: CloudLinkFileName.Parse(file)))
                    .Where(file => file.Name is { } name && name.Kind == kind && days?.Contains(name.Day) != false)
                    .Select(file => (file.Path, file.Name!))
                    .OrderBy(file => file.Item2.RunWithoutNumber, StringComparer.Ordinal)
                    .ThenBy(file => file.Item2.Number)
                    .ThenBy(file => file.Path, StringComparer.Ordinal),
            ];
        }
        catch (DirectoryNotFoundException cause)
        {
            throw FileError.FolderNotFound(path, cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw FileError.Reading(path, cause);
        }
    }

    /// <summary>Reads the contacts per interval: of each queue and interval what the last run says.</summary>
    /// <param name="days">The days of the files, both ends included; <see langword="null"/> for all.</param>
    /// <returns>The rows by queue identifier and timestamp.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="Find"/> and <see cref="CloudLinkFormat{T}.Read"/>.</exception>
    public IReadOnlyList<ContactInterval> ReadContactIntervals(DateInterval? days)
    {
        var rows = new Dictionary<(string Queue, LocalDateTime Timestamp), ContactInterval>();
        foreach (var row in Find(CloudLinkFileKind.ContactInterval, days).SelectMany(file => CloudLinkFormat.ContactIntervals.Read(file.Path)))
        {
            var key = (row.QueueIdentifier, row.Timestamp);
            rows[key] = rows.TryGetValue(key, out var earlier)
                ? row with
                {
                    Offered = row.Offered ?? earlier.Offered,
                    Answered = row.Answered ?? earlier.Answered,
                    HandlingTime = row.HandlingTime ?? earlier.HandlingTime,
                }
                : row;
        }

        return [.. rows.Values.OrderBy(row => row.QueueIdentifier, StringComparer.Ordinal).ThenBy(row => row.Timestamp)];
    }

    /// <summary>Reads what agents did: of each external system and day what the last run says.</summary>
    /// <param name="days">The days of the files, both ends included; <see langword="null"/> for all.</param>
    /// <returns>The rows with their external system, by agent and start.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="Find"/> and <see cref="CloudLinkFormat{T}.Read"/>.</exception>
    public IReadOnlyList<(string ExternalSystem, AgentStatus Status)> ReadAgentStatus(DateInterval? days) =>
    [
        .. Find(CloudLinkFileKind.AgentStatus, days)
            .GroupBy(file => (file.Name.ExternalSystem, file.Name.Day))
            .SelectMany(day => CloudLinkFormat.AgentStatus.Read(day.Last().Path).Select(status => (day.Key.ExternalSystem, Status: status)))
            .OrderBy(row => row.Status.AgentIdentifier, StringComparer.Ordinal).ThenBy(row => row.Status.StartTime),
    ];
}
