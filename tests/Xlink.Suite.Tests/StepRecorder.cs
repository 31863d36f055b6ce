using System.Collections.Generic;
using Xlink.Importing;

namespace Xlink.Suite.Tests;

/// <summary>Remembers the steps of an import.</summary>
internal sealed class StepRecorder : IImportObserver
{
    internal List<string> Steps { get; } = [];

    public void Progressed(ImportProgress progress)
    {
    }

    public void StepDone(string message) => Steps.Add(message);

    public void Warned(string message)
    {
    }

    public void Failed(string externalSystem, XlinkException failure)
    {
    }
}
