using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Processes;

namespace Xlink.Servers;

/// <summary>Backup, restore and copying of a server's data, which the server's program does.</summary>
public sealed class ServerData
{
    /// <summary>What a line begins with that tells how far the program is: table, rows so far, rows to come.</summary>
    internal const string ProgressMark = "@ ";

    private readonly string programFolder;
    private readonly string? dataPath;
    private readonly string? databasePath;

    /// <summary>Names the data.</summary>
    /// <param name="programFolder">Folder of the server's program.</param>
    /// <param name="dataPath">Full path of the data folder; it does not count if there is a database.</param>
    /// <param name="databasePath">Full path of the file with the connection string of a PostgreSQL database; <see langword="null"/> for SQLite in the data folder.</param>
    public ServerData(string programFolder, string? dataPath, string? databasePath)
    {
        this.programFolder = programFolder;
        this.dataPath = dataPath;
        this.databasePath = databasePath;
    }

    /// <summary>Writes a backup while a server may run.</summary>
    /// <param name="path">Full path of the backup's file.</param>
    /// <param name="force">Whether a file that is there may be replaced, by a complete one only.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancellationToken">Breaks it off; nothing is left behind.</param>
    /// <returns>Rows by table.</returns>
    /// <exception cref="XlinkException"><c>BackupExists</c>; <c>ServerDataFailed</c> with what the program said; <c>ProgramNotStarted</c>.</exception>
    public Task<IReadOnlyDictionary<string, long>> BackupAsync(string path, bool force, Action<ServerDataProgress>? progress, CancellationToken cancellationToken)
        => force || !File.Exists(path) ? RunAsync(["--backup", path, .. Force(force)], progress, cancellationToken) : throw BackupExists(path);

    /// <summary>Checks a backup and puts its data in place of what is there: wholly, or not at all.</summary>
    /// <param name="path">Full path of the backup's file.</param>
    /// <param name="force">Whether data that are there may be replaced.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancellationToken">Breaks it off; everything is as before.</param>
    /// <returns>Rows by table.</returns>
    /// <exception cref="XlinkException"><c>ServerDataFailed</c> with what the program said; <c>ProgramNotStarted</c>.</exception>
    public Task<IReadOnlyDictionary<string, long>> RestoreAsync(string path, bool force, Action<ServerDataProgress>? progress, CancellationToken cancellationToken)
        => RunAsync(["--restore", path, .. Force(force)], progress, cancellationToken);

    /// <summary>Copies other data here: wholly, or not at all.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="force">Whether data that are there may be replaced.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancellationToken">Breaks it off; everything is as before.</param>
    /// <returns>Rows by table.</returns>
    /// <exception cref="XlinkException"><c>ServerDataFailed</c> with what the program said; <c>ProgramNotStarted</c>.</exception>
    public Task<IReadOnlyDictionary<string, long>> CopyFromAsync(ServerData source, bool force, Action<ServerDataProgress>? progress, CancellationToken cancellationToken)
        => RunAsync(
            [.. source.databasePath is null ? (string[])["--copy-from-data", source.dataPath!] : ["--copy-from-database", source.databasePath], .. Force(force)],
            progress,
            cancellationToken);

    /// <summary>The error of a backup whose file is there already.</summary>
    /// <param name="path">Full path of the file.</param>
    internal static XlinkException BackupExists(string path) => XlinkException.Create(nameof(Messages.BackupExists), XlinkErrorCategory.ResourceExists, path);

    private static string[] Force(bool force) => force ? ["--force"] : [];

    private async Task<IReadOnlyDictionary<string, long>> RunAsync(IReadOnlyList<string> task, Action<ServerDataProgress>? progress, CancellationToken cancellationToken)
    {
        var command = await ServerProcess.CommandAsync(new() { ProgramFolder = programFolder, DataPath = dataPath ?? Path.GetTempPath(), DatabasePath = databasePath }).ConfigureAwait(false);
        List<string> arguments = [.. command, .. task];
        var start = new ProcessStartInfo(arguments[0], CommandLine.Join(arguments.GetRange(1, arguments.Count - 1)))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        using var process = ConsoleProgram.Start(start);
        using var stop = cancellationToken.Register(() => ConsoleProgram.Kill(process));
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            while (await process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                if (Read(line) is { } step)
                {
                    rows[step.Table] = step.Rows;
                    progress?.Invoke(step);
                }
            }
        }
        catch
        {
            ConsoleProgram.Kill(process);
            process.WaitForExit();
            throw;
        }

        var said = (await errors.ConfigureAwait(false)).Trim();
        process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        return process.ExitCode == 0 ? rows : throw XlinkException.Create(nameof(Messages.ServerDataFailed), XlinkErrorCategory.InvalidOperation, said);
    }

    private static ServerDataProgress? Read(string line)
    {
        var words = line.Split(' ');
        return words.Length == 4 && line.StartsWith(ProgressMark, StringComparison.Ordinal)
            ? new(words[1], long.Parse(words[2], CultureInfo.InvariantCulture), long.Parse(words[3], CultureInfo.InvariantCulture))
            : null;
    }
}
