using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xlink.Files;

namespace Xlink.Installation;

/// <summary>
/// The place where an installation is put together before it appears: beside a target that does not exist yet, inside one that
/// is there and empty (it may be a mount point, or have permissions that files in it shall get). Until <see cref="Commit"/>
/// the target is as it was; disposing of it removes everything it made. What a killed process left is removed by the next one.
/// </summary>
internal sealed class StagingFolder : IDisposable
{
    private const string Name = ".xlink-installing";

    private readonly string target;
    private readonly string root;
    private readonly FileStream guard;
    private readonly Stack<string> createdParents;
    private bool isCommitted;

    private StagingFolder(string target, string root, FileStream guard, Stack<string> createdParents)
    {
        this.target = target;
        this.root = root;
        this.guard = guard;
        this.createdParents = createdParents;
    }

    /// <summary>The folder to put the content into.</summary>
    internal string ContentPath => Path.Combine(root, XlinkFileName.ProgramFolder);

    private bool IsInside => string.Equals(Path.GetFileName(root), Name, StringComparison.Ordinal);

    /// <summary>Whether a target folder is there and has nothing in it but what a killed installation left.</summary>
    internal static bool IsEmpty(string folder)
        => Folder.List(folder).All(path => string.Equals(Path.GetFileName(path), Name, StringComparison.Ordinal));

    /// <summary>Makes the folder; throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> and leaves nothing if that is not possible.</summary>
    internal static StagingFolder Create(string target)
    {
        var parent = Path.GetDirectoryName(target);
        var folder = Directory.Exists(target) || parent is null
            ? Path.Combine(target, Name)
            : Path.Combine(parent, "." + Path.GetFileName(target) + Name);
        var created = new Stack<string>();
        FileStream? taken = null;
        try
        {
            CreateParents(Path.GetDirectoryName(folder)!, created);
            Directory.CreateDirectory(folder);
            InstallationPermissions.Close(folder);
            taken = Lock(folder, target);
            var staging = new StagingFolder(target, folder, taken, created);
            DeleteFolder(staging.ContentPath);
            Directory.CreateDirectory(staging.ContentPath);
            return staging;
        }
        catch
        {
            if (taken is not null)
            {
                taken.Dispose();
                DeleteFolder(folder);
            }

            // Without the lock only a folder that is still empty is ours.
            DeleteEmpty([folder, .. created]);
            throw;
        }
    }

    /// <summary>Makes the content appear at the target.</summary>
    internal void Commit()
    {
        FlushFolders(ContentPath);
        if (IsInside)
        {
            MoveIntoTarget();
        }
        else
        {
            Directory.Move(ContentPath, target);
        }

        isCommitted = true;
        FlushFolder(target);
        FlushFolder(Path.GetDirectoryName(root)!);
    }

    public void Dispose()
    {
        guard.Dispose();
        try
        {
            DeleteFolder(root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A virus scanner holds a file: the installation stands or falls without that; the next one removes the rest.
            return;
        }

        if (!isCommitted)
        {
            DeleteEmpty(createdParents);
        }
    }

    /// <summary>Moves the content piece by piece, that by which an installation is known last.</summary>
    private void MoveIntoTarget()
    {
        var moved = new Stack<(string From, string To)>();
        try
        {
            foreach (var path in Folder.List(ContentPath).OrderBy(path => XlinkInstallation.IsMark(Path.GetFileName(path))))
            {
                var destination = Path.Combine(target, Path.GetFileName(path));
                Directory.Move(path, destination);
                moved.Push((path, destination));
            }
        }
        catch
        {
            foreach (var (from, to) in moved)
            {
                Directory.Move(to, from);
            }

            throw;
        }
    }

    private static FileStream Lock(string root, string target)
    {
        try
        {
            return new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw XlinkException.Create(nameof(Messages.InstallationRunning), XlinkErrorCategory.ResourceBusy, error, target);
        }
    }

    private static void CreateParents(string folder, Stack<string> created)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (Path.GetDirectoryName(folder) is { } parent)
        {
            CreateParents(parent, created);
        }

        Directory.CreateDirectory(folder);
        created.Push(folder);
    }

    private static void FlushFolders(string folder)
    {
        foreach (var inner in Directory.EnumerateDirectories(folder))
        {
            FlushFolders(inner);
        }

        FlushFolder(folder);
    }

    private static void FlushFolder(string folder)
    {
        if (!WindowsFileSystem.IsCurrent)
        {
            UnixFileSystem.FlushFolder(folder);
        }
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void DeleteEmpty(IEnumerable<string> folders)
    {
        foreach (var folder in folders)
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (DirectoryNotFoundException)
            {
                // It was not made any more.
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Somebody else has put something in it: it is theirs now.
                return;
            }
        }
    }
}
