using System.IO;

namespace Xlink.Files;

/// <summary>The pending file of Linux: mode 0600 until it is in place.</summary>
internal sealed class UnixPendingFile : PendingFile
{
    private const int ReadableByAll = 0x1A4; // 0644

    private readonly string target;
    private readonly string path;
    private readonly bool isPrivate;
    private int descriptor;
    private bool isPublished;

    internal UnixPendingFile(string target, bool isPrivate)
    {
        this.target = target;
        this.isPrivate = isPrivate;
        descriptor = UnixFileSystem.CreateBeside(target, out path);
        if (descriptor < 0)
        {
            throw FileError.Writing(Path.GetDirectoryName(target)!, UnixFileSystem.LastError);
        }
    }

    internal override void Write(byte[] content) => Check(UnixFileSystem.WriteDurably(descriptor, content));

    internal override void Replace()
    {
        if (UnixFileSystem.Status(target) is { } replaced)
        {
            TakeOwner(replaced);
            Check(UnixFileSystem.SetMode(descriptor, replaced.Mode & UnixFileStatus.PermissionBits));
            Check(UnixFileSystem.CopyAccessList(target, descriptor));
        }
        else
        {
            TakeAfterFolder();
        }

        CloseDescriptor();
        Check(UnixFileSystem.Rename(path, target));
        isPublished = true;
        FlushFolder();
    }

    internal override bool TryPublish()
    {
        TakeAfterFolder();
        CloseDescriptor();
        if (UnixFileSystem.Link(path, target) != 0)
        {
            return UnixFileSystem.LastError == UnixFileSystem.FileExists ? false : throw FileError.Writing(target, UnixFileSystem.LastError);
        }

        FlushFolder();
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

    // What root adds to an installation, its key above all, is for the service's user if the folder is his.
    private void TakeAfterFolder()
    {
        if (UnixFileSystem.Status(Folder) is not { } folder)
        {
            return;
        }

        _ = UnixFileSystem.SetOwner(descriptor, folder.UserId, folder.GroupId);
        if (!isPrivate)
        {
            Check(UnixFileSystem.SetMode(descriptor, folder.Mode & ReadableByAll));
        }
    }

    private void FlushFolder()
    {
        var folder = UnixFileSystem.OpenFolder(Folder);
        if (folder >= 0)
        {
            _ = UnixFileSystem.FlushFolder(folder);
            _ = UnixFileSystem.Close(folder);
        }
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
