using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Files;

namespace Xlink.Importing;

/// <summary>
/// What a manual import holds beside the <see cref="ImportLock"/>, from before it has that to its end: it keeps other manual imports out, and the
/// service's import, which looks for it, makes way [documented: a manual import pauses the automatic ones].
/// </summary>
internal sealed class ManualImport : IDisposable
{
    /// <summary>Name of the file in the installation folder [our reading]. It may stay behind; only an open one counts.</summary>
    internal const string FileName = "isps_manual_import.lock";

    // The service is in an upload or a query that it cannot leave at once.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // Whoever looks whether there is a manual import holds the file for a moment himself.
    private const int Attempts = 10;
    private static readonly TimeSpan PauseBetweenAttempts = TimeSpan.FromMilliseconds(50);

    private readonly FileStream held;
    private readonly ImportLock importLock;

    private ManualImport(FileStream file, ImportLock importLock)
    {
        held = file;
        this.importLock = importLock;
    }

    /// <summary>Waits until the service has made way.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="report">Is told that there is something to wait for.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>To be disposed of when the import has ended. A process that dies loses it by itself.</returns>
    /// <exception cref="XlinkException"><c>ImportRunning</c>: another manual import runs, or the service or whatever else is at work does not end in five minutes;
    /// the other errors of <see cref="ImportLock.Acquire"/>.</exception>
    internal static Task<ManualImport> BeginAsync(string installationPath, ImportReport report, CancellationToken cancellationToken)
        => BeginAsync(installationPath, report, LongestWait, cancellationToken);

    /// <inheritdoc cref="BeginAsync(string, ImportReport, CancellationToken)"/>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="report">Is told that there is something to wait for.</param>
    /// <param name="limit">The longest time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal static async Task<ManualImport> BeginAsync(string installationPath, ImportReport report, TimeSpan limit, CancellationToken cancellationToken)
    {
        var file = await OpenAsync(installationPath, cancellationToken);
        try
        {
            return new ManualImport(file, await WaitAsync(installationPath, report, limit, cancellationToken));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether a manual import runs, or wants to.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    internal static bool IsAtWork(string installationPath)
    {
        var path = Path.Combine(installationPath, FileName);
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return FileError.Reading(path, exception).Category == XlinkErrorCategory.ResourceBusy;
        }
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        importLock.Dispose();
        held.Dispose();
    }

    private static async Task<FileStream> OpenAsync(string installationPath, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return ImportLock.Open(installationPath, FileName);
            }
            catch (XlinkException exception) when (exception.ErrorId is nameof(Messages.ImportRunning) && attempt < Attempts)
            {
                await Task.Delay(PauseBetweenAttempts, cancellationToken);
            }
        }
    }

    private static async Task<ImportLock> WaitAsync(string installationPath, ImportReport report, TimeSpan limit, CancellationToken cancellationToken)
    {
        Stopwatch? time = null;
        while (true)
        {
            try
            {
                return ImportLock.Acquire(installationPath);
            }
            catch (XlinkException exception) when (exception.ErrorId is nameof(Messages.ImportRunning) && !(time?.Elapsed > limit))
            {
                if (time is null)
                {
                    time = Stopwatch.StartNew();
                    report.StepDone(Messages.ImportWaits);
                }
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
