namespace Xlink.Installation;

/// <summary>How far an installation is.</summary>
/// <param name="FilesDone">Files written so far.</param>
/// <param name="FilesTotal">Files to write.</param>
/// <param name="CurrentFile">The file that comes next or, at the end, came last: path inside the installation folder.</param>
public sealed record InstallProgress(int FilesDone, int FilesTotal, string CurrentFile);
