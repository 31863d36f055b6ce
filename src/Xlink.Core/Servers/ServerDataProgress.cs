namespace Xlink.Servers;

/// <summary>How far a backup, a restore or a copy is.</summary>
/// <param name="Table">The table that is copied.</param>
/// <param name="Rows">Its rows so far.</param>
/// <param name="Total">Its rows.</param>
public sealed record ServerDataProgress(string Table, long Rows, long Total);
