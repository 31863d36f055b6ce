using System;
using System.IO;

namespace Xlink.Diagnosis;

/// <summary>The disks of this computer.</summary>
internal sealed class DiskSpace : IDiskSpace
{
    /// <inheritdoc/>
    public long? FindFree(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or UnauthorizedAccessException)
        {
            // A network share has no drive.
            return null;
        }
    }
}
