using System;
using System.IO;
using System.Management.Automation;
using Xlink.Servers;

namespace XlinkPS.Servers;

/// <summary>Starts the WFM server that comes with the module, for tests and small sites.</summary>
[Cmdlet(VerbsLifecycle.Start, "XlinkServer", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkServerProcess))]
public sealed class StartXlinkServerCommand : XlinkCmdlet
{
    /// <summary>Folder of the server's data; created if it does not exist. Default: <c>XlinkPS/server</c> in the user's local application data.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string DataPath { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "XlinkPS", "server");

    /// <summary>TCP port on this computer's loopback address; 0 takes a free one.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; } = Xlink.Targets.ServerUrl.DefaultPort;

    /// <summary>IANA name of the zone for days and times, for example <c>Europe/Berlin</c>. Default: this computer's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TimeZone { get; set; }

    /// <summary>Says in a script that the server answers when the cmdlet returns. It always does: a free port is only known then.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override object ErrorTarget => DataPath;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var dataPath = ResolvePath(DataPath);
        if (!ShouldProcess(dataPath))
        {
            return;
        }

        var options = new ServerProcessOptions
        {
            ProgramFolder = Path.Combine(ModuleFolder.Path, "server"),
            DataPath = dataPath,
            Port = Port,
            TimeZone = TimeZone,
        };
        WriteObject(new XlinkServerProcess(Await(token => ServerProcess.StartAsync(options, token))));
    }
}
