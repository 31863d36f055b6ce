using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace Xlink.Targets.Wfm;

/// <summary>
/// Ways to servers that nobody uses at the moment, for the next session with the same server: opening one costs more than a request. One is given to one session
/// at a time, and only if nothing has failed on it. All members may be called from several threads.
/// </summary>
/// <param name="lifetime">How long after it was made one is given out at most: a name may lead elsewhere by then, and a certificate may not be trusted any longer.</param>
/// <param name="maximum">How many are kept; beyond it the oldest goes.</param>
internal sealed class KeptConnections(TimeSpan lifetime, int maximum)
{
    private const int MaximumOfProcess = 16;

    private readonly List<(string Url, string? Thumbprint, ServerHttp Http, Stopwatch Age)> idle = [];

    /// <summary>Those of this process. Each closes what it has open when it has not been used for a minute or two.</summary>
    internal static KeptConnections OfProcess { get; } = new(TimeSpan.FromMinutes(5), MaximumOfProcess);

    /// <summary>How many there are.</summary>
    internal int Count
    {
        get
        {
            lock (idle)
            {
                return idle.Count;
            }
        }
    }

    /// <summary>Takes the way to a server, or makes one.</summary>
    /// <param name="url">The server.</param>
    /// <param name="thumbprint">The pinned certificate, or <see langword="null"/>.</param>
    /// <returns>The way, and what is to be called when it is used no more: with whether all has gone well.</returns>
    internal (ServerHttp Http, Action<bool> Return) Take(ServerUrl url, string? thumbprint)
    {
        var address = url.ToString();
        lock (idle)
        {
            Expire();
            for (var i = idle.Count - 1; i >= 0; i--)
            {
                var kept = idle[i];
                if (string.Equals(kept.Url, address, StringComparison.Ordinal) && string.Equals(kept.Thumbprint, thumbprint, StringComparison.Ordinal))
                {
                    idle.RemoveAt(i);
                    return (kept.Http, isSound => Give(kept, isSound));
                }
            }
        }

        var made = (address, thumbprint, new ServerHttp(url, thumbprint), Stopwatch.StartNew());
        return (made.Item3, isSound => Give(made, isSound));
    }

    private void Give((string Url, string? Thumbprint, ServerHttp Http, Stopwatch Age) used, bool isSound)
    {
        if (!isSound)
        {
            used.Http.Dispose();
            return;
        }

        lock (idle)
        {
            idle.Add(used);
            Expire();
            if (idle.Count > maximum)
            {
                idle[0].Http.Dispose();
                idle.RemoveAt(0);
            }
        }
    }

    private void Expire()
    {
        for (var i = idle.Count - 1; i >= 0; i--)
        {
            if (idle[i].Age.Elapsed >= lifetime)
            {
                idle[i].Http.Dispose();
                idle.RemoveAt(i);
            }
        }
    }
}
