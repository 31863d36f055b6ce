using System.Management.Automation;
using Xlink.Servers;
using Xlink.Services;

namespace XlinkPS.Servers;

/// <summary>The server's service on this computer.</summary>
public sealed class XlinkServerService
{
    private readonly ServerServiceStatus status;

    internal XlinkServerService(ServerServiceStatus status)
    {
        this.status = status;
        if (status.AdministratorPassword is { } password)
        {
            AdministratorCredential = new PSCredential(RunningServer.AdministratorName, password.ToSecureString());
        }
    }

    /// <summary>What it does.</summary>
    public XlinkServiceState State => status.State;

    /// <summary>When it is started.</summary>
    public XlinkServiceStartType StartType => status.StartType;

    /// <summary>The account it runs as; <see langword="null"/> if it is not installed.</summary>
    public string? Account => status.Account;

    /// <summary>Folder of the server's data.</summary>
    public string? DataPath => status.DataPath;

    /// <summary>Its process; <see langword="null"/> if it does not run.</summary>
    public int? ProcessId => status.ProcessId;

    /// <summary>Address for clients on this computer; <see langword="null"/> if it does not run, or its data folder is closed to who asks.</summary>
    public string? Url => status.Url;

    /// <summary>SHA-256 thumbprint of its certificate, to pin it; <see langword="null"/> without TLS, if it does not run, or its data folder is closed to who asks.</summary>
    public string? CertificateThumbprint => status.CertificateThumbprint;

    /// <summary>The administrator that the installation has created; <see langword="null"/> if there was one already: it is shown once.</summary>
    public PSCredential? AdministratorCredential { get; }
}
