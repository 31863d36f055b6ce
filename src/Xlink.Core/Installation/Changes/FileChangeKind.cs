namespace Xlink.Installation.Changes;

/// <summary>What a change does with one file of an installation.</summary>
public enum FileChangeKind
{
    /// <summary>There was no such file.</summary>
    Add,

    /// <summary>The file gets another content.</summary>
    Replace,

    /// <summary>The file stays as it is: it has that content already, or it is configuration.</summary>
    Keep,

    /// <summary>The file goes.</summary>
    Remove,
}
