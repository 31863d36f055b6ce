using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;

namespace Xlink.Diagnosis.Rules;

/// <summary>A server entry has no section in <c>isps.cfg</c>, one of another case, or one whose <c>Url</c> is missing, unreadable or still the sample's.</summary>
internal sealed class ServerAddressRule : IConfigurationRule
{
    // The sample has "iwfm-xxxx" where the host name belongs; nobody's host is called that.
    private const string PlaceholderHost = "xxxx";

    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => installation.Addresses is not { } addresses ? []
            : installation.ServerEntries.SelectMany(entry => CheckEntry(entry, addresses))
                .Concat(addresses.Servers.SelectMany(server => CheckUrl(server, addresses.FilePath)));

    private static IEnumerable<ConfigurationFinding> CheckEntry(ServerEntry entry, IspsCfgConfiguration addresses)
    {
        var server = addresses.Servers.FirstOrDefault(candidate => string.Equals(candidate.Name, entry.Name, StringComparison.OrdinalIgnoreCase));
        if (server is null)
        {
            var nearest = NearestName.Find(entry.Name, addresses.Servers.Select(candidate => candidate.Name));
            yield return nearest is null
                ? ConfigurationFinding.InFile(
                    addresses.FilePath, line: null, FindingSeverity.Error, nameof(Messages.ServerSectionMissing), ClientServer.SectionPrefix + entry.Name)
                : ConfigurationFinding.InFile(
                    addresses.FilePath, line: null, FindingSeverity.Error, nameof(Messages.CheckServerNameDiffers), entry.Name, nearest);
        }
        else if (!string.Equals(server.Name, entry.Name, StringComparison.Ordinal))
        {
            yield return ConfigurationFinding.InFile(
                addresses.FilePath, line: null, FindingSeverity.Warning, nameof(Messages.CheckServerNameCase), entry.Name, server.Name) with
            { Section = server.SectionName };
        }
    }

    private static IEnumerable<ConfigurationFinding> CheckUrl(ClientServer server, string file)
    {
        XlinkException? failure = null;
        var isPlaceholder = false;
        try
        {
            isPlaceholder = server.Url.Host.IndexOf(PlaceholderHost, StringComparison.OrdinalIgnoreCase) >= 0;
        }
        catch (XlinkException exception)
        {
            failure = exception;
        }

        if (failure is not null)
        {
            yield return ConfigurationFinding.Of(failure, file) with { Section = server.SectionName, Key = ClientServer.UrlKey };
        }
        else if (isPlaceholder)
        {
            yield return ConfigurationFinding.InFile(file, server.Line, FindingSeverity.Error, nameof(Messages.CheckUrlPlaceholder), server.UrlText) with
            {
                Section = server.SectionName,
                Key = ClientServer.UrlKey,
            };
        }
    }
}
