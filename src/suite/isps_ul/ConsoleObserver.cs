using System;
using Xlink.Importing;

namespace Xlink.Suite;

/// <summary>Shows an import in the console: a progress bar, and warnings and failures on the error stream.</summary>
internal sealed class ConsoleObserver : IImportObserver, IDisposable
{
    private readonly ProgressBar bar = new();

    /// <summary>How many warnings there were.</summary>
    internal int Warnings { get; private set; }

    /// <summary>How many external systems failed.</summary>
    internal int Failures { get; private set; }

    public void Progressed(ImportProgress progress) => bar.Show(progress.Fraction, progress.ExternalSystem + ": " + progress.Activity);

    public void StepDone(string message)
    {
        // The bar shows it already.
    }

    public void Warned(string message)
    {
        Warnings++;
        bar.Interrupt(message);
    }

    public void Failed(string externalSystem, XlinkException failure)
    {
        Failures++;
        bar.Interrupt(externalSystem + ": " + failure.Message);
        if (failure.Remedy.Length > 0)
        {
            bar.Interrupt(failure.Remedy);
        }
    }

    public void Dispose() => bar.Dispose();
}
