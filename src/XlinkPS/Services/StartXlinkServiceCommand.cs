using System.Management.Automation;
using Xlink.Services;

namespace XlinkPS.Services;

/// <summary>Starts the service and waits until it runs; a running one is left alone. If it does not start, the error has the reason from its log.</summary>
[Cmdlet(VerbsLifecycle.Start, "XlinkService", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkServiceStatus))]
public sealed class StartXlinkServiceCommand : ServiceStartCmdlet
{
    /// <inheritdoc/>
    protected override void ChangeState(InstallationService service) => Start(service);
}
