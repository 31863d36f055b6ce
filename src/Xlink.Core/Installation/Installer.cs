using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Xlink.Files;

namespace Xlink.Installation;

/// <summary>Installs a suite into a folder: completely, or not at all.</summary>
public static class Installer
{
    private const int BufferSize = 128 * 1024;

    /// <summary>What <see cref="Install"/> would write, after the same checks of the target; nothing is written.</summary>
    /// <param name="source">The suite.</param>
    /// <param name="path">The installation folder, absolute or relative to the process's folder.</param>
    /// <returns>The files in order of their paths.</returns>
    /// <exception cref="XlinkException"><c>InstallationExists</c>, <c>FolderNotEmpty</c> or <c>FolderIsFile</c>.</exception>
    public static IReadOnlyList<PlannedFile> Plan(InstallationSource source, string path)
    {
        CheckTarget(Folder.FullPath(path));
        return
        [
            .. source.Files
                .Select(file => new PlannedFile(ToPlatform(file.Key), file.Value.Length))
                .OrderBy(file => file.RelativePath, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>
    /// Installs. The folder may be missing or empty. All files are written and flushed beside it first; on any error or
    /// cancellation nothing is left. On Unix the programs become executable and isps_ul.ini its owner's alone (see <see cref="InstallationPermissions"/>).
    /// </summary>
    /// <param name="source">The suite.</param>
    /// <param name="path">The installation folder, absolute or relative to the process's folder.</param>
    /// <param name="progress">Told before each file and at the end.</param>
    /// <param name="cancellationToken">Ends the installation.</param>
    /// <returns>The new installation.</returns>
    /// <exception cref="XlinkException">
    /// <c>InstallationExists</c>, <c>FolderNotEmpty</c>, <c>FolderIsFile</c>, <c>FolderNotWritable</c>, <c>InstallationRunning</c>, <c>InstallationFailed</c>,
    /// <c>InstallationSourceNotReadable</c> or <c>ZipDamaged</c>.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static XlinkInstallation Install(
        InstallationSource source, string path, IProgress<InstallProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var target = Folder.FullPath(path);
        CheckTarget(target);
        cancellationToken.ThrowIfCancellationRequested();
        using (var staging = Stage(target))
        {
            try
            {
                CopyAll(source, staging.ContentPath, progress, cancellationToken);
                staging.Commit();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw XlinkException.Create(nameof(Messages.InstallationFailed), XlinkErrorCategory.WriteError, error, target, error.Message);
            }
        }

        return XlinkInstallation.Open(target);
    }

    private static void CheckTarget(string target)
    {
        if (File.Exists(target))
        {
            throw XlinkException.Create(nameof(Messages.FolderIsFile), XlinkErrorCategory.InvalidArgument, target);
        }

        if (XlinkInstallation.IsInstallation(target))
        {
            throw XlinkException.Create(nameof(Messages.InstallationExists), XlinkErrorCategory.ResourceExists, target);
        }

        if (!StagingFolder.IsEmpty(target))
        {
            throw XlinkException.Create(nameof(Messages.FolderNotEmpty), XlinkErrorCategory.ResourceExists, target);
        }
    }

    private static StagingFolder Stage(string target)
    {
        try
        {
            return StagingFolder.Create(target);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw XlinkException.Create(nameof(Messages.FolderNotWritable), XlinkErrorCategory.PermissionDenied, error, target, error.Message);
        }
    }

    private static void CopyAll(InstallationSource source, string folder, IProgress<InstallProgress>? progress, CancellationToken cancellationToken)
    {
        InstallationPermissions.SetForFolder(folder);
        var buffer = new byte[BufferSize];
        for (var i = 0; i < source.Files.Count; i++)
        {
            var relative = ToPlatform(source.Files[i].Key);
            progress?.Report(new InstallProgress(i, source.Files.Count, relative));
            CreateFolder(folder, Path.GetDirectoryName(relative)!);
            Copy(source, source.Files[i].Value, Path.Combine(folder, relative), buffer, cancellationToken);
            if (i == source.Files.Count - 1)
            {
                progress?.Report(new InstallProgress(i + 1, source.Files.Count, relative));
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private static void CreateFolder(string folder, string relative)
    {
        var path = Path.Combine(folder, relative);
        if (!Directory.Exists(path))
        {
            CreateFolder(folder, Path.GetDirectoryName(relative)!);
            Directory.CreateDirectory(path);
            InstallationPermissions.SetForFolder(path);
        }
    }

    private static void Copy(InstallationSource source, SuiteFile file, string path, byte[] buffer, CancellationToken cancellationToken)
    {
        using var input = Read(source, file.OpenRead);
        using var output = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        InstallationPermissions.SetFor(path);
        int count;
        while ((count = Read(source, () => input.Read(buffer, 0, buffer.Length))) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            output.Write(buffer, 0, count);
        }

        output.Flush(flushToDisk: true);
    }

    private static T Read<T>(InstallationSource source, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw XlinkException.Create(nameof(Messages.InstallationSourceNotReadable), XlinkErrorCategory.ReadError, error, source.Name, error.Message);
        }
    }

    private static string ToPlatform(string relative) => relative.Replace('/', Path.DirectorySeparatorChar);
}
