using Xlink.Configuration;

namespace XlinkPS.Installations;

/// <summary>A server as an installation has it configured.</summary>
public sealed class XlinkServer
{
    internal XlinkServer(string installationPath, ClientServer server, ServerEntry? entry)
    {
        InstallationPath = installationPath;
        ServerEntry = server.Name;
        Url = server.UrlText;
        CertificateThumbprint = server.CertificateThumbprint;
        UserName = entry?.UserName;
        HasCredential = entry is { IsPlaceholder: false };
    }

    /// <summary>Folder of the installation.</summary>
    public string InstallationPath { get; }

    /// <summary>Name of the server entry, for example <c>WFM</c>.</summary>
    public string ServerEntry { get; }

    /// <summary>Address as isps.cfg has it.</summary>
    public string? Url { get; }

    /// <summary>Thumbprint of the only certificate that is accepted, if one is pinned.</summary>
    public string? CertificateThumbprint { get; }

    /// <summary>User name or e-mail address; <see langword="null"/> if <c>[DB]</c> has no entry of that name.</summary>
    public string? UserName { get; }

    /// <summary>Whether user and password have been set: no placeholder of a fresh installation stands there.</summary>
    public bool HasCredential { get; }
}
