using System.Collections.Generic;
using System.Management.Automation;
using Xlink.Servers;

namespace XlinkPS.Servers;

/// <summary>A running WFM server.</summary>
public sealed class XlinkServerProcess
{
    internal XlinkServerProcess(RunningServer server)
    {
        Url = server.Url;
        AllUrls = server.Urls;
        ProcessId = server.ProcessId;
        DataPath = server.DataPath;
        Version = server.Version;
        CertificateThumbprint = server.CertificateThumbprint;
        if (server.AdministratorPassword is { } password)
        {
            AdministratorCredential = new PSCredential(RunningServer.AdministratorName, password.ToSecureString());
        }
    }

    /// <summary>Address, as <c>isps.cfg</c> has it.</summary>
    public string Url { get; }

    /// <summary>All addresses: a server may have a port with TLS and one without.</summary>
    public IReadOnlyList<string> AllUrls { get; }

    /// <summary>ID of the process.</summary>
    public int ProcessId { get; }

    /// <summary>Folder of the server's data.</summary>
    public string DataPath { get; }

    /// <summary>Version of the server.</summary>
    public string Version { get; }

    /// <summary>SHA-256 thumbprint of its certificate, to pin it; <see langword="null"/> without TLS.</summary>
    public string? CertificateThumbprint { get; }

    /// <summary>The administrator that the first start has created; <see langword="null"/> at later starts: it is shown once.</summary>
    public PSCredential? AdministratorCredential { get; }
}
