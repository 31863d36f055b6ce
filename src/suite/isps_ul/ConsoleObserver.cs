using System;
using Xlink.Importing;

namespace Xlink.Suite;

/// <summary>Shows an import in the console: a progress bar, and warnings and failures on the error stream.</summary>
internal sealed class ConsoleObserver : IImportObserver, IDisposable
{
    private readonly ProgressBar bar = new();
    private XlinkException? firstFailure;
    private bool hasWarned;

    /// <summary>What the import comes to, as an exit code: that of the first failure, where there was one.</summary>
    internal int Outcome => firstFailure is not null ? ExitCode.Of(firstFailure) : hasWarned ? ExitCode.ImportedWithWarnings : ExitCode.Success;

    public void Progressed(ImportProgress progress) => bar.Show(progress.Fraction, progress.ExternalSystem + ": " + progress.Activity);

    public void StepDone(string message)
    {
        // The bar shows it already.
    }

    public void Warned(string message)
    {
        hasWarned = true;
        bar.Interrupt(message);
    }

    public void Failed(string externalSystem, XlinkException failure)
    {
        firstFailure ??= failure;
        bar.Interrupt(externalSystem + ": " + failure.Message);
        if (failure.Remedy.Length > 0)
        {
            bar.Interrupt(failure.Remedy);
        }
    }

    public void Dispose() => bar.Dispose();
}
