using System.Management.Automation;
using Xlink.Installation;

namespace XlinkPS.Installations;

/// <summary>Gets an Xlink installation: its version, kind and language. It flows through the set-up cmdlets.</summary>
[Cmdlet(VerbsCommon.Get, "Xlink")]
[OutputType(typeof(XlinkInstallation))]
public sealed class GetXlinkCommand : InstallationCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation) => WriteObject(installation);
}
