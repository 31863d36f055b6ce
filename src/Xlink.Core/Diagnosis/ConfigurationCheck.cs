using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Configuration;
using Xlink.Diagnosis.Rules;
using Xlink.Installation;
using Xlink.Targets;

namespace Xlink.Diagnosis;

/// <summary>
/// Reads an installation and says what is wrong with it, before an import does. Nothing is written, not even a temporary file, and no server is
/// needed; with one, the mappings are compared with its queues. The rules are listed in <c>docs/configuration-check.md</c>.
/// </summary>
public static class ConfigurationCheck
{
    // In the order in which an admin would mend things. Of two rules that say the same about a line, the first one is kept.
    private static readonly IReadOnlyList<IConfigurationRule> Rules =
    [
        new UnreadableFileRule(),
        new VirtualStoreRule(),
        new ServerEntryRule(),
        new ServerAddressRule(),
        new PortAndProtocolRule(),
        new QuoteRule(),
        new UserNameRule(),
        new MissingKeyRule(),
        new KeyValueRule(),
        new AvayaTimeZoneRule(),
        new TrailingSemicolonRule(),
        new UnknownKeyRule(),
        new DuplicateKeyRule(),
        new PlainPasswordRule(),
        new ScheduleRule(),
        new CloudLinkRule(),
        new LogFolderRule(),
        new SourceFolderRule(),
        new SharedFolderRule(),
        new ColumnRule(),
        new HeaderRule(),
        new GroupNameRule(),
        new DateOrderRule(),
        new AgentFileRule(),
        new MappingLineRule(),
        new DeadMappingRule(),
        new DuplicateMappingRule(),
        new ServerMappingRule(),
        new ScriptRule(),
        new DiskSpaceRule(),
        new LogSizeRule(),
        new SettingsRule(),
    ];

    /// <summary>Checks an installation without asking any server.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <returns>What was found: file by file, the one with the worst finding first, and in each the worst first.</returns>
    /// <exception cref="XlinkException"><c>InstallationNotFound</c>.</exception>
    public static IReadOnlyList<ConfigurationFinding> Run(string installationPath)
        => Run(installationPath, new Dictionary<string, ServerInventory>(StringComparer.OrdinalIgnoreCase), new DiskSpace(), VirtualStore.OfThisComputer());

    /// <summary>Checks an installation, and its mappings against the queues of the servers in <c>[DB]</c>. A server that cannot be asked is a finding.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>What was found, as <see cref="Run(string)"/> gives it.</returns>
    /// <exception cref="XlinkException"><c>InstallationNotFound</c>.</exception>
    public static async Task<IReadOnlyList<ConfigurationFinding>> RunOnlineAsync(string installationPath, CancellationToken cancellationToken)
    {
        var failures = new List<ConfigurationFinding>();
        var servers = await ServerInventory.LoadAsync(
            installationPath,
            FindServerEntries(installationPath),
            (entry, failure) => failures.Add(ConfigurationFinding.Of(failure, System.IO.Path.Combine(installationPath, IspsCfgConfiguration.FileName))),
            cancellationToken);
        return Order([.. Find(installationPath, servers, new DiskSpace(), VirtualStore.OfThisComputer()), .. failures]);
    }

    /// <summary>Checks what has been read already.</summary>
    internal static IReadOnlyList<ConfigurationFinding> Run(CheckedInstallation installation) => Order(Rules.SelectMany(rule => Check(rule, installation)));

    internal static IReadOnlyList<ConfigurationFinding> Run(
        string installationPath, IReadOnlyDictionary<string, ServerInventory> servers, IDiskSpace disks, VirtualStore virtualStore)
        => Order(Find(installationPath, servers, disks, virtualStore));

    private static IEnumerable<ConfigurationFinding> Find(
        string installationPath, IReadOnlyDictionary<string, ServerInventory> servers, IDiskSpace disks, VirtualStore virtualStore)
    {
        var installation = new CheckedInstallation(XlinkInstallation.Open(installationPath).Path, servers, disks, virtualStore);
        return Rules.SelectMany(rule => Check(rule, installation));
    }

    private static IReadOnlyList<ConfigurationFinding> Check(IConfigurationRule rule, CheckedInstallation installation)
    {
        try
        {
            return [.. rule.Check(installation)];
        }
        catch (XlinkException exception)
        {
            return [ConfigurationFinding.Of(exception, installation.Path)];
        }
    }

    private static IReadOnlyList<ConfigurationFinding> Order(IEnumerable<ConfigurationFinding> findings)
        =>
        [
            .. findings
                .GroupBy(finding => (finding.File, finding.Line, finding.Message)).Select(same => same.First())
                .GroupBy(finding => finding.File, StringComparer.Ordinal)
                .OrderBy(file => file.Min(finding => finding.Severity))
                .SelectMany(file => file.OrderBy(finding => finding.Severity).ThenBy(finding => finding.Line ?? int.MaxValue)),
        ];

    internal static IReadOnlyList<string> FindServerEntries(string installationPath)
    {
        try
        {
            return [.. IspsUlConfiguration.Load(installationPath).ReadServerEntries().Entries.Select(entry => entry.Name)];
        }
        catch (XlinkException)
        {
            // That the file cannot be read is a finding of its own.
            return [];
        }
    }
}
