using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Configuration;
using Xlink.Files;
using Xlink.Targets.Wfm;

namespace Xlink.Targets;

/// <summary>
/// What a WFM server had when it was reached last: queues, value types, external systems and its time zone, kept in the installation so that imports
/// into other targets go on when the server is gone [our reading].
/// </summary>
public sealed record ServerSnapshot
{
    /// <summary>Name of the file in the installation folder. It is configuration: backups and exports have it.</summary>
    public const string FileName = "isps_wfm.json";

    // What was kept last: a server that says the same again needs no comparison of texts.
    private static volatile Saved? saved;

    /// <summary>Name of the server entry, as in <c>[DB]</c> and <c>acd_map.ini</c>.</summary>
    public required string ServerEntry { get; init; }

    /// <summary>IANA name of the zone that the server's days are in.</summary>
    public required string TimeZone { get; init; }

    /// <summary>All queues, with their value types.</summary>
    public required IReadOnlyList<WfmQueue> Queues { get; init; }

    /// <summary>All external systems.</summary>
    public required IReadOnlyList<WfmExternalSystem> ExternalSystems { get; init; }

    /// <summary>Reads what is known of the servers of an installation.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <returns>One for each server entry that was reached once.</returns>
    /// <exception cref="XlinkException"><c>ServerSnapshotDamaged</c>; the errors of reading a file.</exception>
    public static IReadOnlyList<ServerSnapshot> Load(string installationPath)
    {
        var path = PathIn(installationPath);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize(FileReplacement.Read(path), ServerSnapshotJson.Default.ListServerSnapshot) ?? [];
        }
        catch (JsonException exception)
        {
            throw XlinkException.InFile(path, line: null, nameof(Messages.ServerSnapshotDamaged), XlinkErrorCategory.InvalidData, exception);
        }
    }

    /// <summary>Finds what is known of a server.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="serverEntry">Name of the server entry in any case.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="XlinkException"><c>ServerSnapshotMissing</c>, with the remedy; the errors of <see cref="Load"/>.</exception>
    public static ServerSnapshot Get(string installationPath, string serverEntry)
        => Find(installationPath, serverEntry) ?? throw Missing(serverEntry, cause: null);

    /// <summary>Finds what is known of a server.</summary>
    /// <returns>The snapshot, or <see langword="null"/> if it was never reached.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="Load"/>.</exception>
    internal static ServerSnapshot? Find(string installationPath, string serverEntry)
        => Load(installationPath).FirstOrDefault(known => IsSame(known.ServerEntry, serverEntry));

    /// <summary>The error that a server was never reached.</summary>
    internal static XlinkException Missing(string serverEntry, Exception? cause)
        => XlinkException.Create(nameof(Messages.ServerSnapshotMissing), XlinkErrorCategory.ObjectNotFound, cause, serverEntry);

    /// <summary>Asks the servers of an installation anew, and keeps what they say.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="failed">Is told each server entry whose server cannot be asked; what is known of it stays.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="XlinkException">The configuration cannot be read, or the file not be written.</exception>
    public static async Task RefreshAsync(string installationPath, Action<string, XlinkException> failed, CancellationToken cancellationToken)
    {
        foreach (var entry in IspsUlConfiguration.Load(installationPath).ServerEntries)
        {
            try
            {
                (await TakeAsync(installationPath, entry.Name, cancellationToken)).Save(installationPath);
            }
            catch (XlinkException exception)
            {
                failed(entry.Name, exception);
            }
        }
    }

    /// <summary>Finds what is known of a server, or asks it.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="serverEntry">Name of the server entry.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="XlinkException"><c>ServerSnapshotMissing</c>: it was never reached, and cannot be reached now.</exception>
    public static async Task<ServerSnapshot> GetOrTakeAsync(string installationPath, string serverEntry, CancellationToken cancellationToken)
    {
        try
        {
            return Find(installationPath, serverEntry) ?? await TakeAsync(installationPath, serverEntry, cancellationToken);
        }
        catch (XlinkException exception) when (exception.ErrorId is not nameof(Messages.ServerSnapshotDamaged))
        {
            throw Missing(serverEntry, exception);
        }
    }

    /// <summary>Takes a snapshot of a server.</summary>
    /// <param name="serverEntry">Name of the server entry.</param>
    /// <param name="server">The server.</param>
    internal static ServerSnapshot Of(string serverEntry, IImportTarget server) => new()
    {
        ServerEntry = serverEntry,
        TimeZone = server.TimeZone.Id,
        Queues = server.Queues,
        ExternalSystems = server.ExternalSystems,
    };

    /// <summary>Keeps it in place of the one before. A file that says the same already is left alone.</summary>
    /// <exception cref="XlinkException">The file cannot be written.</exception>
    internal void Save(string installationPath)
    {
        var path = PathIn(installationPath);
        if (saved is { } last && last.Is(this, path) && File.Exists(path) && FileReplacement.Read(path).AsSpan().SequenceEqual(last.Content))
        {
            return;
        }

        IReadOnlyList<ServerSnapshot> known;
        try
        {
            known = Load(installationPath);
        }
        catch (XlinkException exception) when (exception.ErrorId is nameof(Messages.ServerSnapshotDamaged))
        {
            known = [];
        }

        var all = known.Where(other => !IsSame(other.ServerEntry, ServerEntry)).Append(this).OrderBy(snapshot => snapshot.ServerEntry, StringComparer.OrdinalIgnoreCase).ToList();
        var content = JsonSerializer.SerializeToUtf8Bytes(all, ServerSnapshotJson.Default.ListServerSnapshot);
        if (!File.Exists(path) || !FileReplacement.Read(path).AsSpan().SequenceEqual(content))
        {
            ConfigurationFile.Write(path, content);
        }

        saved = new(this, path, content);
    }

    private static async Task<ServerSnapshot> TakeAsync(string installationPath, string serverEntry, CancellationToken cancellationToken)
    {
        using var login = ServerLogin.Load(installationPath, serverEntry);
        using var server = await WfmImportTarget.ConnectAsync(login, cancellationToken);
        return Of(serverEntry, server);
    }

    /// <summary>The zone.</summary>
    /// <exception cref="XlinkException"><c>ServerTimeZoneUnknown</c>.</exception>
    internal DateTimeZone GetZone() => DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone)
        ?? throw XlinkException.Create(nameof(Messages.ServerTimeZoneUnknown), XlinkErrorCategory.InvalidData, ServerEntry, TimeZone);

    private static string PathIn(string installationPath) => CaseInsensitivePath.Find(installationPath, FileName) ?? Path.Combine(installationPath, FileName);

    private static bool IsSame(string name, string other) => string.Equals(name.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    private sealed record Saved(ServerSnapshot Snapshot, string Path, byte[] Content)
    {
        internal bool Is(ServerSnapshot other, string path)
            => string.Equals(Path, path, StringComparison.Ordinal)
                && ReferenceEquals(Snapshot.Queues, other.Queues)
                && ReferenceEquals(Snapshot.ExternalSystems, other.ExternalSystems)
                && string.Equals(Snapshot.TimeZone, other.TimeZone, StringComparison.Ordinal)
                && string.Equals(Snapshot.ServerEntry, other.ServerEntry, StringComparison.Ordinal);
    }
}
