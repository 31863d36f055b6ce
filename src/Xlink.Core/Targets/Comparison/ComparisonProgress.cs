namespace Xlink.Targets.Comparison;

/// <summary>How far a comparison is.</summary>
/// <param name="Queue">The queue that comes next.</param>
/// <param name="Done">How many queues are done.</param>
/// <param name="All">How many there are.</param>
public sealed record ComparisonProgress(string Queue, int Done, int All);
