using System.Collections.Generic;
using System.Linq;
using Xlink.Installation.Changes;

namespace Xlink.Installation.Updates;

/// <summary>An update of an installation.</summary>
/// <param name="InstallationPath">Folder of the installation.</param>
/// <param name="OldVersion">The version before; <see langword="null"/> if there was none in version.txt.</param>
/// <param name="NewVersion">The version now.</param>
/// <param name="BackupPath">The complete backup made before; <see langword="null"/> if nothing was to be done or it is only planned.</param>
/// <param name="Files">What happened to each file of the new suite.</param>
public sealed record XlinkUpdate(string InstallationPath, string? OldVersion, string? NewVersion, string? BackupPath, IReadOnlyList<FileChange> Files)
{
    /// <summary>What happened to each file of the new suite.</summary>
    public IReadOnlyList<FileChange> Files { get; init => field = value.Indexable(); } = Files.Indexable();

    /// <summary>Whether there is anything to do.</summary>
    internal bool IsNeeded => Files.Any(file => file.Kind != FileChangeKind.Keep);
}
