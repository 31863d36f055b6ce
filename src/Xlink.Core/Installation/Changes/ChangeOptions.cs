using System;
using System.Threading;

namespace Xlink.Installation.Changes;

/// <summary>How a change of an installation is made.</summary>
internal sealed record ChangeOptions
{
    /// <summary>Told before each step and each file. What it throws ends the change, which is then undone.</summary>
    internal IProgress<ChangeProgress>? Progress { get; init; }

    /// <summary>How long the service may take to reach its server; <see langword="null"/> if nobody waits for that.</summary>
    internal TimeSpan? ConnectionLimit { get; init; }

    /// <summary>Whether programs are exchanged, so that the service must not run meanwhile and is to be told.</summary>
    internal bool StopsService { get; init; } = true;

    /// <summary>Done after the exchange, before the service is started.</summary>
    internal Action? RegisterLibrary { get; init; }

    /// <summary>Ends the change, which is then undone.</summary>
    internal CancellationToken CancellationToken { get; init; }
}
