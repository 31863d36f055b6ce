using System;
using System.IO;
using System.Management.Automation;
using System.Net;
using Xlink;
using Xlink.Servers;
using Xlink.Targets;
using XlinkPS.ExternalSystems;

namespace XlinkPS.Servers;

/// <summary>Starts the WFM server that comes with the module, for tests and small sites. It goes on running when the session ends.</summary>
[Cmdlet(VerbsLifecycle.Start, "XlinkServer", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkServerProcess))]
public sealed class StartXlinkServerCommand : XlinkCmdlet
{
    /// <summary>Folder of the server's data; created if it does not exist. Default: <c>XlinkPS/server</c> in the user's local application data.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string DataPath { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "XlinkPS", "server");

    /// <summary>TCP port; 0 takes a free one.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; } = ServerUrl.DefaultPort;

    /// <summary>IP address to listen on; <c>0.0.0.0</c> or <c>::</c> for all. Default: the loopback address, for this computer only.</summary>
    [Parameter]
    [ValidateNotNull]
    public IPAddress? Address { get; set; }

    /// <summary>PFX or PEM file with the server's certificate. With it the server speaks TLS (<c>iwfms</c>).</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CertificatePath { get; set; }

    /// <summary>PEM file with the certificate's key, if the certificate's file has none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CertificateKeyPath { get; set; }

    /// <summary>File with the password of certificate or key. Only its path stands on a command line.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CertificatePasswordPath { get; set; }

    /// <summary>IANA name of the zone for days and times, for example <c>Europe/Berlin</c>. Default: this computer's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
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
            Address = Address?.ToString(),
            TimeZone = TimeZone,
            CertificatePath = ResolveFile(CertificatePath),
            CertificateKeyPath = ResolveFile(CertificateKeyPath),
            CertificatePasswordPath = ResolveFile(CertificatePasswordPath),
        };
        var server = new XlinkServerProcess(Await(token => ServerProcess.StartAsync(options, token)));
        if (Address is not null && !IPAddress.IsLoopback(Address) && CertificatePath is null)
        {
            WriteWarning(MessageText.Format(nameof(Messages.PasswordUnencryptedOnNetwork), server.Url));
        }

        WriteObject(server);
    }

    private string? ResolveFile(string? path) => path is null ? null : ResolvePath(path);
}
