using System.Management.Automation;
using Xlink.Servers;

namespace XlinkPS.Servers;

/// <summary>A cmdlet that changes the server's service, of which there is one per computer. Needs an elevated session.</summary>
public abstract class ServerServiceCmdlet : XlinkCmdlet
{
    /// <summary>Writes the status of the service afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override object ErrorTarget => ServerService.Name;

    /// <inheritdoc/>
    protected sealed override void ProcessInput()
    {
        if (ShouldProcess(ServerService.Name))
        {
            Change();
            if (PassThru)
            {
                WriteObject(new XlinkServerService(ServerService.Query()));
            }
        }
    }

    /// <summary>The one step in which the cmdlets differ.</summary>
    protected abstract void Change();
}
