using System;

namespace XlinkPS;

/// <summary>Progress that is told at once, on the thread that reports it.</summary>
internal sealed class Reporting<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
