namespace Xlink.Installation.Backups;

/// <summary>A file in a backup's manifest.</summary>
/// <param name="Path">Path inside the installation folder, with <c>/</c>.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Sha256">SHA-256 of its content: 64 upper-case hex digits.</param>
public sealed record BackupFile(string Path, long Length, string Sha256);
