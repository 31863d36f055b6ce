using System.Management.Automation;
using System.Net;
using Xlink.Servers;
using XlinkPS.Completion;

namespace XlinkPS.Servers;

/// <summary>A cmdlet that says where a server listens and how.</summary>
public abstract class ServerListenCmdlet : XlinkCmdlet
{
    /// <summary>File with the connection string of a PostgreSQL database, which several servers may share. Default: SQLite in the data folder.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DatabasePath { get; set; }

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

    /// <summary>File with a token that allows to read <c>/metrics</c> from other computers, and nothing else.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MetricsTokenPath { get; set; }

    /// <summary>Days that entries of the audit log are kept. Default: a year.</summary>
    [Parameter]
    [ValidateRange(1, 36500)]
    public int? AuditRetentionDays { get; set; }

    /// <summary>The largest upload in MB (1024 × 1024 bytes), decompressed. Default: 32.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int? MaximumUploadMB { get; set; }

    /// <summary>Hours that a login lasts. Default: 8.</summary>
    [Parameter]
    [ValidateRange(1, 8784)]
    public int? TokenLifetimeHours { get; set; }

    /// <summary>Writes the server's log with one JSON object per line, for programs.</summary>
    [Parameter]
    public SwitchParameter JsonLog { get; set; }

    /// <summary>What the parameters say.</summary>
    /// <param name="dataPath">Full path of the data folder.</param>
    private protected ServerProcessOptions Options(string dataPath) => new()
    {
        ProgramFolder = ModuleFolder.Server,
        DataPath = dataPath,
        DatabasePath = ResolveFile(DatabasePath),
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
        MetricsTokenPath = ResolveFile(MetricsTokenPath),
        AuditRetentionDays = AuditRetentionDays,
        MaximumUploadMB = MaximumUploadMB,
        TokenLifetimeHours = TokenLifetimeHours,
        JsonLog = JsonLog,
    };

    private string? ResolveFile(string? path) => path is null ? null : ResolvePath(path);
}
