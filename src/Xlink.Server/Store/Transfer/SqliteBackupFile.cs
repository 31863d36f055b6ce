using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using Xlink.Servers;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Transfer;

/// <summary>
/// A backup: one SQLite file with the tables of the store, whatever store it is of, and rows and sums of each table beside them. It has the users with the
/// hashes of their passwords, but no login, no certificate and no key.
/// </summary>
internal static class SqliteBackupFile
{
    /// <summary>What the names of the backup's own tables begin with.</summary>
    internal const string Prefix = "backup_";

    /// <summary>Writes a store to a new file, which takes its name when the backup is complete and checked; what was there under it is replaced only if that is said.</summary>
    internal static async Task<IReadOnlyDictionary<string, (long Rows, string Sha256)>> WriteAsync(
        TransferDatabase source, string path, bool isForced, DateTimeOffset now, string version, Action<string, long, long>? progress, CancellationToken cancellationToken)
    {
        var temporary = path + ".new-" + Guid.NewGuid().ToString("N");
        try
        {
            CreatePrivate(temporary);
            IReadOnlyDictionary<string, (long Rows, string Sha256)> sums;
            await using (var target = SqliteTransfer.OpenForWriting(temporary))
            {
                sums = await StoreTransfer.CopyAsync(source, target, progress, cancellationToken);
            }

            AddSums(temporary, sums, source.Kind, now, version);
            await CheckAsync(temporary, cancellationToken);
            File.Move(temporary, path, overwrite: isForced);
            return sums;
        }
        catch (IOException) when (!isForced && File.Exists(path))
        {
            // Somebody else has made it meanwhile.
            throw ServerData.BackupExists(path);
        }
        catch (Exception exception) when (IsOfTheDisk(exception, temporary))
        {
            throw NotWritten(path, exception);
        }
        catch (SqliteException exception)
        {
            throw SqliteTransfer.Explain(source.Location, exception);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Opens a backup for reading after it has been checked against its own sums.</summary>
    /// <exception cref="XlinkException"><c>DatabaseDamaged</c>, <c>DatabaseForeign</c>, <c>DatabaseNewer</c>, <c>ServerBackupDamaged</c>, <c>BackupMissing</c>.</exception>
    internal static async Task<SqliteTransfer> OpenAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw XlinkException.InFile(path, line: null, nameof(Messages.BackupMissing), XlinkErrorCategory.ObjectNotFound);
        }

        try
        {
            await CheckAsync(path, cancellationToken);
        }
        catch (XlinkException exception) when (exception is { ErrorId: nameof(Messages.DatabaseDamaged), InnerException: { } said })
        {
            // Whatever else it may be, it is not what is to be mended by restoring it.
            throw Damaged(path, said.Message);
        }

        return SqliteTransfer.OpenForReading(path);
    }

    /// <summary>Whether a file could not be written because of its disk or folder, and nothing is wrong with the data.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="path">The file that was being written.</param>
    internal static bool IsOfTheDisk(Exception exception, string path)
        => exception is IOException or UnauthorizedAccessException || SqliteTransfer.IsOfTheDisk(exception)
            || (exception is XlinkException known && known.FilePath == path && SqliteTransfer.IsOfTheDisk(known.InnerException));

    /// <summary>The error of a file that could not be written, by the name that it was to have.</summary>
    internal static XlinkException NotWritten(string path, Exception exception)
        => XlinkException.InFile(
            path, line: null, nameof(Messages.BackupNotWritten), XlinkErrorCategory.WriteError, exception, (exception is XlinkException ? exception.InnerException! : exception).Message);

    private static async Task CheckAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = SqliteTransfer.OpenAsItIs(path);
        if (!HasSums(file))
        {
            throw Damaged(path, Messages.BackupWithoutSums);
        }

        var said = SqliteTransfer.Explain(path, () => file.Query<string>("pragma integrity_check(10)"));
        if (said is not ["ok"])
        {
            throw Damaged(path, string.Join(' ', said));
        }

        var expected = file.Query<(string Name, long Rows, string Sha256)>("select name, row_count, sha256 from backup_table")
            .ToDictionary(row => row.Name, row => (row.Rows, row.Sha256), StringComparer.Ordinal);
        var found = await StoreTransfer.SumAsync(file, cancellationToken);
        foreach (var name in expected.Keys.Union(found.Keys, StringComparer.Ordinal))
        {
            if (expected.GetValueOrDefault(name) != found.GetValueOrDefault(name))
            {
                throw Damaged(path, MessageText.Format(nameof(Messages.BackupTableDiffers), name, expected.GetValueOrDefault(name).Rows, found.GetValueOrDefault(name).Rows));
            }
        }

        if (await file.FindBrokenReferenceAsync(cancellationToken) is { } broken)
        {
            throw Damaged(path, broken);
        }
    }

    private static bool HasSums(SqliteTransfer file) => file.Query<long>("select count(*) from sqlite_master where name = 'backup_table'") is [1];

    private static XlinkException Damaged(string path, string reason)
        => XlinkException.InFile(path, line: null, nameof(Messages.ServerBackupDamaged), XlinkErrorCategory.InvalidData, reason);

    private static void AddSums(string path, IReadOnlyDictionary<string, (long Rows, string Sha256)> sums, string kind, DateTimeOffset now, string version)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        Dapper.SqlMapper.Execute(
            connection,
            """
            create table backup_table (name text not null primary key, row_count integer not null, sha256 text not null) without rowid;
            create table backup_info (name text not null primary key, value text not null) without rowid;
            """,
            transaction: transaction);
        Dapper.SqlMapper.Execute(
            connection,
            "insert into backup_table (name, row_count, sha256) values (@Name, @Rows, @Sha256)",
            sums.Select(sum => new { Name = sum.Key, sum.Value.Rows, sum.Value.Sha256 }),
            transaction);
        Dapper.SqlMapper.Execute(
            connection,
            "insert into backup_info (name, value) values (@Name, @Value)",
            new[]
            {
                new { Name = "product", Value = WfmServerInfo.ProductName },
                new { Name = "version", Value = version },
                new { Name = "store", Value = kind },
                new { Name = "created", Value = now.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) },
            },
            transaction);
        transaction.Commit();
    }

    private static void CreatePrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(path, options).Dispose();
    }
}
