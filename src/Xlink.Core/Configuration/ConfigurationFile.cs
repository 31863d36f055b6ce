using System;
using Xlink.Files;

namespace Xlink.Configuration;

/// <summary>
/// A configuration file as it was read, and its way back to the disk: written in one step (a temporary file beside it, flushed, then
/// renamed over it), with owner, permissions and symbolic links kept, and never over somebody else's change.
/// </summary>
public sealed class ConfigurationFile
{
    private byte[] content;

    internal ConfigurationFile(string path, byte[] content)
    {
        Path = path;
        this.content = content;
    }

    /// <summary>The path it was read from.</summary>
    public string Path { get; }

    /// <summary>The bytes it holds as far as we know: as read or as last saved. Not to be changed.</summary>
    internal byte[] Content => content;

    /// <summary>Reads a file, whoever has it open.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The file with its content.</returns>
    /// <exception cref="XlinkException"><c>FileNotFound</c>, <c>FileAccessDenied</c>, <c>FileLocked</c>, <c>FileReadFailed</c>.</exception>
    public static ConfigurationFile Load(string path) => new(path, FileReplacement.Read(path));

    /// <summary>Writes a file in one step, whatever it holds now.</summary>
    /// <param name="path">The file. A new one gets owner and read permissions of its folder [our reading].</param>
    /// <param name="content">Its new content.</param>
    /// <exception cref="XlinkException"><c>FileReadOnly</c>; <c>FileLocked</c>: another program has had it for five seconds;
    /// <c>FileAccessDenied</c>; <c>FileOwnerNotKept</c>; <c>FolderNotFound</c>; <c>DiskFull</c>; <c>FileWriteFailed</c>. The file is
    /// as it was then.</exception>
    public static void Write(string path, byte[] content) => FileReplacement.Write(path, content, expected: null);

    /// <summary>Writes the file in one step. If the content is what the file held when it was read, nothing is done.</summary>
    /// <param name="newContent">The new content.</param>
    /// <exception cref="XlinkException"><c>FileChangedOnDisk</c>: somebody changed or removed the file since it was read; and the errors of
    /// <see cref="Write"/>. The file is as it was then.</exception>
    public void Save(byte[] newContent)
    {
        if (!newContent.AsSpan().SequenceEqual(content))
        {
            FileReplacement.Write(Path, newContent, content);
            content = (byte[])newContent.Clone();
        }
    }
}
