using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace Xlink.Files;

/// <summary>The pending file of Linux: its owner's alone until it is in place.</summary>
internal sealed class UnixPendingFile : PendingFile
{
    private const int ReadableByAll = 0b110_100_100;

    private readonly string target;
    private readonly bool isSecret;
    private readonly bool isClosed;
    private readonly string path;
    private int descriptor;
    private bool isPublished;

    internal UnixPendingFile(string target, bool isSecret, bool isClosed)
    {
        this.target = target;
        this.isSecret = isSecret;
        this.isClosed = isClosed;
        descriptor = UnixFileSystem.CreateBeside(target, out path);
        if (descriptor < 0)
        {
            throw FileError.Writing(Path.GetDirectoryName(target)!, UnixFileSystem.LastError);
        }
    }

    // Mono, under which the suite for Windows runs here too, makes no stream of a descriptor.
    internal override void Write(byte[] content)
    {
        Check(UnixFileSystem.Write(descriptor, content));
        Check(UnixFileSystem.Flush(descriptor));
    }

    internal override void Write(Action<Stream> write)
    {
        try
        {
            using var handle = new SafeFileHandle(new IntPtr(descriptor), ownsHandle: false);
            using var stream = new FileStream(handle, FileAccess.ReadWrite);
            write(stream);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw FileError.Writing(target, cause);
        }

        Check(UnixFileSystem.Flush(descriptor));
    }

    internal override void Replace()
    {
        if (UnixFileSystem.Status(target) is { } replaced)
        {
            TakeOwner(replaced);
            Check(UnixFileSystem.SetMode(descriptor, replaced.Mode));
            Check(UnixFileSystem.CopyAccessList(target, descriptor));
        }
        else
        {
            BelongToFolder();
        }

        CloseDescriptor();
        Check(UnixFileSystem.Rename(path, target));
        isPublished = true;
        UnixFileSystem.FlushFolder(Folder);
    }

    internal override bool TryPublish()
    {
        BelongToFolder();
        CloseDescriptor();
        if (UnixFileSystem.Link(path, target) != 0)
        {
            return UnixFileSystem.LastError switch
            {
                UnixFileSystem.FileExists => false,
                UnixFileSystem.NotPermitted or UnixFileSystem.NotSupported or UnixFileSystem.NoSuchCall => TryRename(),
                var error => throw FileError.Writing(target, error),
            };
        }

        UnixFileSystem.FlushFolder(Folder);
        return true;
    }

    public override void Dispose()
    {
        CloseDescriptor();
        if (!isPublished)
        {
            File.Delete(path);
        }
    }

    private string Folder => Path.GetDirectoryName(target)!;

    private void TakeOwner(UnixFileStatus replaced)
    {
        var own = UnixFileSystem.Status(path);
        if ((own?.UserId != replaced.UserId || own?.GroupId != replaced.GroupId)
            && UnixFileSystem.SetOwner(descriptor, replaced.UserId, replaced.GroupId) != 0)
        {
            throw XlinkException.InFile(target, null, nameof(Messages.FileOwnerNotKept), XlinkErrorCategory.PermissionDenied);
        }
    }

    // What root makes belongs to the service's user or group if the installation does.
    private void BelongToFolder()
    {
        if (!isClosed && UnixFileSystem.Status(Folder, follow: true) is { } folder)
        {
            _ = UnixFileSystem.SetOwner(descriptor, folder.UserId, folder.GroupId);
            Check(UnixFileSystem.SetMode(descriptor, isSecret ? folder.ModeOfSecrets : folder.Mode & ReadableByAll));
        }
    }

    // Network shares and removable disks may have no second names. Nobody else is expected to take this name in the moment between.
    private bool TryRename()
    {
        if (UnixFileSystem.Status(target) is not null)
        {
            return false;
        }

        Check(UnixFileSystem.Rename(path, target));
        isPublished = true;
        UnixFileSystem.FlushFolder(Folder);
        return true;
    }

    private void CloseDescriptor()
    {
        if (descriptor >= 0)
        {
            _ = UnixFileSystem.Close(descriptor);
            descriptor = -1;
        }
    }

    private void Check(int result)
    {
        if (result != 0)
        {
            throw FileError.Writing(target, UnixFileSystem.LastError);
        }
    }
}
