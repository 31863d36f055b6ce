namespace Xlink.Installation.Changes;

/// <summary>A file in the journal of a change.</summary>
/// <param name="Path">Path inside the installation folder, with <c>/</c> and in the case that the file has on disk.</param>
/// <param name="IsNew">Whether there was no such file before.</param>
internal sealed record ChangedFile(string Path, bool IsNew);
