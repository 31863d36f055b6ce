using System.Management.Automation;
using Xlink.Servers;
using Xlink.Services;

namespace XlinkPS.Servers;

/// <summary>The server's service on this computer.</summary>
public sealed class XlinkServerService
{
    internal XlinkServerService(ServerServiceStatus status)
    {
        State = status.State;
        StartType = status.StartType;
        Account = status.Account;
        DataPath = status.DataPath;
        ProcessId = status.ProcessId;
        Url = status.Url;
        CertificateThumbprint = status.CertificateThumbprint;
        if (status.AdministratorPassword is { } password)
        {
            AdministratorCredential = new PSCredential(RunningServer.AdministratorName, password.ToSecureString());
        }
    }

    /// <summary>What it does.</summary>
    public XlinkServiceState State { get; }

    /// <summary>When it is started.</summary>
    public XlinkServiceStartType StartType { get; }

    /// <summary>The account it runs as; <see langword="null"/> if it is not installed.</summary>
    public string? Account { get; }

    /// <summary>Folder of the server's data.</summary>
    public string? DataPath { get; }

    /// <summary>Its process; <see langword="null"/> if it does not run.</summary>
    public int? ProcessId { get; }

    /// <summary>Address for clients on this computer; <see langword="null"/> if it does not run, or its data folder is closed to who asks.</summary>
    public string? Url { get; }

    /// <summary>SHA-256 thumbprint of its certificate, to pin it; <see langword="null"/> without TLS, if it does not run, or its data folder is closed to who asks.</summary>
    public string? CertificateThumbprint { get; }

    /// <summary>The administrator that the installation has created; <see langword="null"/> if there was one already: it is shown once.</summary>
    public PSCredential? AdministratorCredential { get; }
}
