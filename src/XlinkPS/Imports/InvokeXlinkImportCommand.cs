using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Importing;
using Xlink.Installation;

namespace XlinkPS.Imports;

/// <summary>
/// Imports call data, agent data or both by hand: whole days, from all external systems or some. -WhatIf reads and computes everything and shows
/// what would be written.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "XlinkImport", SupportsShouldProcess = true, DefaultParameterSetName = "AgentData")]
[OutputType(typeof(ImportResult), typeof(AgentImportResult))]
public sealed class InvokeXlinkImportCommand : WholeDaysCmdlet
{
    /// <summary>Imports call data (PhoneLink).</summary>
    [Parameter(Mandatory = true, ParameterSetName = "CallData")]
    public SwitchParameter CallData { get; set; }

    /// <summary>Imports agent data (TimeLink); with <see cref="CallData"/>, after the call data.</summary>
    [Parameter(ParameterSetName = "CallData")]
    [Parameter(Mandatory = true, ParameterSetName = "AgentData")]
    public SwitchParameter AgentData { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        if (CallData)
        {
            var options = CallDataImportOptions.StartingOn(StartDate) with { Days = Days, ExternalSystems = ExternalSystem, DryRun = IsWhatIf };
            Run(
                installation,
                Messages.ImportActivity,
                nameof(Messages.ImportAction),
                (observer, log, token) => CallDataImport.RunAsync(installation.Path, options, observer, log, token),
                result => result.Targets.Select(day => (day.ToString(), Messages.ImportWriteAction))
                    .Concat(result.Overwritten.Select(day => (day.ToString(), Messages.ImportOverwriteAction))));
        }

        if (AgentData)
        {
            var options = ImportOptions.StartingOn(StartDate) with { Days = Days, ExternalSystems = ExternalSystem, DryRun = IsWhatIf };
            Run(
                installation,
                Messages.ImportActivity,
                nameof(Messages.AgentImportAction),
                (observer, log, token) => AgentDataImport.RunAsync(installation.Path, options, observer, log, token),
                result => result.StoredDays.Select(day => (day.ToString(), Messages.ImportWriteAction)));
        }
    }
}
