using System.Management.Automation;
using Xlink.Configuration;
using Xlink.Importing;
using Xlink.Installation;
using XlinkPS.Installations;

namespace XlinkPS.Imports;

/// <summary>Gets when the service imports call data and agent data by itself: the keys in [General] of isps_ul.ini.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkImportSchedule")]
[OutputType(typeof(XlinkImportSchedule))]
public sealed class GetXlinkImportScheduleCommand : InstallationCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var general = IspsUlConfiguration.Load(installation.Path).Document.FindSection(GeneralSettings.SectionName);
        foreach (var kind in new[] { ImportKind.CallData, ImportKind.AgentData })
        {
            WriteObject(new XlinkImportSchedule(installation.Path, kind, ImportSchedule.Read(general, kind)));
        }
    }
}
