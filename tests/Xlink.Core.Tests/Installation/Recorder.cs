using System;
using System.Collections.Generic;

namespace Xlink.Core.Tests.Installation;

/// <summary>Keeps what is reported and may act on it at once, on the reporting thread.</summary>
internal sealed class Recorder<T>(Action<T>? onReport = null) : IProgress<T>
{
    public List<T> Reports { get; } = [];

    public void Report(T value)
    {
        Reports.Add(value);
        onReport?.Invoke(value);
    }
}
