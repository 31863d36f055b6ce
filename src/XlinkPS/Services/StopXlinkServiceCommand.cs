using System.Management.Automation;
using System.Threading.Tasks;
using Xlink.Services;

namespace XlinkPS.Services;

/// <summary>Stops the service and waits until it has stopped; a running import ends first at a point from which it can be repeated.</summary>
[Cmdlet(VerbsLifecycle.Stop, "XlinkService", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkServiceStatus))]
public sealed class StopXlinkServiceCommand : ServiceStateCmdlet
{
    /// <summary>Says in a script that the service has stopped when the cmdlet returns. It always has.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override void ChangeState(InstallationService service) => Await(token => Task.Run(() => service.Stop(token), token));
}
