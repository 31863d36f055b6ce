using System.Collections.Generic;

namespace Xlink.Installation.Backups;

/// <summary>An installation's configuration on its way to another computer.</summary>
/// <param name="InstallationPath">The installation that it was made of, or put into.</param>
/// <param name="ExportPath">The encrypted file.</param>
/// <param name="Files">The files in it.</param>
/// <param name="NotIncluded">What the installation needs on the other computer and no file holds, one sentence each.</param>
public sealed record XlinkExport(string InstallationPath, string ExportPath, IReadOnlyList<string> Files, IReadOnlyList<string> NotIncluded)
{
    /// <summary>The files in it.</summary>
    public IReadOnlyList<string> Files { get; init => field = value.Indexable(); } = Files.Indexable();

    /// <summary>What the installation needs on the other computer and no file holds, one sentence each.</summary>
    public IReadOnlyList<string> NotIncluded { get; init => field = value.Indexable(); } = NotIncluded.Indexable();
}
