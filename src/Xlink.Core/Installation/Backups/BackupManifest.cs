using System;
using System.Collections.Generic;

namespace Xlink.Installation.Backups;

/// <summary>The file <c>manifest.json</c> of a backup or an export.</summary>
/// <param name="Format">Always <see cref="CurrentFormat"/>.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Version">Version of the installation; <see langword="null"/> if that has none.</param>
/// <param name="Kind">Whose Xlink it was made of.</param>
/// <param name="IsComplete">Whether the programs are in it too.</param>
/// <param name="NotIncluded">What an installation needs and no file of it holds, one sentence each.</param>
/// <param name="Files">The files.</param>
internal sealed record BackupManifest(
    string Format, DateTimeOffset Created, string? Version, XlinkInstallationKind Kind, bool IsComplete, IReadOnlyList<string> NotIncluded, IReadOnlyList<BackupFile> Files)
{
    internal const string CurrentFormat = "XlinkPS backup 1";
}
