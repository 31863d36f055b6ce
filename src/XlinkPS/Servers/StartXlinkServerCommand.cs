using System;
using System.IO;
using System.Management.Automation;
using System.Net;
using Xlink.Servers;
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

    /// <summary>
    /// TCP port; 0 takes a free one. With a certificate it speaks TLS, unless there is a <c>-TlsPort</c>. Default: what <c>isps.cfg</c> says, or 45054.
    /// </summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int? Port { get; set; }

    /// <summary>TCP port for TLS beside that of <c>-Port</c>, or alone; 0 takes a free one.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int? TlsPort { get; set; }

    /// <summary>
    /// The server's <c>isps.cfg</c> with the section <c>[InVision Enterprise Server]</c>: ports and certificate, unless a parameter says otherwise.
    /// Default: the one in the data folder, if there is one.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ConfigurationPath { get; set; }

    /// <summary>IP address to listen on; <c>0.0.0.0</c> or <c>::</c> for all. Default: the loopback address, for this computer only.</summary>
    [Parameter]
    [ValidateNotNull]
    public IPAddress? Address { get; set; }

    /// <summary>
    /// The server speaks TLS (<c>iwfms</c>) with a certificate that its first start makes. Clients pin it by <c>CertificateThumbprint</c> of the output.
    /// </summary>
    [Parameter]
    public SwitchParameter SelfSigned { get; set; }

    /// <summary>Addresses or networks (10.0.0.0/8) of proxies and load balancers that are believed who a client is.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] TrustedProxy { get; set; } = [];

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
            TlsPort = TlsPort,
            ConfigurationPath = ResolveFile(ConfigurationPath),
            SelfSigned = SelfSigned,
            TrustedProxies = TrustedProxy,
            Address = Address?.ToString(),
            TimeZone = TimeZone,
            CertificatePath = ResolveFile(CertificatePath),
            CertificateKeyPath = ResolveFile(CertificateKeyPath),
            CertificatePasswordPath = ResolveFile(CertificatePasswordPath),
        };
        var server = Await(token => ServerProcess.StartAsync(options, token));
        foreach (var warning in server.Warnings)
        {
            WriteWarning(warning);
        }

        WriteObject(new XlinkServerProcess(server));
    }

    private string? ResolveFile(string? path) => path is null ? null : ResolvePath(path);
}
