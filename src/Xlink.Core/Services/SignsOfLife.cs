using System;
using System.Diagnostics;
using System.Threading;

namespace Xlink.Services;

/// <summary>Whether the service's work goes on, for a service manager that watches it: the work gives signs, the manager's side asks.</summary>
public sealed class SignsOfLife
{
    /// <summary>
    /// A work silent for longer than this and the longest step that it has announced counts as hung [our reading]. The longest steps between two signs are one
    /// query and one upload; a hang is rarer than a slow database, so there is room for both.
    /// </summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(30);

    private readonly Func<TimeSpan> time;
    private long last;
    private long longestStep;

    /// <summary>Begins with a sign.</summary>
    public SignsOfLife()
        : this(Stopwatch.StartNew())
    {
    }

    /// <summary>Begins with a sign, on a clock of its own.</summary>
    /// <param name="time">The time since whenever; it only goes forward.</param>
    internal SignsOfLife(Func<TimeSpan> time)
    {
        this.time = time;
        Give();
    }

    private SignsOfLife(Stopwatch watch)
        : this(() => watch.Elapsed)
    {
    }

    /// <summary>Whether the last sign is no longer ago than may be.</summary>
    public bool IsAlive => time().Ticks - Interlocked.Read(ref last) - LongestSilence.Ticks <= Interlocked.Read(ref longestStep);

    /// <summary>Announces how long one step may take at most; <see cref="TimeSpan.MaxValue"/> for as long as it likes.</summary>
    internal void Expect(TimeSpan step) => Interlocked.Exchange(ref longestStep, step.Ticks);

    /// <summary>Gives a sign.</summary>
    internal void Give() => Interlocked.Exchange(ref last, time().Ticks);
}
