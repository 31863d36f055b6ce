using System;
using System.Threading;
using Xlink.Importing;

namespace Xlink.Services.AutomaticImports;

/// <summary>Ends an automatic import as soon as somebody wants to import by hand.</summary>
internal sealed class ManualImportWatch : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly string installationPath;
    private readonly CancellationTokenSource stop;
    private readonly Timer timer;

    /// <summary>Begins to look.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="cancellationToken">Ends the import too.</param>
    internal ManualImportWatch(string installationPath, CancellationToken cancellationToken)
    {
        this.installationPath = installationPath;
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer = new Timer(_ => Look(), state: null, Pause, Pause);
    }

    /// <summary>Is cancelled when the import is to end: it does at a point from which it can be repeated.</summary>
    internal CancellationToken Token => stop.Token;

    /// <summary>Whether a manual import has been seen.</summary>
    internal bool HasSeen { get; private set; }

    /// <summary>Looks no longer.</summary>
    public void Dispose()
    {
        // What looks at this moment ends first: it must not cancel what is gone.
        using var ended = new ManualResetEvent(initialState: false);
        if (timer.Dispose(ended))
        {
            ended.WaitOne();
        }

        stop.Dispose();
    }

    private void Look()
    {
        if (!HasSeen && ManualImport.IsAtWork(installationPath))
        {
            HasSeen = true;
            stop.Cancel();
        }
    }
}
