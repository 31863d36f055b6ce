using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xlink.Configuration;
using Xlink.Installation;

namespace Xlink.Targets;

/// <summary>The exception that an installation needs in a firewall that restricts outgoing connections: TCP to its server's port [documented].</summary>
public sealed record FirewallRule
{
    private FirewallRule(XlinkInstallation installation, ServerUrl url)
    {
        InstallationPath = installation.Path;
        Program = installation.FindProgram(XlinkFileName.ServiceProgram);
        Url = url;
        Name = string.Format(CultureInfo.InvariantCulture, "XlinkPS-TCP-{0}", url.Port);
    }

    /// <summary>Folder of the installation.</summary>
    public string InstallationPath { get; }

    /// <summary>Name of the rule in Windows' firewall [our reading].</summary>
    public string Name { get; }

    /// <summary>The program that connects; <see langword="null"/> if the installation has none for this computer.</summary>
    public string? Program { get; }

    /// <summary>The server.</summary>
    public ServerUrl Url { get; }

    /// <summary>TCP port of the server.</summary>
    public int Port => Url.Port;

    /// <summary>Commands of the usual firewalls of Linux that allow the port; one of them is enough.</summary>
    public IReadOnlyList<string> Commands => new[]
    {
        Command("nft add rule inet filter output tcp dport {0} accept"),
        Command("ufw allow out {0}/tcp"),
        Command("firewall-cmd --permanent --direct --add-rule ipv4 filter OUTPUT 0 -p tcp --dport {0} -j ACCEPT"),
    };

    /// <summary>The rule for a server of an installation.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="serverEntry">Name of the server entry; <see langword="null"/> for the first in isps_ul.ini.</param>
    /// <returns>The rule; nothing is done.</returns>
    /// <exception cref="XlinkException">The errors of reading isps_ul.ini and isps.cfg.</exception>
    public static FirewallRule For(XlinkInstallation installation, string? serverEntry)
    {
        var entry = serverEntry ?? IspsUlConfiguration.Load(installation.Path).ServerEntries.FirstOrDefault()?.Name ?? IspsUlConfiguration.DefaultServerEntryName;
        return new FirewallRule(installation, IspsCfgConfiguration.Load(installation.Path).GetServer(entry).Url);
    }

    private string Command(string format) => string.Format(CultureInfo.InvariantCulture, format, Port);
}
