namespace Xlink.Suite.Tests;

/// <summary>Where an <see cref="UploadGate"/> holds an upload.</summary>
internal enum UploadStop
{
    /// <summary>The server has nothing of it.</summary>
    Before,

    /// <summary>The server has a part of it.</summary>
    Within,

    /// <summary>The server has stored it, and the import does not know yet.</summary>
    AfterCommit,
}
