using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Configuration;
using Xlink.Mapping;
using Xlink.Sources.Csv;
using Xlink.Targets.CloudLink;
using Xlink.Targets.Wfm;

namespace Xlink.Targets.Comparison;

/// <summary>
/// The contact data in folders of Cloud Link as one side of a comparison, as value types of the WFM server again: totals become averages where the server
/// has averages. [Our reading] Files hold whole numbers, so a value may be off by half of one, and an average by half a second per contact.
/// </summary>
public sealed class CloudLinkSide : IComparisonSide
{
    private const decimal HalfUnit = 0.5m;
    private const int UsualInterval = 15;

    // The server keeps two decimals.
    private const decimal HalfHundredth = 0.005m;

    private readonly IReadOnlyList<string> folders;
    private readonly IReadOnlyList<CloudLinkQueue> queues;
    private (DateInterval Days, ILookup<string, ContactInterval> Rows, ILookup<string, Contact> Contacts)? read;

    /// <summary>Compares what folders hold.</summary>
    /// <param name="folders">The folders: <c>importDirectory</c> of one or more.</param>
    /// <param name="timeZone">The zone of the WFM server, whose days are compared.</param>
    /// <param name="queues">The queues that the files have rows of.</param>
    public CloudLinkSide(IReadOnlyList<string> folders, DateTimeZone timeZone, IReadOnlyList<CloudLinkQueue> queues)
    {
        this.folders = folders;
        TimeZone = timeZone;
        this.queues = queues;
    }

    /// <summary>Opens the folders that an installation writes into for Cloud Link, with the roles that its value types have.</summary>
    /// <param name="client">The WFM server, whose queues these are.</param>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="serverEntry">Name of the server entry; <see langword="null"/> for the first.</param>
    /// <param name="directory">Another folder; <see langword="null"/> for those of the configuration.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The side.</returns>
    /// <exception cref="XlinkException"><c>CloudLinkDirectoryNotSet</c>, <c>ServerEntryNotFound</c>; the configuration cannot be read.</exception>
    public static async Task<CloudLinkSide> OpenAsync(
        WfmServerClient client, string installationPath, string? serverEntry, string? directory, CancellationToken cancellationToken)
    {
        var known = await client.GetQueuesAsync(cancellationToken);
        return Open(new ServerSide(client).TimeZone, known, installationPath, serverEntry, directory);
    }

    /// <summary>Opens them without the WFM server, whose queues the installation knows; only if it does not, the server is asked.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="serverEntry">Name of the server entry; <see langword="null"/> for the first.</param>
    /// <param name="directory">Another folder; <see langword="null"/> for those of the configuration.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The side.</returns>
    /// <exception cref="XlinkException"><c>CloudLinkDirectoryNotSet</c>, <c>ServerEntryNotFound</c>, <c>ServerSnapshotMissing</c>; the configuration cannot be read.</exception>
    public static async Task<CloudLinkSide> OpenAsync(string installationPath, string? serverEntry, string? directory, CancellationToken cancellationToken)
    {
        var entry = FindEntry(IspsUlConfiguration.Load(installationPath), AcdMap.Load(installationPath).Mappings, serverEntry);
        var known = await ServerSnapshot.GetOrTakeAsync(installationPath, entry, cancellationToken);
        return Open(known.GetZone(), known.Queues, installationPath, entry, directory);
    }

    internal static CloudLinkSide Open(DateTimeZone zone, IReadOnlyList<WfmQueue> known, string installationPath, string? serverEntry, string? directory)
    {
        var configuration = IspsUlConfiguration.Load(installationPath);
        var mappings = AcdMap.Load(installationPath).Mappings;
        var entry = FindEntry(configuration, mappings, serverEntry);
        var roles = TargetRoles.Find(configuration, installationPath, mappings, entry, known);
        var found = roles.Queues.Select(queue => (Roles: queue, Settings: CloudLinkSettings.Read(configuration, installationPath, queue.ExternalSystems[0]))).ToList();
        IReadOnlyList<string> directories = directory is not null ? [directory]
            : [.. found.Select(queue => queue.Settings.Directory).Append(CloudLinkSettings.Read(configuration, installationPath, externalSystem: null).Directory).OfType<string>().Distinct(StringComparer.Ordinal)];
        return directories.Count > 0
            ? new(directories, zone, [.. found.Select(queue => Describe(queue.Roles, queue.Settings, zone, FindInterval(configuration, installationPath, queue.Roles.ExternalSystems[0])))])
            : throw XlinkException.Create(
                nameof(Messages.CloudLinkDirectoryNotSet), XlinkErrorCategory.InvalidData, found.Select(queue => queue.Roles.ExternalSystems[0]).FirstOrDefault() ?? entry);
    }

    /// <inheritdoc/>
    public string Name => string.Join(", ", folders);

    /// <inheritdoc/>
    public DateTimeZone TimeZone { get; }

    /// <inheritdoc/>
    /// <remarks>A queue in the files that nobody knows goes by its identifier, and its value types by the names of the columns.</remarks>
    public Task<IReadOnlyList<string>> GetQueuesAsync(LocalDate first, LocalDate last, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<string>>([.. queues.Concat(FindOthers(new DateInterval(first, last))).Select(queue => queue.Path)]);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ComparedValue>> ReadAsync(string queue, LocalDate first, LocalDate last, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var days = new DateInterval(first, last);
        var (_, rows, contacts) = Read(days);
        return Task.FromResult<IReadOnlyList<ComparedValue>>(
        [
            .. queues.Concat(FindOthers(days)).Where(candidate => string.Equals(candidate.Path, queue, StringComparison.OrdinalIgnoreCase))
                .SelectMany(found => rows[found.Identifier].SelectMany(row => Show(found, row, StartOf(found, row.Timestamp))).Concat(Show(found, contacts[found.Identifier])))
                .Where(value => LocalDate.FromDateTime(value.Start.DateTime) is var day && day >= first && day <= last),
        ]);
    }

    /// <summary>Whether a value type of a queue has a column in the files.</summary>
    /// <param name="queue">Path of the queue.</param>
    /// <param name="valueType">Name of the value type.</param>
    internal bool HasPlaceFor(string queue, string valueType) => queues.Any(known => IsSame(known.Path, queue)
        && (IsSame(known.Offered, valueType) || IsSame(known.Answered, valueType) || (known.HandlingTime is { } time && IsSame(time, valueType))));

    private static bool IsSame(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    // Of a server that imports go to no longer only the mappings are left.
    private static string FindEntry(IspsUlConfiguration configuration, IEnumerable<QueueMapping> mappings, string? serverEntry)
        => configuration.ServerEntries.Select(entry => entry.Name).Concat(mappings.Select(mapping => mapping.Target.ServerEntry))
            .FirstOrDefault(name => serverEntry is null || IsSame(name, serverEntry))
            ?? throw XlinkException.InFile(configuration.FilePath, line: null, nameof(Messages.ServerEntryNotFound), XlinkErrorCategory.InvalidData, serverEntry ?? "WFM");

    // Only files of lines per call make rows of single contacts.
    private static int FindInterval(IspsUlConfiguration configuration, string installationPath, string externalSystem)
    {
        try
        {
            return configuration.FindExternalSystem(externalSystem) is { } section ? CsvCallDataSettings.FromSection(section, installationPath).IntervalMinutes : UsualInterval;
        }
        catch (XlinkException)
        {
            return UsualInterval;
        }
    }

    private static CloudLinkQueue Describe(QueueRoles roles, CloudLinkSettings settings, DateTimeZone zone, int minutes)
    {
        string NameOf(int valueType) => roles.Queue.ValueTypes.First(known => known.Id == valueType).Name;
        return new(
            ContactIntervalRows.IdentifierOf(roles.Queue, settings.QueueIdentifier),
            roles.Queue.Path,
            NameOf(roles.Offered),
            NameOf(roles.Answered),
            roles.HandlingTime is { } time ? NameOf(time) : null,
            roles.IsAverage,
            settings.TimeZone ?? zone,
            minutes);
    }

    private IEnumerable<CloudLinkQueue> FindOthers(DateInterval days)
    {
        var known = new HashSet<string>(queues.Select(queue => queue.Identifier), StringComparer.Ordinal);
        var columns = CloudLinkFormat.ContactIntervals.Columns;
        var (_, rows, contacts) = Read(days);
        return rows.Select(queue => queue.Key).Concat(contacts.Select(queue => queue.Key)).Distinct(StringComparer.Ordinal).Where(identifier => !known.Contains(identifier))
            .Select(identifier => new CloudLinkQueue(identifier, identifier, columns[3], columns[4], columns[5], IsAverage: false, TimeZone));
    }

    // All queues stand in the same files: they are read once.
    private (DateInterval Days, ILookup<string, ContactInterval> Rows, ILookup<string, Contact> Contacts) Read(DateInterval days)
    {
        if (read is not { } present || !present.Days.Equals(days))
        {
            present = (
                days,
                folders.SelectMany(folder => new CloudLinkFolder(folder).ReadContactIntervals(days)).ToLookup(row => row.QueueIdentifier, StringComparer.Ordinal),
                folders.SelectMany(folder => ReadContacts(new CloudLinkFolder(folder), days)).ToLookup(row => row.QueueIdentifier, StringComparer.Ordinal));
            read = present;
        }

        return present;
    }

    // Rows of single contacts have nothing to tell them apart by: of each external system and day the last run counts.
    private static IEnumerable<Contact> ReadContacts(CloudLinkFolder folder, DateInterval days)
        => folder.Find(CloudLinkFileKind.Contact, days)
            .GroupBy(file => (file.Name.ExternalSystem, file.Name.Day))
            .SelectMany(day => day.Where(file => file.Name.RunWithoutNumber == day.Last().Name.RunWithoutNumber))
            .SelectMany(file => CloudLinkFormat.Contacts.Read(file.Path));

    private DateTimeOffset StartOf(CloudLinkQueue queue, LocalDateTime timestamp)
        => timestamp.InZoneLeniently(queue.FileZone).WithZone(TimeZone).ToDateTimeOffset();

    private IEnumerable<ComparedValue> Show(CloudLinkQueue queue, IEnumerable<Contact> contacts)
        => contacts.GroupBy(contact => Floor(StartOf(queue, contact.Timestamp), queue.ContactMinutes)).SelectMany(interval => Show(
            queue,
            new ContactInterval
            {
                QueueIdentifier = queue.Identifier,
                QueueName = queue.Path,
                Timestamp = interval.First().Timestamp,
                Offered = interval.Count(),
                Answered = interval.Sum(contact => contact.Answered),
                HandlingTime = interval.Sum(contact => contact.Duration),
            },
            interval.Key));

    private static DateTimeOffset Floor(DateTimeOffset time, int minutes)
        => time.AddTicks(-(time.TimeOfDay.Ticks % TimeSpan.FromMinutes(minutes).Ticks));

    private static IEnumerable<ComparedValue> Show(CloudLinkQueue queue, ContactInterval row, DateTimeOffset start)
    {
        if (row.Offered is { } offered)
        {
            yield return Make(queue.Offered, start, offered, HalfUnit);
        }

        if (row.Answered is { } answered)
        {
            yield return Make(queue.Answered, start, answered, HalfUnit);
        }

        if (queue.HandlingTime is not { } name || row.HandlingTime is not { } seconds)
        {
            yield break;
        }

        if (!queue.IsAverage)
        {
            yield return Make(name, start, seconds, HalfUnit);
        }
        else if (row.Answered is > 0 and var count)
        {
            yield return Make(name, start, Math.Round((decimal)seconds / count, 2, MidpointRounding.AwayFromZero), (HalfUnit / count) + HalfHundredth);
        }
        else if (row.Answered == 0 && seconds == 0)
        {
            yield return Make(name, start, 0, 0);
        }
    }

    private static ComparedValue Make(string valueType, DateTimeOffset start, decimal value, decimal rounding)
        => new() { ValueType = valueType, Start = start, Duration = null, Value = value, Rounding = rounding };
}
