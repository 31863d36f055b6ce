using System;
using System.IO;
using Xlink.Installation;

namespace Xlink.Files;

/// <summary>
/// A new file beside the one it is going to be. Until <see cref="Replace"/> or <see cref="TryPublish"/> has given it that name it is
/// nobody's business, and disposing of it removes it.
/// </summary>
internal abstract class PendingFile : IDisposable
{
    /// <summary>Creates a file that will be as accessible as the one it replaces; a new one as its name and folder demand (see <see cref="InstallationPermissions"/>).</summary>
    /// <param name="target">The file it is going to be: a full path that is no link.</param>
    /// <returns>The file, empty.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="FileError"/>.</exception>
    internal static PendingFile Create(string target)
        => WindowsFileSystem.IsCurrent
            ? new WindowsPendingFile(target, isPrivate: false)
            : new UnixPendingFile(target, InstallationPermissions.IsSecret(Path.GetFileName(target)), isClosed: false);

    /// <summary>Creates a file that is a secret whatever its name: for those of <see cref="InstallationPermissions"/>; on Windows for Administrators, SYSTEM and the service.</summary>
    /// <inheritdoc cref="Create"/>
    internal static PendingFile CreatePrivate(string target)
        => WindowsFileSystem.IsCurrent ? new WindowsPendingFile(target, isPrivate: true) : new UnixPendingFile(target, isSecret: true, isClosed: false);

    /// <summary>Creates a file that is nobody's but its maker's, wherever it lies (0600); on Windows for Administrators, SYSTEM and the service.</summary>
    /// <inheritdoc cref="Create"/>
    internal static PendingFile CreateClosed(string target)
        => WindowsFileSystem.IsCurrent ? new WindowsPendingFile(target, isPrivate: true) : new UnixPendingFile(target, isSecret: true, isClosed: true);

    /// <summary>Writes the content and waits until it is on the disk.</summary>
    internal virtual void Write(byte[] content) => Write(stream => stream.Write(content, 0, content.Length));

    /// <summary>Lets somebody write the content and waits until it is on the disk.</summary>
    /// <param name="write">Writes to a stream that can seek; what it throws of the file system becomes the errors of <see cref="FileError"/>.</param>
    internal abstract void Write(Action<Stream> write);

    /// <summary>
    /// Gives the file the target's name in one step. An existing target's owner and permissions stay; a new one gets those of its
    /// folder, without write access for group and others, and a secret those of a secret [our reading].
    /// </summary>
    internal abstract void Replace();

    /// <summary>Gives the file the target's name, unless the target exists by now. Owner and permissions are those of any new file.</summary>
    /// <returns>Whether it has the name.</returns>
    internal abstract bool TryPublish();

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Removes the file, unless its folder has gone: then it is gone too, and what went wrong before is what has to be told.</summary>
    private protected static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nobody takes it for the file that it was going to be.
        }
    }
}
