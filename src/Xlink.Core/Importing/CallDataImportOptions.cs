namespace Xlink.Importing;

/// <summary>What a manual or automatic import of call data covers.</summary>
public sealed record CallDataImportOptions : ImportOptions;
