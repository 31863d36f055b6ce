namespace Xlink.Installation.Changes;

/// <summary>How far a change of an installation is.</summary>
/// <param name="Step">The step that comes next.</param>
/// <param name="File">The file that the step is about: path inside the installation folder; <see langword="null"/> if it is about none.</param>
/// <param name="FilesDone">Files done in this step.</param>
/// <param name="FilesTotal">Files of the change.</param>
public sealed record ChangeProgress(ChangeStep Step, string? File, int FilesDone, int FilesTotal);
