using System;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Installation.Changes;

namespace XlinkPS;

/// <summary>
/// What all cmdlets share: Ctrl+C cancels the work below, background work may write to the pipeline, and an <see cref="Xlink.XlinkException"/>
/// becomes an error record with ID, category, target and recommended action.
/// </summary>
public abstract class XlinkCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Cancelled when the user presses Ctrl+C or the pipeline is stopped.</summary>
    protected CancellationToken CancellationToken => stopping.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes what only the pipeline's own thread can see, before <see cref="ProcessInput"/>.</summary>
    protected virtual void PrepareInput()
    {
    }

    /// <summary>The one step in which the cmdlets differ; called once for each object in the pipeline.</summary>
    protected abstract void ProcessInput();

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        try
        {
            PrepareInput();
            ProcessInput();
        }
        catch (Xlink.XlinkException exception)
        {
            WriteError(ErrorRecords.From(exception, ErrorTarget));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // PowerShell itself reports that the pipeline was stopped.
        }
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => stopping.Cancel();

    /// <summary>What the cmdlet was working on, for error records.</summary>
    protected virtual object? ErrorTarget => null;

    /// <summary>Whether the user only wants to see what would happen.</summary>
    private protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
        ? given is SwitchParameter { IsPresent: true }
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>Waits for work that does not write to the pipeline.</summary>
    /// <typeparam name="T">Result of the work.</typeparam>
    /// <param name="work">Starts the work; it gets the token that Ctrl+C cancels.</param>
    /// <returns>The result.</returns>
    protected internal T Await<T>(Func<CancellationToken, Task<T>> work)
        // Away from PowerShell's own thread: nothing below can deadlock on its synchronization context.
        => Task.Run(() => work(CancellationToken)).GetAwaiter().GetResult();

    /// <inheritdoc cref="Await{T}(Func{CancellationToken, Task{T}})"/>
    protected void Await(Func<CancellationToken, Task> work)
        => Task.Run(() => work(CancellationToken)).GetAwaiter().GetResult();

    /// <summary>
    /// Runs work on another thread while this one writes what it reports: progress, verbose lines and warnings may only be written
    /// by the pipeline's own thread.
    /// </summary>
    /// <typeparam name="T">Result of the work.</typeparam>
    /// <param name="work">The work; it reports by handing over what is to be done on the pipeline's thread.</param>
    /// <returns>The result.</returns>
    protected T AwaitReporting<T>(Func<Action<Action>, CancellationToken, Task<T>> work)
    {
        using var reports = new BlockingCollection<Action>();
        var task = Task.Run(async () =>
        {
            try
            {
                return await work(reports.Add, CancellationToken);
            }
            finally
            {
                reports.CompleteAdding();
            }
        });
        try
        {
            foreach (var report in reports.GetConsumingEnumerable())
            {
                report();
            }
        }
        catch
        {
            // The pipeline was stopped while something was being written: the work must end before its queue goes away.
            stopping.Cancel();
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
            throw;
        }

        return task.GetAwaiter().GetResult();
    }

    /// <summary>Full path of a file-system path as the user wrote it: relative to the session's location, with <c>~</c> and PowerShell drives.</summary>
    /// <param name="path">The path; it need not exist.</param>
    /// <returns>The path for .NET.</returns>
    protected string ResolvePath(string path) => GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>Shows how far a change of an installation is.</summary>
    /// <param name="activity">What is done.</param>
    /// <param name="value">How far it is.</param>
    private protected void Show(string activity, ChangeProgress value)
    {
        WriteVerbose(value.Text);
        WriteProgress(new ProgressRecord(0, activity, value.Text)
        {
            PercentComplete = value.FilesTotal == 0 ? -1 : 100 * value.FilesDone / value.FilesTotal,
        });
    }

    /// <summary>Takes a bar of progress away.</summary>
    /// <param name="activity">What it showed.</param>
    private protected void CompleteProgress(string activity) => WriteProgress(new ProgressRecord(0, activity, " ") { RecordType = ProgressRecordType.Completed });

    /// <summary>Frees the cancellation source.</summary>
    /// <param name="disposing">Whether called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            stopping.Dispose();
        }
    }
}
