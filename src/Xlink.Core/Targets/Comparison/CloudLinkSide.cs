using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.CloudLink;

namespace Xlink.Targets.Comparison;

/// <summary>
/// The contact data in folders of Cloud Link as one side of a comparison, as value types of the WFM server again: totals become averages where the server
/// has averages. [Our reading] Files hold whole numbers, so a value may be off by half of one, and an average by half a second per contact.
/// </summary>
public sealed class CloudLinkSide : IComparisonSide
{
    private const decimal HalfUnit = 0.5m;

    // The server keeps two decimals.
    private const decimal HalfHundredth = 0.005m;

    private readonly IReadOnlyList<string> folders;
    private readonly DateTimeZone fileZone;
    private readonly IReadOnlyList<CloudLinkQueue> queues;
    private (DateInterval Days, ILookup<string, ContactInterval> Rows)? read;

    /// <summary>Compares what folders hold.</summary>
    /// <param name="folders">The folders: <c>importDirectory</c> of one or more.</param>
    /// <param name="timeZone">The zone of the WFM server, whose days are compared.</param>
    /// <param name="fileZone">The zone that the files are in.</param>
    /// <param name="queues">The queues that the files have rows of.</param>
    public CloudLinkSide(IReadOnlyList<string> folders, DateTimeZone timeZone, DateTimeZone fileZone, IReadOnlyList<CloudLinkQueue> queues)
    {
        this.folders = folders;
        TimeZone = timeZone;
        this.fileZone = fileZone;
        this.queues = queues;
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
        var rows = Read(days);
        return Task.FromResult<IReadOnlyList<ComparedValue>>(
        [
            .. queues.Concat(FindOthers(days)).Where(candidate => string.Equals(candidate.Path, queue, StringComparison.OrdinalIgnoreCase))
                .SelectMany(found => rows[found.Identifier].SelectMany(row => Show(found, row)))
                .Where(value => LocalDate.FromDateTime(value.Start.DateTime) is var day && day >= first && day <= last),
        ]);
    }

    private IEnumerable<CloudLinkQueue> FindOthers(DateInterval days)
    {
        var known = new HashSet<string>(queues.Select(queue => queue.Identifier), StringComparer.Ordinal);
        var columns = CloudLinkFormat.ContactIntervals.Columns;
        return Read(days).Where(rows => !known.Contains(rows.Key))
            .Select(rows => new CloudLinkQueue(rows.Key, rows.Key, columns[3], columns[4], columns[5], IsAverage: false));
    }

    // All queues stand in the same files: they are read once.
    private ILookup<string, ContactInterval> Read(DateInterval days)
    {
        if (read is not { } present || !present.Days.Equals(days))
        {
            present = (days, folders.SelectMany(folder => new CloudLinkFolder(folder).ReadContactIntervals(days)).ToLookup(row => row.QueueIdentifier, StringComparer.Ordinal));
            read = present;
        }

        return present.Rows;
    }

    private IEnumerable<ComparedValue> Show(CloudLinkQueue queue, ContactInterval row)
    {
        var start = row.Timestamp.InZoneLeniently(fileZone).WithZone(TimeZone).ToDateTimeOffset();
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
