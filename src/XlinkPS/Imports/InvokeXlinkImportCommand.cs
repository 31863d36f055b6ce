using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Xlink;
using Xlink.Importing;
using Xlink.Installation;
using Xlink.Logging;
using XlinkPS.ExternalSystems;
using XlinkPS.Installations;

namespace XlinkPS.Imports;

/// <summary>
/// Imports call data, agent data or both by hand: whole days, from all external systems or some. -WhatIf reads and computes everything and shows
/// what would be written.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "XlinkImport", SupportsShouldProcess = true, DefaultParameterSetName = "AgentData")]
[OutputType(typeof(ImportResult), typeof(AgentImportResult))]
public sealed class InvokeXlinkImportCommand : InstallationCmdlet
{
    /// <summary>Imports call data (PhoneLink).</summary>
    [Parameter(Mandatory = true, ParameterSetName = "CallData")]
    public SwitchParameter CallData { get; set; }

    /// <summary>Imports agent data (TimeLink); with <see cref="CallData"/>, after the call data.</summary>
    [Parameter(ParameterSetName = "CallData")]
    [Parameter(Mandatory = true, ParameterSetName = "AgentData")]
    public SwitchParameter AgentData { get; set; }

    /// <summary>The first day, for example <c>2026-11-16</c>.</summary>
    [Parameter(Mandatory = true)]
    [Day]
    [ArgumentCompleter(typeof(DayCompleter))]
    public DateTime StartDate { get; set; }

    /// <summary>Number of days.</summary>
    [Parameter]
    [ValidateRange(1, CallDataImportOptions.MaximumDays)]
    public int Days { get; set; } = 1;

    /// <summary>Names of the external systems. Default: all that are mapped, or deliver agent data.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string[] ExternalSystem { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        if (CallData)
        {
            var options = CallDataImportOptions.StartingOn(StartDate) with { Days = Days, ExternalSystems = ExternalSystem, DryRun = IsWhatIf };
            Import(
                installation,
                nameof(Messages.ImportAction),
                (observer, log, token) => CallDataImport.RunAsync(installation.Path, options, observer, log, token),
                result => result.Targets.Select(day => (day.ToString(), Messages.ImportWriteAction))
                    .Concat(result.Overwritten.Select(day => (day.ToString(), Messages.ImportOverwriteAction))));
        }

        if (AgentData)
        {
            var options = ImportOptions.StartingOn(StartDate) with { Days = Days, ExternalSystems = ExternalSystem, DryRun = IsWhatIf };
            Import(
                installation,
                nameof(Messages.AgentImportAction),
                (observer, log, token) => AgentDataImport.RunAsync(installation.Path, options, observer, log, token),
                result => result.StoredDays.Select(day => (day.ToString(), Messages.ImportWriteAction)));
        }
    }

    private void Import<TResult>(
        XlinkInstallation installation,
        string action,
        Func<IImportObserver, ILog, CancellationToken, Task<IReadOnlyList<TResult>>> run,
        Func<TResult, IEnumerable<(string Text, string Action)>> describe)
    {
        if (!IsWhatIf && !ShouldProcess(installation.Path, MessageText.Format(action, StartDate.Date, Days)))
        {
            return;
        }

        var results = AwaitReporting((report, token) => RunAsync(installation, run, report, token));
        WriteProgress(new ProgressRecord(0, Messages.ImportActivity, " ") { RecordType = ProgressRecordType.Completed });
        foreach (var result in results)
        {
            if (IsWhatIf)
            {
                // Each of them prints one "What if" line.
                describe(result).ToList().ForEach(line => ShouldProcess(line.Text, line.Action));
            }

            WriteObject(result);
        }
    }

    private async Task<IReadOnlyList<TResult>> RunAsync<TResult>(
        XlinkInstallation installation,
        Func<IImportObserver, ILog, CancellationToken, Task<IReadOnlyList<TResult>>> run,
        Action<Action> report,
        CancellationToken cancellationToken)
    {
        using var log = IsWhatIf ? null : InstallationLog.Open(installation.Path, InstallationLog.Interface);
        return await run(new ImportStreamObserver(this, Messages.ImportActivity, report), (ILog?)log ?? NullLog.Instance, cancellationToken);
    }
}
