using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Importing;
using Xlink.Targets.Wfm;

namespace Xlink.Targets.Comparison;

/// <summary>The actual values of a WFM server as one side of a comparison.</summary>
public sealed class ServerSide : IComparisonSide
{
    private readonly Func<CancellationToken, Task<IReadOnlyList<WfmQueue>>> list;
    private readonly Func<int, LocalDate, LocalDate, CancellationToken, Task<IReadOnlyList<DayVector>>> read;
    private IReadOnlyList<WfmQueue>? queues;

    /// <summary>Compares what a server has.</summary>
    /// <param name="client">The connection; it stays the caller's.</param>
    /// <exception cref="XlinkException"><c>ServerTimeZoneUnknown</c>.</exception>
    public ServerSide(WfmServerClient client)
        : this(
            (client ?? throw new ArgumentNullException(nameof(client))).Url.ToString(),
            DateTimeZoneProviders.Tzdb.GetZoneOrNull(client.Info.TimeZone)
                ?? throw XlinkException.Create(nameof(Messages.ServerTimeZoneUnknown), XlinkErrorCategory.InvalidData, client.Url, client.Info.TimeZone),
            client.GetQueuesAsync,
            (queue, first, last, token) => client.GetDayVectorsAsync(queue, valueTypeId: null, first, last, DayVector.ActualVersion, token))
    {
    }

    /// <summary>Compares what something that is read like a server has.</summary>
    internal ServerSide(
        string name,
        DateTimeZone timeZone,
        Func<CancellationToken, Task<IReadOnlyList<WfmQueue>>> list,
        Func<int, LocalDate, LocalDate, CancellationToken, Task<IReadOnlyList<DayVector>>> read)
    {
        Name = name;
        TimeZone = timeZone;
        this.list = list;
        this.read = read;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public DateTimeZone TimeZone { get; }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> GetQueuesAsync(LocalDate first, LocalDate last, CancellationToken cancellationToken)
        => [.. (await ListAsync(cancellationToken)).Select(queue => queue.Path)];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ComparedValue>> ReadAsync(string queue, LocalDate first, LocalDate last, CancellationToken cancellationToken)
    {
        var found = (await ListAsync(cancellationToken)).FirstOrDefault(candidate => string.Equals(candidate.Path, queue, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            return [];
        }

        // A value type that was removed from the queue has a name no longer.
        var known = new HashSet<int>(found.ValueTypes.Select(valueType => valueType.Id));
        var vectors = await read(found.Id, first, last, cancellationToken);
        return
        [
            .. vectors.Where(vector => known.Contains(vector.ValueTypeId))
                .SelectMany(vector => IntervalValue.FromVector(vector, found, TimeZone))
                .Select(value => new ComparedValue { ValueType = value.ValueType, Start = value.Start, Duration = value.Duration, Value = value.Value }),
        ];
    }

    private async Task<IReadOnlyList<WfmQueue>> ListAsync(CancellationToken cancellationToken) => queues ??= await list(cancellationToken);
}
