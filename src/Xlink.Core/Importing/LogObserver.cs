using Xlink.Logging;

namespace Xlink.Importing;

/// <summary>Follows an import that nobody looks at: all that matters goes to the log.</summary>
internal sealed class LogObserver(ILog log) : IImportObserver
{
    public void Progressed(ImportProgress progress)
    {
        // A log is no progress bar.
    }

    public void StepDone(string message) => log.Info(message);

    public void Warned(string message) => log.Warning(message);

    public void Failed(string externalSystem, XlinkException failure)
    {
        // The import itself has logged it.
    }
}
