namespace Xlink.Importing;

/// <summary>A metric that feeds a target.</summary>
/// <param name="System">The external system that is read for it.</param>
/// <param name="Series">Its position among the series that are read.</param>
internal sealed record MappedSource(PlannedSource System, int Series);
