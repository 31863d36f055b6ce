using System;
using NodaTime;

namespace Xlink.Services.AutomaticImports;

/// <summary>
/// The pauses between attempts at what has failed: each twice as long as the one before up to a longest, and by chance up to a fifth shorter or
/// longer, so that many installations do not come back to a server at the same moment [our reading].
/// </summary>
internal sealed class RetryPause
{
    private static readonly Random Random = new();

    private readonly Duration shortest;
    private readonly Duration longest;
    private readonly Func<double> chance;
    private Duration next;

    private RetryPause(Duration shortest, Duration longest, Func<double>? chance)
    {
        this.chance = chance ?? NextRandom;
        this.shortest = shortest;
        this.longest = longest;
        next = shortest;
    }

    /// <summary>No pause is longer than this.</summary>
    internal Duration Longest => longest + (longest / 5);

    /// <summary>For a server or a lock that is to be there again soon: 5 seconds to 5 minutes.</summary>
    /// <param name="chance">Gives numbers from 0 to 1, at random if not set.</param>
    internal static RetryPause ForServer(Func<double>? chance) => new(Duration.FromSeconds(5), Duration.FromMinutes(5), chance);

    /// <summary>For sources of which something is missing: a minute to an hour.</summary>
    /// <inheritdoc cref="ForServer"/>
    internal static RetryPause ForSources(Func<double>? chance) => new(Duration.FromMinutes(1), Duration.FromHours(1), chance);

    /// <summary>The pause after another failure.</summary>
    internal Duration Next()
    {
        var pause = next;
        next = Duration.Min(next + next, longest);
        return pause * (0.8 + (0.4 * chance()));
    }

    /// <summary>Begins again with the shortest.</summary>
    internal void Reset() => next = shortest;

    private static double NextRandom()
    {
        lock (Random)
        {
            return Random.NextDouble();
        }
    }
}
