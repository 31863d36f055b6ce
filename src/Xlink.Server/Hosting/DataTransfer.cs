using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using Xlink.Server.Store.Sqlite;
using Xlink.Server.Store.Transfer;
using Xlink.Servers;

namespace Xlink.Server.Hosting;

/// <summary>Backup, restore and change of the database: what happens to the data beside serving them.</summary>
internal static class DataTransfer
{
    private const string PreviousExtension = ".previous";

    /// <summary>Writes a backup, while servers may run.</summary>
    /// <param name="options">The data folder, or the database.</param>
    /// <param name="path">The backup's file.</param>
    /// <param name="isForced">Whether a file that is there may be replaced, by a complete one only.</param>
    /// <param name="progress">Hears table, rows so far and rows to come.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <exception cref="XlinkException"><c>BackupExists</c>, <c>BackupOverDatabase</c>, <c>DatabaseMissing</c>, <c>BackupNotWritten</c>, and what can be wrong with the database.</exception>
    internal static async Task BackupAsync(ServerOptions options, string path, bool isForced, Action<string, long, long> progress, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        if (options.Database is null && IsSameFile(full, DataFolder.DatabaseOf(options.DataPath)))
        {
            throw XlinkException.InFile(full, line: null, nameof(Messages.BackupOverDatabase), XlinkErrorCategory.InvalidArgument);
        }

        if (!isForced && File.Exists(full))
        {
            throw ServerData.BackupExists(full);
        }

        await using var source = await OpenSourceAsync(options, cancellationToken);
        await SqliteBackupFile.WriteAsync(source, full, isForced, TimeProvider.System.GetUtcNow(), WfmServer.Version, progress, cancellationToken);
    }

    /// <summary>Puts the data of a backup in place of what is there: wholly, or not at all.</summary>
    /// <exception cref="XlinkException"><c>BackupMissing</c>, <c>ServerBackupDamaged</c>, <c>TransferTargetUsed</c>, <c>DataFolderInUse</c>.</exception>
    internal static async Task RestoreAsync(ServerOptions options, string path, bool isForced, Action<string, long, long> progress, CancellationToken cancellationToken)
    {
        await using var source = await SqliteBackupFile.OpenAsync(Path.GetFullPath(path), cancellationToken);
        await WriteAsync(source, options, isForced, progress, cancellationToken);
    }

    /// <summary>Copies the data of one store into another: wholly, or not at all.</summary>
    /// <exception cref="XlinkException"><c>DatabaseMissing</c>, <c>TransferTargetUsed</c>, <c>DataFolderInUse</c>.</exception>
    internal static async Task CopyAsync(ServerOptions from, ServerOptions to, bool isForced, Action<string, long, long> progress, CancellationToken cancellationToken)
    {
        await using var source = await OpenSourceAsync(from, cancellationToken);
        await WriteAsync(source, to, isForced, progress, cancellationToken);
    }

    private static async Task<TransferDatabase> OpenSourceAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        if (options.Database is not null)
        {
            return await PostgreSqlTransfer.OpenAsync(options.Database.Reveal(), isReading: true, cancellationToken);
        }

        return DataFolder.HasDatabase(options.DataPath)
            ? SqliteTransfer.OpenForReading(DataFolder.DatabaseOf(options.DataPath))
            : throw XlinkException.Create(nameof(Messages.DatabaseMissing), XlinkErrorCategory.ObjectNotFound, options.DataPath);
    }

    private static async Task WriteAsync(
        TransferDatabase source, ServerOptions options, bool isForced, Action<string, long, long> progress, CancellationToken cancellationToken)
    {
        if (options.Database is not null)
        {
            await using var target = await PostgreSqlTransfer.OpenAsync(options.Database.Reveal(), isReading: false, cancellationToken);
            if (!isForced && await target.IsUsedAsync(cancellationToken))
            {
                throw Used(target.Location);
            }

            await StoreTransfer.CopyAsync(source, target, progress, cancellationToken);
            return;
        }

        using var folder = DataFolder.Open(options.DataPath);
        await WriteFileAsync(source, folder.DatabasePath, isForced, progress, cancellationToken);
    }

    /// <summary>Fills a new file beside the old one, and takes its place when it is complete. The old one stays beside it, as <c>xlink.db.previous</c>.</summary>
    private static async Task WriteFileAsync(
        TransferDatabase source, string path, bool isForced, Action<string, long, long> progress, CancellationToken cancellationToken)
    {
        var hasOld = File.Exists(path);
        if (hasOld && !isForced)
        {
            await using var old = SqliteTransfer.OpenForReading(path);
            if (await old.IsUsedAsync(cancellationToken))
            {
                throw Used(path);
            }
        }

        var temporary = path + ".new-" + Guid.NewGuid().ToString("N");
        try
        {
            await using (var target = SqliteTransfer.OpenForWriting(temporary))
            {
                await StoreTransfer.CopyAsync(source, target, progress, cancellationToken);
            }

            if (hasOld)
            {
                await KeepOldAsync(path);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (SqliteBackupFile.IsOfTheDisk(exception, temporary))
        {
            throw SqliteBackupFile.NotWritten(path, exception);
        }
        catch (SqliteException exception)
        {
            throw SqliteTransfer.Explain(source.Location, exception);
        }
        finally
        {
            File.Delete(temporary);
            File.Delete(temporary + "-journal");
        }
    }

    private static async Task KeepOldAsync(string path)
    {
        try
        {
            // Opened and closed it has everything in one file.
            await using (SqliteDatabase.Open(path))
            {
            }
        }
        catch (XlinkException exception) when (exception.ErrorId is nameof(Messages.DatabaseDamaged))
        {
            // A damaged one is kept as it is: replacing it is what a restore is for.
        }

        File.Copy(path, path + PreviousExtension, overwrite: true);
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
    }

    private static bool IsSameFile(string path, string other)
        => string.Equals(path, other, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static XlinkException Used(string location)
        => XlinkException.InFile(location, line: null, nameof(Messages.TransferTargetUsed), XlinkErrorCategory.ResourceExists);
}
