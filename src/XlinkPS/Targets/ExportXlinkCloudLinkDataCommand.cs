using System.Management.Automation;
using Xlink;
using Xlink.Installation;
using Xlink.Targets.CloudLink;
using XlinkPS.Imports;

namespace XlinkPS.Targets;

/// <summary>
/// Writes history for Cloud Link: any period, one file for each external system, kind of data and day, with the values that an import gives the WFM server.
/// Source files stay where they are. What was broken off goes on with the same command. -WhatIf reads and computes everything and writes nothing.
/// </summary>
[Cmdlet(VerbsData.Export, "XlinkCloudLinkData", SupportsShouldProcess = true, DefaultParameterSetName = "CallData")]
[OutputType(typeof(CloudLinkExportResult))]
public sealed class ExportXlinkCloudLinkDataCommand : WholeDaysCmdlet
{
    /// <summary>Exports call data (PhoneLink); so it is without <see cref="AgentData"/>.</summary>
    [Parameter(ParameterSetName = "CallData")]
    [Parameter(ParameterSetName = "AgentData")]
    public SwitchParameter CallData { get; set; }

    /// <summary>Exports agent data (TimeLink); with <see cref="CallData"/>, both.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "AgentData")]
    public SwitchParameter AgentData { get; set; }

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
        Run(
            installation,
            Messages.CloudLinkExportActivity,
            nameof(Messages.CloudLinkExportAction),
            (observer, log, token) => CloudLinkExport.RunAsync(installation.Path, options, observer, log, token),
            result => [(result.ExternalSystem + " (" + result.Kind + ")", MessageText.Format(nameof(Messages.CloudLinkExportAction), result.StartDate, result.Days))]);
    }
}
