using System;
using System.IO;
using System.Management.Automation;
using Xlink.Servers;

namespace XlinkPS.Servers;

/// <summary>Starts the WFM server that comes with the module, for tests and small sites. It goes on running when the session ends.</summary>
[Cmdlet(VerbsLifecycle.Start, "XlinkServer", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkServerProcess))]
public sealed class StartXlinkServerCommand : ServerListenCmdlet
{
    /// <summary>Folder of the server's data; created if it does not exist. Default: <c>XlinkPS/server</c> in the user's local application data.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string DataPath { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "XlinkPS", "server");

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

        var server = Await(token => ServerProcess.StartAsync(Options(dataPath), token));
        foreach (var warning in server.Warnings)
        {
            WriteWarning(warning);
        }

        WriteObject(new XlinkServerProcess(server));
    }
}
