namespace XlinkPS.Installations;

/// <summary>Whether an installation gets through the firewall.</summary>
public sealed class XlinkFirewallTest
{
    internal XlinkFirewallTest(string installationPath, string host, int port, bool? hasRule, string? failure)
    {
        InstallationPath = installationPath;
        Host = host;
        Port = port;
        HasRule = hasRule;
        Success = failure is null;
        Message = failure ?? string.Empty;
    }

    /// <summary>Folder of the installation.</summary>
    public string InstallationPath { get; }

    /// <summary>Name or address of the server.</summary>
    public string Host { get; }

    /// <summary>TCP port of the server.</summary>
    public int Port { get; }

    /// <summary>Whether Windows' firewall has the rule of New-XlinkFirewallRule; <see langword="null"/> where there is no such firewall. Without a rule the connection may be allowed all the same.</summary>
    public bool? HasRule { get; }

    /// <summary>Whether the server's port has answered.</summary>
    public bool Success { get; }

    /// <summary>Why it has not.</summary>
    public string Message { get; }
}
