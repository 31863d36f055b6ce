using System;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using Xlink;
using Xlink.Configuration;
using Xlink.Importing;
using Xlink.Installation;
using XlinkPS.Installations;

namespace XlinkPS.Imports;

/// <summary>
/// Sets when the service imports call data and agent data by itself: the keys in [General] of isps_ul.ini. What is not given stays as it is, and so does
/// everything else in the file. The running service notices within half a minute. Passes the installation on.
/// </summary>
[Cmdlet(VerbsCommon.Set, "XlinkImportSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkInstallation))]
public sealed class SetXlinkImportScheduleCommand : InstallationCmdlet
{
    private readonly StrongBox<ImportScheduleMode> givenCallData = new();
    private readonly StrongBox<ImportScheduleMode> givenAgentData = new();

    /// <summary>How often call data are imported: every so many minutes, once a day for the day before, or never.</summary>
    [Parameter]
    public ImportScheduleMode CallData
    {
        get => givenCallData.Value;
        set => givenCallData.Value = value;
    }

    /// <summary>Call data: the reference time of an interval, or the time of a daily import, for example <c>00:05</c>.</summary>
    [Parameter]
    public TimeSpan CallDataTime { get; set; }

    /// <summary>Call data: minutes from one import to the next.</summary>
    [Parameter]
    [ValidateRange(1, ImportSchedule.MaximumMinutes)]
    public int CallDataMinutes { get; set; }

    /// <summary>How often agent data are imported: every so many minutes, once a day for the day before, or never.</summary>
    [Parameter]
    public ImportScheduleMode AgentData
    {
        get => givenAgentData.Value;
        set => givenAgentData.Value = value;
    }

    /// <summary>Agent data: the reference time of an interval, or the time of a daily import, for example <c>02:30</c>.</summary>
    [Parameter]
    public TimeSpan AgentDataTime { get; set; }

    /// <summary>Agent data: minutes from one import to the next.</summary>
    [Parameter]
    [ValidateRange(1, ImportSchedule.MaximumMinutes)]
    public int AgentDataMinutes { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var configuration = IspsUlConfiguration.Load(installation.Path);
        ImportSchedule.Write(
            configuration, ImportKind.CallData, Given(nameof(CallData), CallData), Given(nameof(CallDataTime), CallDataTime), Given(nameof(CallDataMinutes), CallDataMinutes));
        ImportSchedule.Write(
            configuration, ImportKind.AgentData, Given(nameof(AgentData), AgentData), Given(nameof(AgentDataTime), AgentDataTime), Given(nameof(AgentDataMinutes), AgentDataMinutes));
        if (ShouldProcess(configuration.FilePath, Messages.SetScheduleAction))
        {
            configuration.Save();
        }

        WriteObject(installation);
    }

    private T? Given<T>(string parameter, T value)
        where T : struct
        => MyInvocation.BoundParameters.ContainsKey(parameter) ? value : null;
}
