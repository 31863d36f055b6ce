using System;
using System.IO;

namespace Xlink.Files;

/// <summary>The pending file of Windows. Nobody else can open it while it is written.</summary>
internal sealed class WindowsPendingFile : PendingFile
{
    private readonly string target;
    private readonly string path;
    private readonly FileStream stream;

    internal WindowsPendingFile(string target, bool isPrivate)
    {
        this.target = target;
        path = target + "." + Guid.NewGuid().ToString("N").Substring(0, 8) + ".tmp";
        stream = Try(Path.GetDirectoryName(target)!, () => isPrivate
            ? new FileStream(WindowsFileSystem.CreatePrivate(path), FileAccess.Write)
            : new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None));
    }

    internal override void Write(Action<Stream> write) => Try(target, () =>
    {
        write(stream);
        stream.Flush(flushToDisk: true);
        return true;
    });

    internal override void Replace()
    {
        stream.Dispose();
        _ = Try(target, () =>
        {
            if (File.Exists(target))
            {
                WindowsFileSystem.CopySecurity(target, path);
                File.SetAttributes(path, File.GetAttributes(target));
            }

            // The file could be opened for writing: whoever is in the way now just has it open.
            return Patience.Wait(() => WindowsFileSystem.TryRename(path, target) ? path : null) ?? throw FileError.Locked(target);
        });
    }

    internal override bool TryPublish()
    {
        stream.Dispose();
        return Try(target, () =>
        {
            try
            {
                File.Move(path, target);
                return true;
            }
            catch (IOException) when (File.Exists(target))
            {
                return false;
            }
        });
    }

    public override void Dispose()
    {
        stream.Dispose();
        Remove(path);
    }

    private static T Try<T>(string named, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw FileError.Writing(named, cause);
        }
    }
}
