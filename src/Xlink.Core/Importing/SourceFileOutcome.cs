using Xlink.Sources;

namespace Xlink.Importing;

/// <summary>What became of a source file after its data had arrived at the server.</summary>
/// <param name="File">The file.</param>
/// <param name="Action">What was done; <see cref="SourceFileAction.Leave"/> if it stayed where it was.</param>
/// <param name="NewPath">Where it was moved to, if it was.</param>
/// <param name="Message">The same as a full sentence, as it stands in <c>DeleteImportFiles.log</c>; empty if nothing was to be done.</param>
public sealed record SourceFileOutcome(SourceFile File, SourceFileAction Action, string? NewPath, string Message);
