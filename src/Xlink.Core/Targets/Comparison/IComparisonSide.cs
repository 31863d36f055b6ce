using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;

namespace Xlink.Targets.Comparison;

/// <summary>What is compared: values of queues, wherever they are kept.</summary>
public interface IComparisonSide
{
    /// <summary>What an admin calls it: the address of a server, a folder.</summary>
    string Name { get; }

    /// <summary>The zone that its days are in.</summary>
    DateTimeZone TimeZone { get; }

    /// <summary>Reads which queues it has.</summary>
    /// <param name="first">The first day that matters.</param>
    /// <param name="last">The last day that matters.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Their paths; a queue without values in these days may be among them.</returns>
    Task<IReadOnlyList<string>> GetQueuesAsync(LocalDate first, LocalDate last, CancellationToken cancellationToken);

    /// <summary>Reads the values of a queue.</summary>
    /// <param name="queue">Its path in any case; one that the side does not have has no values.</param>
    /// <param name="first">The first day.</param>
    /// <param name="last">The last day.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>One value for each interval that has one. An interval that is there twice is an error of the side, and its last value counts.</returns>
    Task<IReadOnlyList<ComparedValue>> ReadAsync(string queue, LocalDate first, LocalDate last, CancellationToken cancellationToken);
}
