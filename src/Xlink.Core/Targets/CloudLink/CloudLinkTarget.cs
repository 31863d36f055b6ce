using System;
using System.Collections.Generic;
using System.Linq;
using NodaTime;
using Xlink.Importing;
using Xlink.Targets.Wfm;

namespace Xlink.Targets.CloudLink;

/// <summary>
/// The files of one import run: a file for each external system, kind and day. Queues whose values come from several external systems wait until all of these
/// have been imported, and have a file of their own for each day.
/// </summary>
/// <remarks>Uploads may come from several threads at once.</remarks>
internal sealed class CloudLinkTarget
{
    private readonly object access = new();
    private readonly Func<string, CloudLinkSettings> settings;
    private readonly string installationMark;
    private readonly DateTimeZone serverZone;
    private readonly Instant now;
    private readonly string run;
    private readonly ContactIntervalRows rows;
    private readonly ContactRows contacts;
    private readonly Dictionary<int, QueueRoles> queues;
    private readonly Dictionary<(int Queue, LocalDate Day), List<DayVector>> waiting = [];
    private readonly List<(IReadOnlyList<string> ExternalSystems, string Path)> files = [];
    private readonly Dictionary<int, LocalDate> refused = [];
    private readonly HashSet<string> differing = new(StringComparer.Ordinal);
    private int ambiguousTimes;

    /// <summary>Begins a run.</summary>
    /// <param name="roles">What the queues' value types are; <see langword="null"/> for agent data.</param>
    /// <param name="settings">What is configured for an external system.</param>
    /// <param name="serverZone">The zone of the WFM server.</param>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="now">When the run began.</param>
    internal CloudLinkTarget(TargetRoles? roles, Func<string, CloudLinkSettings> settings, DateTimeZone serverZone, string installationPath, Instant now)
    {
        this.settings = settings;
        this.serverZone = serverZone;
        this.now = now;
        installationMark = CloudLinkFileName.MarkOf(installationPath);
        run = CloudLinkFileName.NewRun(now, installationMark);
        rows = new ContactIntervalRows(serverZone);
        contacts = new ContactRows(serverZone);
        queues = (roles?.Queues ?? []).ToDictionary(queue => queue.Queue.Id);
    }

    /// <summary>The files that were written, and the external systems that their rows come from.</summary>
    internal IReadOnlyList<(IReadOnlyList<string> ExternalSystems, string Path)> Files => files;

    /// <summary>The queues that could not be written with one contact per row, and the first day so. Their other days and the other queues are written.</summary>
    internal IEnumerable<(QueueRoles Queue, LocalDate Day)> Refused => refused.Select(queue => (queues[queue.Key], queue.Value));

    /// <summary>Removes what a killed process has left.</summary>
    /// <param name="folders">The folders.</param>
    internal void RemoveLeftovers(IEnumerable<string> folders)
    {
        foreach (var folder in folders.Distinct(StringComparer.Ordinal))
        {
            CloudLinkFileWriter.RemoveLeftovers(folder, installationMark);
        }
    }

    /// <summary>Gets the lines of a source, where they are what is written.</summary>
    internal void Follow(PlannedSource source, IReadOnlyList<MappedTarget> targets)
    {
        if (settings(source.ExternalSystem).Form == CloudLinkForm.Contact)
        {
            contacts.Follow(source, targets, queues.Values.Where(queue => IsSame(queue.ExternalSystems[0], source.ExternalSystem)));
        }
    }

    /// <summary>Writes a day of an external system.</summary>
    /// <exception cref="XlinkException"><c>CloudLinkDirectoryNotSet</c>; the errors of <see cref="CloudLinkFileWriter.Write"/>.</exception>
    internal CallDataReceipt Write(CallDataUpload upload)
    {
        var own = settings(upload.ExternalSystem);
        var folder = FolderOf(upload.ExternalSystem, own.Directory);
        var known = upload.Vectors.Where(vector => queues.TryGetValue(vector.QueueId, out var roles) && roles.Has(vector.ValueTypeId)).ToList();
        lock (access)
        {
            return own.Form == CloudLinkForm.Contact ? WriteContacts(upload, folder, known, own) : WriteIntervals(upload, folder, known, own);
        }
    }

    /// <summary>Writes the agent data of a day.</summary>
    /// <exception cref="XlinkException"><c>CloudLinkDirectoryNotSet</c>; the errors of <see cref="CloudLinkFileWriter.Write"/>.</exception>
    internal AgentStatusReceipt Write(AgentStatusUpload upload)
    {
        var own = settings(upload.ExternalSystem);
        var folder = FolderOf(upload.ExternalSystem, own.AgentDirectory ?? own.Directory);
        var zone = own.TimeZone ?? serverZone;
        lock (access)
        {
            var day = upload.Activities.Select(activity => new AgentStatus
            {
                AgentIdentifier = activity.AgentId,
                StartTime = ToLocal(activity.Start, zone),
                EndTime = activity.End.ToUnixTimeSeconds() >= now.ToUnixTimeSeconds() ? null : ToLocal(activity.End, zone),
                Activity = activity.ActivityId,
            }).ToList();
            Write(folder, CloudLinkFileKind.AgentStatus, [upload.ExternalSystem], upload.Day, CloudLinkFormat.AgentStatus, day);
        }

        return new AgentStatusReceipt
        {
            ActivitiesStored = upload.Activities.Count,
            Employees = upload.Activities.Select(activity => activity.AgentId).Distinct(StringComparer.Ordinal).Count(),
            UnknownAgents = [],
            NewActivities = [],
        };
    }

    /// <summary>Writes the queues whose values come from several external systems.</summary>
    /// <param name="hasArrived">Whether everything of an external system has come.</param>
    /// <returns>The queues that could not be written because something is missing, with all their external systems; those of <see cref="Refused"/> are not among them.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="CloudLinkFileWriter.Write"/>.</exception>
    internal IReadOnlyList<QueueRoles> Complete(Func<string, bool> hasArrived)
    {
        var found = waiting.Keys.Select(key => key.Queue).Distinct().Where(id => !refused.ContainsKey(id)).Select(id => queues[id]).ToList();
        var missing = found.Where(queue => !queue.ExternalSystems.All(hasArrived)).ToList();
        foreach (var together in found.Except(missing).GroupBy(queue => string.Join("+", queue.ExternalSystems), StringComparer.OrdinalIgnoreCase))
        {
            var first = together.First().ExternalSystems[0];
            var own = settings(first);
            var folder = FolderOf(first, own.Directory);
            foreach (var day in waiting.Keys.Where(key => together.Any(queue => queue.Queue.Id == key.Queue)).GroupBy(key => key.Day).OrderBy(day => day.Key))
            {
                List<ContactInterval> rowsOfDay = [.. day.SelectMany(key => RowsOf(queues[key.Queue], waiting[key], own))];
                Write(folder, CloudLinkFileKind.ContactInterval, together.First().ExternalSystems, day.Key, CloudLinkFormat.ContactIntervals, rowsOfDay);
            }
        }

        waiting.Clear();
        return missing;
    }

    /// <summary>What deserves a look, as full sentences.</summary>
    internal IEnumerable<string> FindWarnings()
    {
        if (rows.Rounded > 0)
        {
            yield return MessageText.Format(nameof(Messages.CloudLinkRounded), rows.Rounded);
        }

        if (rows.Incomplete > 0)
        {
            yield return MessageText.Format(nameof(Messages.CloudLinkIncomplete), rows.Incomplete);
        }

        if (rows.Merged + ambiguousTimes is > 0 and var times)
        {
            // Agent data are told of one external system after the other.
            ambiguousTimes = 0;
            yield return MessageText.Format(nameof(Messages.CloudLinkTimesTwice), times);
        }

        foreach (var queue in differing)
        {
            yield return MessageText.Format(nameof(Messages.CloudLinkIntervalsDiffer), queue);
        }
    }

    private static string FolderOf(string externalSystem, string? folder)
        => folder ?? throw XlinkException.Create(nameof(Messages.CloudLinkDirectoryNotSet), XlinkErrorCategory.InvalidData, externalSystem);

    private static bool IsSame(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private static CallDataReceipt ReceiptOf(List<DayVector> known)
        => new() { Vectors = known.Count, ValuesWritten = known.Sum(vector => vector.Values.Count(value => value != DayVector.NoData)), VectorsReplaced = 0 };

    private void Write<T>(string folder, CloudLinkFileKind kind, IReadOnlyList<string> externalSystems, LocalDate day, CloudLinkFormat<T> format, List<T> rowsOfDay)
    {
        if (rowsOfDay.Count > 0)
        {
            files.Add((externalSystems, CloudLinkFileWriter.Write(folder, new CloudLinkFileName(kind, string.Join("+", externalSystems), day, run), format, rowsOfDay)));
        }
    }

    private CallDataReceipt WriteContacts(CallDataUpload upload, string folder, IEnumerable<DayVector> known, CloudLinkSettings own)
    {
        var written = new List<DayVector>();
        var day = new List<Contact>();
        foreach (var queue in known.GroupBy(vector => vector.QueueId))
        {
            if (ContactsOf(queues[queue.Key], [.. queue], own) is { } lines)
            {
                day.AddRange(lines);
                written.AddRange(queue);
            }
        }

        Write(folder, CloudLinkFileKind.Contact, [upload.ExternalSystem], upload.Vectors[0].Day, CloudLinkFormat.Contacts, day);
        return ReceiptOf(written);
    }

    private CallDataReceipt WriteIntervals(CallDataUpload upload, string folder, List<DayVector> known, CloudLinkSettings own)
    {
        var day = new List<ContactInterval>();
        foreach (var queue in known.GroupBy(vector => vector.QueueId))
        {
            if (queues[queue.Key].ExternalSystems.Count == 1)
            {
                day.AddRange(RowsOf(queues[queue.Key], [.. queue], own));
                continue;
            }

            if (!waiting.TryGetValue((queue.Key, upload.Vectors[0].Day), out var parts))
            {
                waiting.Add((queue.Key, upload.Vectors[0].Day), parts = []);
            }

            parts.AddRange(queue);
        }

        Write(folder, CloudLinkFileKind.ContactInterval, [upload.ExternalSystem], upload.Vectors[0].Day, CloudLinkFormat.ContactIntervals, day);
        return ReceiptOf(known);
    }

    private IReadOnlyList<ContactInterval> RowsOf(QueueRoles roles, IReadOnlyList<DayVector> vectors, CloudLinkSettings own)
    {
        if (vectors.Select(vector => vector.IntervalMinutes).Distinct().Count() == 1)
        {
            return rows.Make(roles, vectors, own);
        }

        differing.Add(roles.Queue.Path);
        return [];
    }

    private IReadOnlyList<Contact>? ContactsOf(QueueRoles roles, IReadOnlyList<DayVector> vectors, CloudLinkSettings own)
    {
        var made = contacts.Make(roles, vectors, own);
        if (made is null && (!refused.TryGetValue(roles.Queue.Id, out var first) || vectors[0].Day < first))
        {
            refused[roles.Queue.Id] = vectors[0].Day;
        }

        return made;
    }

    private LocalDateTime ToLocal(DateTimeOffset time, DateTimeZone zone)
    {
        var local = Instant.FromUnixTimeSeconds(time.ToUnixTimeSeconds()).InZone(zone).LocalDateTime;
        if (zone.MapLocal(local).Count > 1)
        {
            ambiguousTimes++;
        }

        return local;
    }
}
