using System.Management.Automation;
using System.Threading.Tasks;
using Xlink.Servers;

namespace XlinkPS.Servers;

/// <summary>Stops the service of the server; requests that run are finished first.</summary>
[Cmdlet(VerbsLifecycle.Stop, "XlinkServerService", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkServerService))]
public sealed class StopXlinkServerServiceCommand : ServerServiceCmdlet
{
    /// <inheritdoc/>
    protected override void Change() => Await(token => Task.Run(() => ServerService.Stop(token), token));
}
