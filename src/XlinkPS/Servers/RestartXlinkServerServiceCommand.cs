using System.Management.Automation;
using System.Threading.Tasks;
using Xlink.Servers;

namespace XlinkPS.Servers;

/// <summary>Stops the service of the server and starts it again.</summary>
[Cmdlet(VerbsLifecycle.Restart, "XlinkServerService", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkServerService))]
public sealed class RestartXlinkServerServiceCommand : ServerServiceCmdlet
{
    /// <inheritdoc/>
    protected override void Change() => Await(token => Task.Run(
        () =>
        {
            ServerService.Stop(token);
            ServerService.Start(token);
        },
        token));
}
