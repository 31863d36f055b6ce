using System;
using System.Management.Automation;
using System.Threading.Tasks;
using Xlink.Services;

namespace XlinkPS.Services;

/// <summary>A cmdlet that starts the service.</summary>
public abstract class ServiceStartCmdlet : ServiceStateCmdlet
{
    /// <summary>Waits, after the start, until isps_uls.log says that the service has reached its server, or fails with the reason from there.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Seconds that -Wait waits.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>Starts it.</summary>
    /// <param name="service">The service.</param>
    private protected void Start(InstallationService service) => Await(token => Task.Run(
        () =>
        {
            if (Wait)
            {
                service.Start(TimeSpan.FromSeconds(TimeoutSeconds), token);
            }
            else
            {
                service.Start(token);
            }
        },
        token));
}
