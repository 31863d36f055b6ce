namespace Xlink.Sources;

/// <summary>What becomes of the files of a folder when the server has their data.</summary>
/// <param name="Folder">The folder, as a full path.</param>
/// <param name="Action">What is done with them.</param>
/// <param name="Destination">The folder they are moved to; <see langword="null"/> unless they are moved.</param>
public sealed record SourceFileRule(string Folder, SourceFileAction Action, string? Destination);
