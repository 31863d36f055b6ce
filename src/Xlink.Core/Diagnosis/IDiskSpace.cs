namespace Xlink.Diagnosis;

/// <summary>Tells how much room disks have.</summary>
internal interface IDiskSpace
{
    /// <summary>The free space of the disk that a folder is on, for the present user.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Bytes, or <see langword="null"/> where nobody can tell.</returns>
    long? FindFree(string folder);
}
