using System.Management.Automation;
using System.Threading.Tasks;
using Xlink.Services;

namespace XlinkPS.Services;

/// <summary>Stops the service and starts it again, which the original needs after each edit of its files.</summary>
[Cmdlet(VerbsLifecycle.Restart, "XlinkService", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkServiceStatus))]
public sealed class RestartXlinkServiceCommand : ServiceStartCmdlet
{
    /// <inheritdoc/>
    protected override void ChangeState(InstallationService service)
    {
        Await(token => Task.Run(() => service.Stop(token), token));
        Start(service);
    }
}
