using Xlink.Importing;

namespace Xlink.Suite.Tests;

/// <summary>Follows an import that nobody looks at: the log has it all.</summary>
internal sealed class UnwatchedImport : IImportObserver
{
    public void Progressed(ImportProgress progress)
    {
    }

    public void StepDone(string message)
    {
    }

    public void Warned(string message)
    {
    }

    public void Failed(string externalSystem, XlinkException failure)
    {
    }
}
