using System.Management.Automation;
using System.Threading.Tasks;
using Xlink;
using Xlink.Installation;
using Xlink.Services;

namespace XlinkPS.Services;

/// <summary>Stops the service and removes it, and passes its installation on. Needs an elevated session.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "XlinkService", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkInstallation))]
public sealed class UninstallXlinkServiceCommand : ServiceCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessService(InstallationService service)
    {
        if (ShouldProcess(XlinkService.Name))
        {
            Await(token => Task.Run(() => service.Uninstall(token), token));
            WriteVerbose(Messages.ServiceRemoved);
        }

        WriteObject(service.Installation);
    }
}
