using System.Management.Automation;
using System.Threading.Tasks;
using Xlink.Servers;

namespace XlinkPS.Servers;

/// <summary>Starts the service of the server and waits until it answers.</summary>
[Cmdlet(VerbsLifecycle.Start, "XlinkServerService", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkServerService))]
public sealed class StartXlinkServerServiceCommand : ServerServiceCmdlet
{
    /// <inheritdoc/>
    protected override void Change() => Await(token => Task.Run(() => ServerService.Start(token), token));
}
