namespace Xlink.Sources;

/// <summary>What happens to a file whose data has arrived at the server: the key <c>DeleteImportFiles</c> [documented].</summary>
public enum SourceFileAction
{
    /// <summary>0: it stays.</summary>
    Leave = 0,

    /// <summary>1: it is moved to <c>Destination</c>.</summary>
    Move = 1,

    /// <summary>2: it is deleted.</summary>
    Delete = 2,
}
