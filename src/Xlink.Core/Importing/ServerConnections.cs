using System;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Targets;

namespace Xlink.Importing;

/// <summary>
/// Connects an import to its servers. Where there is only one, and this process has a login to it, it is asked while the rest of the configuration is read.
/// What it answers counts only when the import asks for it: whatever is wrong with the configuration is told as if nobody had been asked.
/// </summary>
internal sealed class ServerConnections : IDisposable
{
    private readonly ImportConfiguration files;
    private readonly ImportReport report;
    private readonly CancellationTokenSource unwanted;
    private string? entryAhead;
    private Task<IImportTarget>? ahead;

    private ServerConnections(ImportConfiguration files, ImportReport report, CancellationToken cancellationToken)
    {
        this.files = files;
        this.report = report;
        unwanted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Asks the server, if there is only one.</summary>
    /// <param name="files">The configuration.</param>
    /// <param name="report">Is told how a server is reached.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    internal static ServerConnections Begin(ImportConfiguration files, ImportReport report, CancellationToken cancellationToken)
    {
        var connections = new ServerConnections(files, report, cancellationToken);
        try
        {
            connections.ConnectAhead();
        }
        catch (XlinkException)
        {
            // It is told where the file is needed.
        }

        return connections;
    }

    /// <summary>Connects to a server.</summary>
    /// <exception cref="XlinkException">The errors of connecting.</exception>
    internal async Task<IImportTarget> ConnectAsync(string entry, CancellationToken cancellationToken)
    {
        using var login = files.GetLogin(entry);
        report.TellProtection(login.Url);
        if (ahead is { } connected && string.Equals(entry, entryAhead, StringComparison.OrdinalIgnoreCase))
        {
            ahead = null;
            return await connected.ConfigureAwait(false);
        }

        return await WfmImportTarget.ConnectAsync(login, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives up a connection that nobody wanted.</summary>
    public void Dispose()
    {
        if (ahead is { } left)
        {
            unwanted.Cancel();
            _ = left.ContinueWith(
                task =>
                {
                    if (task.Status == TaskStatus.RanToCompletion)
                    {
                        task.Result.Dispose();
                    }

                    _ = task.Exception;
                },
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default);
        }

        unwanted.Dispose();
    }

    private void ConnectAhead()
    {
        if (files.Settings.ServerEntries is not { Count: 1 } entries || !files.NeedsServer)
        {
            return;
        }

        var entry = entries[0];
        var login = files.GetLogin(entry.Name);
        if (!login.IsKept)
        {
            login.Dispose();
            return;
        }

        entryAhead = entry.Name;
        var token = unwanted.Token;
        ahead = Task.Run(
            async () =>
            {
                using (login)
                {
                    return (IImportTarget)await WfmImportTarget.ConnectAsync(login, token).ConfigureAwait(false);
                }
            },
            CancellationToken.None);
    }
}
