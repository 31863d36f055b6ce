using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Services;

namespace Xlink.Installation.Backups;

/// <summary>What an installation needs on its computer that is in none of its files: DSNs, firewall, service [documented], and the folders of the telephone system's files.</summary>
internal static class InstallationSurroundings
{
    private static readonly string[] OdbcKeys = ["CallDataTable", "QueueSQL", "AgentActivityTable", "ActivitySQL"];
    private static readonly string[] FolderKeys = ["Source", "Destination", "ActivitySource", "ActivityDestination"];

    /// <summary>Lists it, one sentence each. What cannot be read is left out.</summary>
    internal static IReadOnlyList<string> Describe(XlinkInstallation installation, IServiceControl control) =>
    [
        .. installation.FindFile(XlinkFileName.Settings) is { } settings ? IspsUlConfiguration.Load(settings).ExternalSystems.SelectMany(DescribeSystem) : [],
        .. installation.FindFile(XlinkFileName.ServerAddress) is { } address
            ? IspsCfgConfiguration.Load(address).Servers.Select(server => server.UrlText).Where(url => !string.IsNullOrEmpty(url))
                .Select(url => MessageText.Format(nameof(Messages.NotIncludedFirewall), url))
            : [],
        .. DescribeService(installation, control),
    ];

    private static IEnumerable<string> DescribeSystem(IConfigurationSection section)
    {
        if (!OdbcKeys.Any(key => section.GetText(key) is not null))
        {
            return FolderKeys.Select(section.GetText).Where(folder => !string.IsNullOrEmpty(folder)).Distinct(StringComparer.Ordinal)
                .Select(folder => MessageText.Format(nameof(Messages.NotIncludedFolder), section.Name, folder));
        }

        return section.GetText("Source") is { Length: > 0 } name ? [MessageText.Format(nameof(Messages.NotIncludedDsn), section.Name, name)] : [];
    }

    private static IEnumerable<string> DescribeService(XlinkInstallation installation, IServiceControl control)
        => new InstallationService(installation, control).IsInstalled
            ? [MessageText.Format(nameof(Messages.NotIncludedService), control.Query().Account)]
            : [];
}
