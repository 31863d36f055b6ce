namespace Xlink.Server.Store.Sqlite;

/// <summary>What a writer needs of its transaction.</summary>
internal enum WriteKind
{
    /// <summary>It is alone in it.</summary>
    Alone,

    /// <summary>It may be within one that others have begun, if that waits for the disk.</summary>
    Shared,

    /// <summary>It may be within any that others have begun, and does not wait for the disk by itself.</summary>
    History,
}
