using System.Management.Automation;
using Xlink.Services;

namespace XlinkPS.Services;

/// <summary>A cmdlet that starts or stops the service. Needs an elevated session.</summary>
public abstract class ServiceStateCmdlet : ServiceCmdlet
{
    /// <summary>Writes the status of the service afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected sealed override void ProcessService(InstallationService service)
    {
        if (ShouldProcess(XlinkService.Name))
        {
            ChangeState(service);
            if (PassThru)
            {
                WriteObject(service.Query());
            }
        }
    }

    /// <summary>Starts or stops it.</summary>
    /// <param name="service">The service.</param>
    protected abstract void ChangeState(InstallationService service);
}
