using System.Management.Automation;
using System.Threading.Tasks;
using Xlink.Servers;

namespace XlinkPS.Servers;

/// <summary>Stops the service of the server and removes it. Its data stay.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "XlinkServerService", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkServerService))]
public sealed class UninstallXlinkServerServiceCommand : ServerServiceCmdlet
{
    /// <inheritdoc/>
    protected override void Change() => Await(token => Task.Run(() => ServerService.Uninstall(token), token));
}
