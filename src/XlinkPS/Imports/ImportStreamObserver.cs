using System;
using System.Management.Automation;
using Xlink;
using Xlink.Importing;

namespace XlinkPS.Imports;

/// <summary>Writes what an import tells to PowerShell's streams.</summary>
/// <param name="cmdlet">The cmdlet that imports.</param>
/// <param name="activity">What it does, for its progress.</param>
/// <param name="report">Takes what is to be done on the pipeline's thread.</param>
internal sealed class ImportStreamObserver(Cmdlet cmdlet, string activity, Action<Action> report) : IImportObserver
{
    private int lastPermille = -1;

    public void Progressed(ImportProgress progress)
    {
        // PowerShell draws slowly: a thousand steps are enough for any terminal.
        var permille = (int)(progress.Fraction * 1000);
        if (permille == lastPermille)
        {
            return;
        }

        lastPermille = permille;
        report(() => cmdlet.WriteProgress(new ProgressRecord(0, activity, progress.ExternalSystem)
        {
            CurrentOperation = progress.Activity,
            PercentComplete = Math.Min(100, permille / 10),
        }));
    }

    public void StepDone(string message) => report(() => cmdlet.WriteVerbose(message));

    public void Warned(string message) => report(() => cmdlet.WriteWarning(message));

    public void Failed(string externalSystem, XlinkException failure)
        => report(() => cmdlet.WriteError(ErrorRecords.From(failure, externalSystem)));
}
