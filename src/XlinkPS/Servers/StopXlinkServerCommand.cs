using System;
using System.Management.Automation;
using Xlink;
using Xlink.Servers;

namespace XlinkPS.Servers;

/// <summary>Stops a WFM server that Start-XlinkServer has started.</summary>
[Cmdlet(VerbsLifecycle.Stop, "XlinkServer", SupportsShouldProcess = true)]
public sealed class StopXlinkServerCommand : XlinkCmdlet
{
    /// <summary>Folder of the server's data.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string DataPath { get; set; } = string.Empty;

    /// <summary>Name of the computer that the server runs on, from Get-XlinkServerStatus: only one on this computer is stopped.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Machine { get; set; }

    /// <summary>Seconds the server gets to end its requests before it is ended by force. Stored data are safe either way.</summary>
    [Parameter]
    [ValidateRange(0, 600)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <inheritdoc/>
    protected override object ErrorTarget => DataPath;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (!string.IsNullOrEmpty(Machine) && !string.Equals(Machine, Environment.MachineName, StringComparison.OrdinalIgnoreCase))
        {
            throw XlinkException.Create(nameof(Messages.ServerElsewhere), XlinkErrorCategory.InvalidArgument, Machine);
        }

        var dataPath = ResolvePath(DataPath);
        if (ShouldProcess(dataPath) && !Await(token => ServerProcess.StopAsync(dataPath, TimeSpan.FromSeconds(TimeoutSeconds), token)))
        {
            WriteWarning(MessageText.Format(nameof(Messages.ServerNotRunning), dataPath));
        }
    }
}
