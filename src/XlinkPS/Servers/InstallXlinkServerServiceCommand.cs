using System;
using System.Management.Automation;
using Xlink.Credentials;
using Xlink.Servers;
using Xlink.Services;

namespace XlinkPS.Servers;

/// <summary>
/// Installs the server as a service with automatic start, starts it, and shows it, with its administrator if there was none before. Needs an elevated session.
/// </summary>
[Cmdlet(VerbsLifecycle.Install, "XlinkServerService", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkServerService))]
public sealed class InstallXlinkServerServiceCommand : ServerListenCmdlet
{
    /// <summary>Folder of the server's data, which becomes the service's alone. Default: <c>XlinkPS\server</c> in ProgramData, or /var/lib/xlink-server.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string DataPath { get; set; } = ServerService.DefaultDataPath;

    /// <summary>A special account for the service, which must exist. Default: Local System on Windows, the system user xlink-server on Linux.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Seconds in which the server, asked to end, still answers everything while it says that it is not ready. For servers behind a load balancer.</summary>
    [Parameter]
    [ValidateRange(0, 60)]
    public int DrainSeconds { get; set; }

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

        using var password = Credential is null ? null : Secret.From(Credential.Password);
        var account = password is null ? null : new ServiceAccount(Credential!.UserName, password);
        var options = Options(dataPath) with { DrainTime = TimeSpan.FromSeconds(DrainSeconds) };
        var status = Await(token => ServerService.InstallAsync(options, account, token));
        foreach (var warning in status.Warnings)
        {
            WriteWarning(warning);
        }

        WriteObject(new XlinkServerService(status));
    }
}
