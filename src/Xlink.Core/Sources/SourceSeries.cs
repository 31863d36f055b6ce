namespace Xlink.Sources;

/// <summary>One leaf of an external system's tree: a value column of a group or sub-group.</summary>
/// <param name="Group">The group (queue), case-sensitive [documented].</param>
/// <param name="SubGroup">The sub-group, or <see langword="null"/> if the external system has none.</param>
/// <param name="Metric">The value column.</param>
public sealed record SourceSeries(string Group, string? SubGroup, string Metric);
