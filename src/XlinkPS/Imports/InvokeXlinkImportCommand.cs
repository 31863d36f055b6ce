using System;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink;
using Xlink.Importing;
using Xlink.Installation;
using Xlink.Logging;
using XlinkPS.ExternalSystems;
using XlinkPS.Installations;

namespace XlinkPS.Imports;

/// <summary>
/// Imports call data by hand: whole days, from all mapped external systems or some. -WhatIf reads and computes everything and shows what would
/// be written.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "XlinkImport", SupportsShouldProcess = true)]
[OutputType(typeof(ImportResult))]
public sealed class InvokeXlinkImportCommand : InstallationCmdlet
{
    /// <summary>Imports call data (PhoneLink).</summary>
    [Parameter(Mandatory = true)]
    public SwitchParameter CallData { get; set; }

    /// <summary>The first day, for example <c>2026-11-16</c>.</summary>
    [Parameter(Mandatory = true)]
    [Day]
    public DateTime StartDate { get; set; }

    /// <summary>Number of days.</summary>
    [Parameter]
    [ValidateRange(1, CallDataImportOptions.MaximumDays)]
    public int Days { get; set; } = 1;

    /// <summary>Names of the external systems. Default: all that are mapped.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string[] ExternalSystem { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var dryRun = IsWhatIf;
        if (!dryRun && !ShouldProcess(installation.Path, MessageText.Format(nameof(Messages.ImportAction), StartDate.Date, Days)))
        {
            return;
        }

        var options = new CallDataImportOptions
        {
            StartDate = LocalDate.FromDateTime(StartDate),
            Days = Days,
            ExternalSystems = ExternalSystem,
            DryRun = dryRun,
        };
        var results = AwaitReporting((report, token) => RunAsync(installation, options, report, token));
        WriteProgress(new ProgressRecord(0, Messages.ImportActivity, " ") { RecordType = ProgressRecordType.Completed });
        foreach (var result in results)
        {
            if (dryRun)
            {
                // Each of them prints one "What if" line.
                result.Targets.ToList().ForEach(day => ShouldProcess(day.ToString(), Messages.ImportWriteAction));
                result.Overwritten.ToList().ForEach(day => ShouldProcess(day.ToString(), Messages.ImportOverwriteAction));
            }

            WriteObject(result);
        }
    }

    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
        ? given is SwitchParameter { IsPresent: true }
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    private async Task<System.Collections.Generic.IReadOnlyList<ImportResult>> RunAsync(
        XlinkInstallation installation, CallDataImportOptions options, Action<Action> report, CancellationToken cancellationToken)
    {
        using var log = options.DryRun ? null : InstallationLog.Open(installation.Path, InstallationLog.Interface);
        var observer = new StreamObserver(this, report);
        return await CallDataImport.RunAsync(installation.Path, options, observer, (ILog?)log ?? NullLog.Instance, cancellationToken);
    }

    /// <summary>Writes what an import tells to PowerShell's streams.</summary>
    private sealed class StreamObserver(InvokeXlinkImportCommand cmdlet, Action<Action> report) : IImportObserver
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
            report(() => cmdlet.WriteProgress(new ProgressRecord(0, Messages.ImportActivity, progress.ExternalSystem)
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
}
