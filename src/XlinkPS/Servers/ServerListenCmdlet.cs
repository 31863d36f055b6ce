using System.IO;
using System.Management.Automation;
using System.Net;
using Xlink;
using Xlink.Servers;
using Xlink.Targets;

namespace XlinkPS.Servers;

/// <summary>A cmdlet that says where a server listens and how.</summary>
public abstract class ServerListenCmdlet : XlinkCmdlet
{
    /// <summary>File with the connection string of a PostgreSQL database, which several servers may share. Default: SQLite in the data folder.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DatabasePath { get; set; }

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
    public string? TimeZone { get; set; }

    /// <summary>File with a token that allows to read <c>/metrics</c> from other computers, and nothing else.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MetricsTokenPath { get; set; }

    /// <summary>Writes the server's log with one JSON object per line, for programs.</summary>
    [Parameter]
    public SwitchParameter JsonLog { get; set; }

    /// <summary>What the parameters say.</summary>
    /// <param name="dataPath">Full path of the data folder.</param>
    private protected ServerProcessOptions Options(string dataPath) => new()
    {
        ProgramFolder = Path.Combine(ModuleFolder.Path, "server"),
        DataPath = dataPath,
        DatabasePath = ResolveFile(DatabasePath),
        Port = Port,
        Address = Address?.ToString(),
        TimeZone = TimeZone,
        CertificatePath = ResolveFile(CertificatePath),
        CertificateKeyPath = ResolveFile(CertificateKeyPath),
        CertificatePasswordPath = ResolveFile(CertificatePasswordPath),
        MetricsTokenPath = ResolveFile(MetricsTokenPath),
        JsonLog = JsonLog,
    };

    /// <summary>Warns if passwords are going to travel readable for everybody.</summary>
    /// <param name="url">Address of the server.</param>
    private protected void WarnWithoutTls(string url)
    {
        if (Address is not null && !IPAddress.IsLoopback(Address) && CertificatePath is null)
        {
            WriteWarning(MessageText.Format(nameof(Messages.PasswordUnencryptedOnNetwork), url));
        }
    }

    private string? ResolveFile(string? path) => path is null ? null : ResolvePath(path);
}
