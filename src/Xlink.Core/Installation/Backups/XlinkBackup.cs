using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Text;

namespace Xlink.Installation.Backups;

/// <summary>A backup of an installation.</summary>
/// <param name="InstallationPath">The installation that it was made of.</param>
/// <param name="BackupPath">The ZIP.</param>
/// <param name="Version">Version of the installation; <see langword="null"/> if that has none.</param>
/// <param name="Created">When it was made.</param>
/// <param name="IsComplete">Whether the programs are in it too.</param>
/// <param name="Files">The files in it, with their hashes.</param>
public sealed record XlinkBackup(
    string InstallationPath, string BackupPath, string? Version, DateTimeOffset Created, bool IsComplete, IReadOnlyList<BackupFile> Files)
{
    /// <summary>The files in it, with their hashes.</summary>
    public IReadOnlyList<BackupFile> Files { get; init => field = value.Indexable(); } = Files.Indexable();

    /// <summary>The length of all files, unpacked, as a person reads it, for example <c>1.4 MB</c>.</summary>
    public string Size => ByteSize.ToText(Files.Sum(file => file.Length));
}
