using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Xlink.Credentials;
using Xlink.Files;
using Xlink.Installation.Changes;
using Xlink.Services;

namespace Xlink.Installation.Backups;

/// <summary>
/// Moves an installation's configuration to another computer [documented: the same files; DSNs, firewall and service are set up there], and how far
/// its imports have come: what is missed meanwhile is caught up there [our reading]. The
/// key of the passwords, which on Windows only its own computer can read, goes along in the open: therefore the whole file is encrypted
/// under a passphrase (see <see cref="PassphraseEncryption"/>), and on the other computer the key is protected as that computer does it.
/// </summary>
public static class InstallationExport
{
    /// <summary>The files that an export would hold; nothing is written.</summary>
    /// <param name="installation">The installation.</param>
    /// <returns>The files in order of their names.</returns>
    public static IReadOnlyList<PlannedFile> Plan(XlinkInstallation installation) => [.. InstallationFiles.ListExported(installation).Select(PlannedFile.Of)];

    /// <summary>Exports the configuration, in one step.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="path">The encrypted file; it must not exist.</param>
    /// <param name="passphrase">At least 12 characters; there is no way to the content without it.</param>
    /// <param name="control">The service manager.</param>
    /// <returns>What is in it, and what is not.</returns>
    /// <exception cref="XlinkException"><c>PassphraseTooShort</c>, <c>BackupExists</c>, <c>ChangeInterrupted</c>, <c>PasswordKeyUnusable</c>, and the errors of reading and writing a file.</exception>
    public static XlinkExport Export(XlinkInstallation installation, string path, Secret passphrase, IServiceControl control)
    {
        var full = Path.GetFullPath(path);
        InstallationBackup.CheckWhole(installation);
        using var zip = new MemoryStream();
        var manifest = BackupArchive.Write(zip, InstallationFiles.ListExported(installation).Select(file => Open(installation, file)), files => new BackupManifest(
            BackupManifest.CurrentFormat, DateTimeOffset.Now, installation.Version, installation.Kind, IsComplete: false,
            InstallationSurroundings.Describe(installation, control), files));
        using var pending = PendingFile.CreateClosed(full);
        pending.Write(PassphraseEncryption.Encrypt(zip.ToArray(), passphrase));
        return pending.TryPublish()
            ? Describe(installation, full, manifest)
            : throw XlinkException.Create(nameof(Messages.BackupExists), XlinkErrorCategory.ResourceExists, full);
    }

    /// <summary>What <see cref="Import"/> would do; nothing is written.</summary>
    /// <param name="installation">The installation on the new computer.</param>
    /// <param name="path">The encrypted file.</param>
    /// <param name="passphrase">Its passphrase.</param>
    /// <returns>What happens to each file.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="Import"/> that concern the file.</exception>
    public static IReadOnlyList<FileChange> PlanImport(XlinkInstallation installation, string path, Secret passphrase)
    {
        using var archive = Open(installation, path, passphrase);
        return InstallationChange.Plan(installation.Path, archive.Files);
    }

    /// <summary>Puts an exported configuration into an installation: all files or none. A running service is stopped meanwhile.</summary>
    /// <param name="installation">The installation on the new computer.</param>
    /// <param name="path">The encrypted file.</param>
    /// <param name="passphrase">Its passphrase.</param>
    /// <param name="control">The service manager.</param>
    /// <param name="cancellationToken">Ends it; everything is as it was.</param>
    /// <returns>What was in it, and what is still to be done.</returns>
    /// <exception cref="XlinkException"><c>BackupNotFound</c>; <c>ExportNotReadable</c>: wrong passphrase, damaged, or no export; <c>BackupDamaged</c>,
    /// <c>BackupOfOtherKind</c>; <c>ChangeUndone</c>, <c>ChangeNotUndone</c>, <c>ChangeRunning</c>.</exception>
    public static XlinkExport Import(
        XlinkInstallation installation, string path, Secret passphrase, IServiceControl control, CancellationToken cancellationToken = default)
    {
        using var archive = Open(installation, path, passphrase);
        var files = archive.Files.Select(file => Protect(file, path)).ToList();
        InstallationChange.Apply(installation.Path, files, control, new ChangeOptions { CancellationToken = cancellationToken });
        return Describe(installation, Path.GetFullPath(path), archive.Manifest);
    }

    private static BackupArchive Open(XlinkInstallation installation, string path, Secret passphrase)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw XlinkException.Create(nameof(Messages.BackupNotFound), XlinkErrorCategory.ObjectNotFound, full);
        }

        var zip = PassphraseEncryption.Decrypt(FileReplacement.Read(full), passphrase)
            ?? throw XlinkException.Create(nameof(Messages.ExportNotReadable), XlinkErrorCategory.SecurityError, full);
        var archive = BackupArchive.Open(new MemoryStream(zip, writable: false), full);
        if (archive.Manifest.Kind == installation.Kind && archive.Files.All(file => InstallationFiles.IsExported(file.RelativePath)))
        {
            return archive;
        }

        archive.Dispose();
        throw XlinkException.Create(nameof(Messages.BackupOfOtherKind), XlinkErrorCategory.InvalidOperation, full, installation.Path);
    }

    private static NewFile Open(XlinkInstallation installation, NewFile file)
        => IsKey(file) ? NewFile.From(file.RelativePath, InstallationKey.Unprotect(installation.GetFile(file.RelativePath))) : file;

    private static NewFile Protect(NewFile file, string source)
    {
        if (!IsKey(file))
        {
            return file;
        }

        using var content = new MemoryStream();
        using var stream = file.OpenRead();
        stream.CopyTo(content);
        return NewFile.From(file.RelativePath, InstallationKey.Protect(content.ToArray(), source));
    }

    private static bool IsKey(NewFile file) => string.Equals(file.RelativePath, InstallationKey.FileName, StringComparison.OrdinalIgnoreCase);

    private static XlinkExport Describe(XlinkInstallation installation, string path, BackupManifest manifest)
        => new(installation.Path, path, [.. manifest.Files.Select(file => file.Path)], manifest.NotIncluded);
}
