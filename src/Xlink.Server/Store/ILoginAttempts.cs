using System;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.Users;

namespace Xlink.Server.Store;

/// <summary>
/// Wrong logins by where they come from. They are in the store, because whoever guesses behind a load balancer reaches every server, and a server that
/// starts again must not forget.
/// </summary>
internal interface ILoginAttempts
{
    /// <summary>What is counted of an origin.</summary>
    /// <param name="origin">Where logins come from.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<LoginPace> GetAsync(string origin, CancellationToken cancellationToken);

    /// <summary>Counts a wrong login.</summary>
    /// <param name="origin">Where it came from.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What was counted before it.</returns>
    Task<LoginPace> CountAsync(string origin, DateTimeOffset now, CancellationToken cancellationToken);
}
