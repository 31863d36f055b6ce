using System;

namespace Xlink.Server.Users;

/// <summary>
/// How fast one address may log in wrongly [our reading]: ten times at once, and once every three minutes on the long run. Each attempt beyond makes the
/// wait before the next one twice as long, from one second to five minutes.
/// </summary>
/// <param name="Forgotten">When all wrong attempts are forgotten: each adds three minutes.</param>
/// <param name="Last">When the last one was.</param>
internal sealed record LoginPace(DateTimeOffset Forgotten, DateTimeOffset Last)
{
    /// <summary>Nothing has been tried, or not lately.</summary>
    internal static readonly LoginPace Fresh = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    /// <summary>What one wrong attempt adds to <see cref="Forgotten"/>.</summary>
    internal static readonly TimeSpan Forgetting = TimeSpan.FromMinutes(3);

    private const int FreeAttempts = 10;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>How long the next attempt has to wait; zero if it need not.</summary>
    internal TimeSpan WaitAt(DateTimeOffset now)
    {
        var beyond = Math.Ceiling((Forgotten - now) / Forgetting) - FreeAttempts;
        if (beyond < 0)
        {
            return TimeSpan.Zero;
        }

        var wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, beyond)));
        var rest = Last + wait - now;

        // A clock that was set back must not keep anybody out for longer than the rule says.
        return rest <= TimeSpan.Zero ? TimeSpan.Zero : rest > wait ? wait : rest;
    }
}
