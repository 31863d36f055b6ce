using System.Management.Automation;
using Xlink.Configuration;
using Xlink.Installation;

namespace XlinkPS.Installations;

/// <summary>Gets the servers of an installation: the address in isps.cfg and the user in isps_ul.ini. Passwords are not shown.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkServer")]
[OutputType(typeof(XlinkServer))]
public sealed class GetXlinkServerCommand : InstallationCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var credentials = IspsUlConfiguration.Load(installation.Path);
        foreach (var server in IspsCfgConfiguration.Load(installation.Path).Servers)
        {
            WriteObject(new XlinkServer(installation.Path, server, credentials.FindServerEntry(server.Name)));
        }
    }
}
