using System;
using Xlink.Importing;

namespace Xlink.Services.AutomaticImports;

/// <summary>The import that a service is at.</summary>
public sealed record RunningImport
{
    /// <summary>What is imported.</summary>
    public required ImportKind Kind { get; init; }

    /// <summary>When it began, in local time.</summary>
    public required DateTime Started { get; init; }

    /// <summary>The external system at work; empty at the beginning.</summary>
    public string ExternalSystem { get; init; } = string.Empty;

    /// <summary>What is being done: the file being read, or the day being written.</summary>
    public string Activity { get; init; } = string.Empty;

    /// <summary>How far it is: 0 to 1.</summary>
    public double Fraction { get; init; }
}
