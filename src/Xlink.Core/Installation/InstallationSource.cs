using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Files;

namespace Xlink.Installation;

/// <summary>
/// Where an installation comes from: a folder, a ZIP or a download. It has been looked through and found installable; its content
/// is read when the <see cref="Installer"/> copies it. Dispose of it afterwards: that closes the ZIP and removes a download.
/// </summary>
public sealed class InstallationSource : IDisposable
{
    private readonly Stream? zip;

    private InstallationSource(string name, IReadOnlyList<SuiteFile> files, Stream? zip)
    {
        Name = name;
        Files = SuiteLayout.Select(files, name);
        this.zip = zip;
    }

    /// <summary>The folder, the ZIP or the address, without anything secret.</summary>
    public string Name { get; }

    /// <summary>The first line of its <c>version.txt</c>; <see langword="null"/> if there is none.</summary>
    /// <exception cref="XlinkException"><c>InstallationSourceNotReadable</c>, <c>ZipDamaged</c>.</exception>
    public string? Version => ReadVersion();

    /// <summary>What is to be installed, by path in the installation folder (with <c>/</c>).</summary>
    internal IReadOnlyList<KeyValuePair<string, SuiteFile>> Files { get; }

    /// <summary>Opens a suite in a folder or ZIP. Of a suite, the <c>Xlink</c> folder and the sample configuration are taken [documented].</summary>
    /// <param name="path">A suite's folder, an <c>Xlink</c> folder, or a ZIP that holds a suite, which one more folder may be wrapped around [our reading].</param>
    /// <returns>The source.</returns>
    /// <exception cref="XlinkException">
    /// <c>InstallationSourceNotFound</c>, <c>InstallationSourceNotReadable</c>, <c>ZipWithoutXlinkFolder</c>, <c>FolderWithoutXlinkFolder</c>,
    /// <c>XlinkFolderWithoutPrograms</c>, <c>SuiteEntryUnsafe</c>, <c>SuiteTooLarge</c>, <c>ZipDamaged</c>, <c>ZipEncrypted</c>, <c>ZipUnsupported</c> or <c>ZipBomb</c>.
    /// </exception>
    public static InstallationSource Open(string path) => Open(path, SuiteLimits.Default);

    /// <summary>Downloads a suite's ZIP and opens it once its hash is right.</summary>
    /// <param name="address">An <c>https</c> address. Redirections are followed to <c>https</c> addresses only.</param>
    /// <param name="sha256">SHA-256 of the ZIP: 64 hex digits.</param>
    /// <param name="progress">Told how many bytes have come.</param>
    /// <param name="cancellationToken">Ends the download; nothing is left of it.</param>
    /// <returns>The source.</returns>
    /// <exception cref="XlinkException">
    /// <c>DownloadNotHttps</c>, <c>Sha256Invalid</c>, <c>DownloadFailed</c>, <c>DownloadTooLarge</c>, <c>DownloadHashMismatch</c>, or as <see cref="Open(string)"/>.
    /// </exception>
    public static async Task<InstallationSource> DownloadAsync(
        Uri address, string sha256, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var download = new SuiteDownload(address, sha256);
        return await DownloadAsync(download, progress, cancellationToken);
    }

    /// <summary>Closes the ZIP; a download is deleted.</summary>
    public void Dispose() => zip?.Dispose();

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static async Task<InstallationSource> DownloadAsync(
        SuiteDownload download, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
        => OpenZip(await download.ReceiveAsync(progress, cancellationToken), download.Name, SuiteLimits.Default);

    internal static InstallationSource Open(string path, SuiteLimits limits)
    {
        var full = Folder.FullPath(path);
        if (Directory.Exists(full))
        {
            return new InstallationSource(full, SuiteFolder.Read(full, limits), zip: null);
        }

        try
        {
            return OpenZip(new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read), full, limits);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw XlinkException.Create(nameof(Messages.InstallationSourceNotFound), XlinkErrorCategory.ObjectNotFound, error, full);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw XlinkException.Create(nameof(Messages.InstallationSourceNotReadable), XlinkErrorCategory.ReadError, error, full, error.Message);
        }
    }

    private string? ReadVersion()
    {
        var file = Files.FirstOrDefault(candidate => string.Equals(candidate.Key, XlinkFileName.Version, StringComparison.OrdinalIgnoreCase)).Value;
        if (file is null)
        {
            return null;
        }

        try
        {
            using var stream = file.OpenRead();
            return SuiteVersion.Read(stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw XlinkException.Create(nameof(Messages.InstallationSourceNotReadable), XlinkErrorCategory.ReadError, error, Name, error.Message);
        }
    }

    private static InstallationSource OpenZip(Stream zip, string name, SuiteLimits limits)
    {
        try
        {
            return new InstallationSource(name, SuiteZip.Read(zip, name, limits), zip);
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }
}
