using System.Collections.Generic;
using Xlink.Importing;
using Xlink.Logging;

namespace Xlink.Core.Tests.Importing;

/// <summary>Keeps what an import tells its observer and its log.</summary>
internal sealed class ImportRecorder : IImportObserver, ILog
{
    internal List<double> Fractions { get; } = [];

    internal List<string> Warnings { get; } = [];

    internal List<(string ExternalSystem, XlinkException Failure)> Failures { get; } = [];

    internal List<string> Log { get; } = [];

    public void Progressed(ImportProgress progress) => Fractions.Add(progress.Fraction);

    public void StepDone(string message)
    {
    }

    public void Warned(string message) => Warnings.Add(message);

    public void Failed(string externalSystem, XlinkException failure) => Failures.Add((externalSystem, failure));

    public void Info(string text) => Log.Add(text);

    public void Warning(string text) => Log.Add("Warning: " + text);

    public void Error(string text) => Log.Add("Error: " + text);
}
