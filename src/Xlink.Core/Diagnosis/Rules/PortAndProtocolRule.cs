using System.Collections.Generic;
using Xlink.Configuration;
using Xlink.Targets;

namespace Xlink.Diagnosis.Rules;

/// <summary>
/// Port and protocol of a <c>Url</c> do not fit together: the cloud is reached with <c>iwfms</c> on port 45054, or 80 for tenants created before
/// 2019 [documented]. That 443 speaks TLS everywhere, and 80 on a server of one's own does not, is [our reading].
/// </summary>
internal sealed class PortAndProtocolRule : IConfigurationRule
{
    private const int HttpsPort = 443;

    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
    {
        if (installation.Addresses is not { } addresses)
        {
            yield break;
        }

        var listening = ReadListening(addresses);
        foreach (var server in addresses.Servers)
        {
            if (TryReadUrl(server) is { } url && FindFault(url, listening) is var (severity, id) && id.Length > 0)
            {
                yield return ConfigurationFinding.InFile(addresses.FilePath, server.Line, severity, id, url, ServerUrl.DefaultPort, ServerUrl.LegacyCloudPort) with
                {
                    Section = server.SectionName,
                    Key = ClientServer.UrlKey,
                };
            }
        }
    }

    private static (FindingSeverity Severity, string Id) FindFault(ServerUrl url, EnterpriseServerSettings listening) => url switch
    {
        { IsCloud: true, UseTls: false } => (FindingSeverity.Error, nameof(Messages.CheckCloudWithoutTls)),
        { IsCloud: true, Port: not (ServerUrl.DefaultPort or ServerUrl.LegacyCloudPort) } => (FindingSeverity.Warning, nameof(Messages.CheckCloudPort)),
        { UseTls: false, Port: HttpsPort } => (FindingSeverity.Warning, nameof(Messages.CheckPlainOnTlsPort)),
        { UseTls: true, IsCloud: false, Port: ServerUrl.LegacyCloudPort } => (FindingSeverity.Warning, nameof(Messages.CheckTlsOnPlainPort)),
        { UseTls: false } when url.Port == listening.SslPort && url.Port != listening.ServerPort => (FindingSeverity.Warning, nameof(Messages.CheckPlainOnTlsPort)),
        { UseTls: true } when url.Port == listening.ServerPort && url.Port != listening.SslPort => (FindingSeverity.Warning, nameof(Messages.CheckTlsOnPlainPort)),
        _ => default((FindingSeverity, string)) with { Item2 = string.Empty },
    };

    private static ServerUrl? TryReadUrl(ClientServer server)
    {
        try
        {
            return server.Url;
        }
        catch (XlinkException)
        {
            // A finding of its own.
            return null;
        }
    }

    // On a computer that has server and agent, one file serves both.
    private static EnterpriseServerSettings ReadListening(IspsCfgConfiguration addresses)
    {
        try
        {
            return addresses.EnterpriseServer;
        }
        catch (XlinkException)
        {
            return new EnterpriseServerSettings();
        }
    }
}
