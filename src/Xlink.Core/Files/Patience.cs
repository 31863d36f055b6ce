using System;
using System.Diagnostics;
using System.Threading;

namespace Xlink.Files;

/// <summary>Waits for other programs, which as a rule need a file for a moment only.</summary>
internal static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Repeats an attempt for up to five seconds.</summary>
    /// <param name="attempt">Gives nothing as long as another program is in the way.</param>
    /// <returns>What the attempt gave at last, or <see langword="null"/>.</returns>
    internal static T? Wait<T>(Func<T?> attempt)
        where T : class
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (attempt() is { } result)
            {
                return result;
            }

            if (waited.Elapsed > Limit)
            {
                return null;
            }

            Thread.Sleep(Pause);
        }
    }
}
