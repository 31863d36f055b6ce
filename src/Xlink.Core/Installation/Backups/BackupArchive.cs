using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using Xlink.Files;
using Xlink.Installation.Changes;

namespace Xlink.Installation.Backups;

/// <summary>
/// The ZIP of a backup: <c>manifest.json</c>, and the files below <c>Xlink/</c>, so that a complete backup can be installed like a suite. It is
/// read as strictly as a suite, and every file must have the hash in the manifest before anything else happens with it.
/// </summary>
internal sealed class BackupArchive : IDisposable
{
    private const string ManifestName = "manifest.json";
    private const string Folder = XlinkFileName.ProgramFolder + "/";
    private const int BufferSize = 128 * 1024;

    // What a backup may hold: it is one of ours, and settings may well be a megabyte of blanks.
    private static readonly SuiteLimits Limits = SuiteLimits.Default with { Files = ushort.MaxValue - 1, TotalLength = 4L << 30, Ratio = int.MaxValue };

    private readonly Stream stream;

    private BackupArchive(Stream stream, BackupManifest manifest, IReadOnlyList<NewFile> files)
    {
        this.stream = stream;
        Manifest = manifest;
        Files = files;
    }

    internal BackupManifest Manifest { get; }

    /// <summary>The files, to be read while the archive is open.</summary>
    internal IReadOnlyList<NewFile> Files { get; }

    /// <summary>Writes the ZIP.</summary>
    /// <param name="stream">Takes it; it must be able to seek.</param>
    /// <param name="files">The files.</param>
    /// <param name="describe">Makes the manifest once the files' hashes are known.</param>
    /// <returns>The manifest.</returns>
    internal static BackupManifest Write(Stream stream, IEnumerable<NewFile> files, Func<IReadOnlyList<BackupFile>, BackupManifest> describe)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        var manifest = describe([.. files.Select(file => Write(zip, file)).ToList()]);
        using var entry = zip.CreateEntry(ManifestName).Open();
        JsonSerializer.Serialize(entry, manifest, BackupJson.Default.BackupManifest);
        return manifest;
    }

    /// <summary>Opens a backup and verifies every file in it.</summary>
    /// <param name="path">The ZIP.</param>
    /// <exception cref="XlinkException"><c>BackupNotFound</c>, <c>BackupForeign</c>, <c>BackupDamaged</c>, and the errors of a suite's ZIP.</exception>
    internal static BackupArchive Open(string path)
    {
        try
        {
            return Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw XlinkException.Create(nameof(Messages.BackupNotFound), XlinkErrorCategory.ObjectNotFound, error, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.Reading(path, error);
        }
    }

    /// <inheritdoc cref="Open(string)"/>
    /// <param name="stream">The ZIP; it is closed with the archive.</param>
    /// <param name="name">The ZIP as messages call it.</param>
    internal static BackupArchive Open(Stream stream, string name)
    {
        try
        {
            var (manifest, files) = Read(stream, name);
            return new BackupArchive(stream, manifest, files);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Verifies what has just been written.</summary>
    /// <param name="stream">The ZIP, from its beginning; it stays open.</param>
    /// <param name="name">The ZIP as messages call it.</param>
    internal static void Check(Stream stream, string name) => Read(stream, name);

    public void Dispose() => stream.Dispose();

    private static (BackupManifest Manifest, IReadOnlyList<NewFile> Files) Read(Stream stream, string name)
    {
        var entries = SuiteZip.Read(stream, name, Limits).ToDictionary(file => file.Path, StringComparer.Ordinal);
        var manifest = ReadManifest(entries, name);
        entries.Remove(ManifestName);
        return (manifest, [.. Verify(entries, manifest, name)]);
    }

    private static BackupFile Write(ZipArchive zip, NewFile file)
    {
        SuitePath.Check(file.RelativePath, file.RelativePath);
        using var hash = SHA256.Create();
        using var input = file.OpenRead();
        using var output = zip.CreateEntry(Folder + file.RelativePath).Open();
        var buffer = new byte[BufferSize];
        var length = 0L;
        int count;
        while ((count = input.Read(buffer, 0, buffer.Length)) > 0)
        {
            hash.TransformBlock(buffer, 0, count, outputBuffer: null, 0);
            output.Write(buffer, 0, count);
            length += count;
        }

        hash.TransformFinalBlock([], 0, 0);
        return new BackupFile(file.RelativePath, length, HexText.Write(hash.Hash));
    }

    private static BackupManifest ReadManifest(Dictionary<string, SuiteFile> entries, string name)
    {
        try
        {
            using var content = entries.TryGetValue(ManifestName, out var entry) ? entry.OpenRead() : throw new JsonException();
            var manifest = JsonSerializer.Deserialize(content, BackupJson.Default.BackupManifest);
            return string.Equals(manifest?.Format, BackupManifest.CurrentFormat, StringComparison.Ordinal) ? manifest! : throw new JsonException();
        }
        catch (JsonException error)
        {
            throw XlinkException.Create(nameof(Messages.BackupForeign), XlinkErrorCategory.InvalidData, error, name);
        }
    }

    private static IEnumerable<NewFile> Verify(Dictionary<string, SuiteFile> entries, BackupManifest manifest, string name)
    {
        foreach (var file in manifest.Files)
        {
            var entry = entries.TryGetValue(Folder + file.Path, out var found) ? found : throw Damaged(name, file.Path);
            using var hash = SHA256.Create();
            using var content = entry.OpenRead();
            if (!string.Equals(HexText.Write(hash.ComputeHash(content)), file.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw Damaged(name, file.Path);
            }

            entries.Remove(Folder + file.Path);
            yield return NewFile.From(file.Path, entry);
        }

        if (entries.Count > 0)
        {
            throw Damaged(name, entries.Keys.First());
        }
    }

    private static XlinkException Damaged(string name, string path)
        => XlinkException.Create(nameof(Messages.BackupDamaged), XlinkErrorCategory.SecurityError, name, path);
}
