using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Xlink;
using Xlink.Importing;
using Xlink.Installation;
using Xlink.Logging;
using Xlink.Targets.CloudLink;
using XlinkPS.ExternalSystems;
using XlinkPS.Imports;
using XlinkPS.Installations;

namespace XlinkPS.Targets;

/// <summary>
/// Writes history for Cloud Link: any period, one file for each external system, kind of data and day, with the values that an import gives the WFM server.
/// Source files stay where they are. What was broken off goes on with the same command. -WhatIf reads and computes everything and writes nothing.
/// </summary>
[Cmdlet(VerbsData.Export, "XlinkCloudLinkData", SupportsShouldProcess = true, DefaultParameterSetName = "CallData")]
[OutputType(typeof(CloudLinkExportResult))]
public sealed class ExportXlinkCloudLinkDataCommand : InstallationCmdlet
{
    /// <summary>Exports call data (PhoneLink); so it is without <see cref="AgentData"/>.</summary>
    [Parameter(ParameterSetName = "CallData")]
    [Parameter(ParameterSetName = "AgentData")]
    public SwitchParameter CallData { get; set; }

    /// <summary>Exports agent data (TimeLink); with <see cref="CallData"/>, both.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "AgentData")]
    public SwitchParameter AgentData { get; set; }

    /// <summary>The first day, for example <c>2024-01-01</c>.</summary>
    [Parameter(Mandatory = true)]
    [Day]
    [ArgumentCompleter(typeof(DayCompleter))]
    public DateTime StartDate { get; set; }

    /// <summary>Number of days.</summary>
    [Parameter]
    [ValidateRange(1, ImportOptions.MaximumDays)]
    public int Days { get; set; } = 1;

    /// <summary>Names of the external systems. Default: all that are mapped, or deliver agent data.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string[] ExternalSystem { get; set; } = [];

    /// <summary>Folder for the files. Default: what Set-XlinkTarget has set.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DestinationPath { get; set; }

    /// <summary>Folder that the CSV files of the external system are read from instead of its Source: for example the one that imports have moved them to.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SourcePath { get; set; }

    /// <summary>Begins with the first day, even if an export of the same days was broken off.</summary>
    [Parameter]
    public SwitchParameter Restart { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var options = CloudLinkExportOptions.StartingOn(StartDate, Days) with
        {
            CallData = CallData || !AgentData,
            AgentData = AgentData,
            ExternalSystems = ExternalSystem,
            Folder = DestinationPath is null ? null : ResolvePath(DestinationPath),
            SourcePath = SourcePath is null ? null : ResolvePath(SourcePath),
            Restart = Restart,
            DryRun = IsWhatIf,
        };
        if (!IsWhatIf && !ShouldProcess(installation.Path, MessageText.Format(nameof(Messages.CloudLinkExportAction), StartDate.Date, Days)))
        {
            return;
        }

        var results = AwaitReporting((report, token) => RunAsync(installation, options, report, token));
        WriteProgress(new ProgressRecord(0, Messages.CloudLinkExportActivity, " ") { RecordType = ProgressRecordType.Completed });
        foreach (var result in results)
        {
            if (IsWhatIf)
            {
                ShouldProcess(result.ExternalSystem + " (" + result.Kind + ")", MessageText.Format(nameof(Messages.CloudLinkExportAction), result.StartDate, result.Days));
            }

            WriteObject(result);
        }
    }

    private async Task<IReadOnlyList<CloudLinkExportResult>> RunAsync(
        XlinkInstallation installation, CloudLinkExportOptions options, Action<Action> report, CancellationToken cancellationToken)
    {
        using var log = IsWhatIf ? null : InstallationLog.Open(installation.Path, InstallationLog.Interface);
        var observer = new ImportStreamObserver(this, Messages.CloudLinkExportActivity, report);
        return await CloudLinkExport.RunAsync(installation.Path, options, observer, (ILog?)log ?? NullLog.Instance, cancellationToken);
    }
}
