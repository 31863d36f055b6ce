using System.Management.Automation;
using Xlink;
using Xlink.Installation;
using Xlink.Targets;

namespace XlinkPS.Installations;

/// <summary>
/// Removes a server entry that no import goes to any more: user and password from isps_ul.ini, the address from isps.cfg. Mappings, and what is known of the
/// server's queues, stay for Cloud Link.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "XlinkServer", SupportsShouldProcess = true)]
public sealed class RemoveXlinkServerCommand : InstallationCmdlet
{
    /// <summary>Name of the server entry.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerEntryCompleter))]
    public string ServerEntry { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        ServerEntryRemoval.EnsureUnused(installation.Path, ServerEntry);
        if (ShouldProcess(installation.Path, MessageText.Format(nameof(Messages.RemoveServerAction), ServerEntry)))
        {
            ServerEntryRemoval.Remove(installation.Path, ServerEntry);
        }
    }
}
