using System.Collections.Generic;

namespace Xlink.Server.WebConsole.Coverage;

/// <summary>What the page of the coverage shows.</summary>
/// <param name="Targets">All queues and value types, those that have been without data for longest first.</param>
/// <param name="OnlyMissing">Whether those that have data of yesterday or today were left out.</param>
/// <param name="Covered">How many have data of yesterday or today.</param>
/// <param name="Days">How many days were looked at.</param>
public sealed record CoverageModel(IReadOnlyList<CoveredTarget> Targets, bool OnlyMissing, int Covered, int Days)
{
    /// <summary>How many have none.</summary>
    public int Missing { get; init; }
}
