using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;

namespace Xlink.Benchmarks;

/// <summary>What the agents of a load have seen.</summary>
internal sealed class LoadFigures
{
    private readonly ConcurrentBag<double> milliseconds = [];
    private long values;
    private int repeated;

    /// <summary>From the first upload to the last receipt.</summary>
    internal TimeSpan Time { get; set; }

    /// <summary>Values that receipts have confirmed.</summary>
    internal long Values => values;

    /// <summary>Uploads that were sent again under their key.</summary>
    internal int Repeated => repeated;

    /// <summary>Counts an upload, from its first try to its receipt.</summary>
    internal void Add(TimeSpan time, int valuesWritten, int tries)
    {
        milliseconds.Add(time.TotalMilliseconds);
        Interlocked.Add(ref values, valuesWritten);
        Interlocked.Add(ref repeated, tries - 1);
    }

    /// <summary>Adds what another load has seen.</summary>
    internal void Add(LoadFigures other)
    {
        foreach (var time in other.milliseconds)
        {
            milliseconds.Add(time);
        }

        values += other.values;
        repeated += other.repeated;
        Time += other.Time;
    }

    /// <summary>The time within which so many of a hundred uploads were confirmed, in ms.</summary>
    internal double Percentile(int percent)
    {
        var ordered = milliseconds.Order().ToList();
        return ordered[Math.Min(ordered.Count - 1, ordered.Count * percent / 100)];
    }
}
