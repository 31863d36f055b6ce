using System.Collections.Generic;

namespace Xlink.DesiredState;

/// <summary>What was done to make an installation what it is to be.</summary>
/// <param name="Differences">What has been made good; empty if nothing was to be done.</param>
/// <param name="BackupPath">The backup of the configuration as it was; <see langword="null"/> if no file has changed or the installation is new.</param>
public sealed record StateChangeResult(IReadOnlyList<StateDifference> Differences, string? BackupPath);
