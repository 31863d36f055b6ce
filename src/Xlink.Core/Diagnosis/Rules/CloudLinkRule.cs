using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xlink.Configuration;
using Xlink.Configuration.Keys;
using Xlink.Targets.CloudLink;

namespace Xlink.Diagnosis.Rules;

/// <summary>What imports to Cloud Link lack: a folder, one of its own for agent status, keys that can be read.</summary>
internal sealed class CloudLinkRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => installation.Settings is { } settings ? Check(installation, settings) : [];

    private static IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation, IspsUlConfiguration settings)
    {
        _ = RoleSettings.Read(settings);
        var missing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var system in installation.ExternalSystems.Where(system => system.Interfaces != InterfaceKinds.None))
        {
            // A value that cannot be one is KeyValueRule's.
            if (TryRead(settings, installation.Path, system.Name) is not { HasCloudLink: true } target)
            {
                continue;
            }

            var hasCalls = (system.Interfaces & InterfaceKinds.CallData) != InterfaceKinds.None;
            if (target.Directory is null && (hasCalls || target.AgentDirectory is null))
            {
                yield return ConfigurationFinding.InKey(system.Section, CloudLinkKeys.Directory, FindingSeverity.Error, nameof(Messages.CheckCloudLinkNoFolder), system.Name);
                continue;
            }

            var hasAgents = (system.Interfaces & InterfaceKinds.AgentData) != InterfaceKinds.None;
            foreach (var (key, folder) in new[] { (CloudLinkKeys.Directory, target.Directory), (CloudLinkKeys.AgentDirectory, hasAgents ? target.AgentDirectory : null) })
            {
                if (folder is not null && !Directory.Exists(folder) && missing.Add(folder))
                {
                    yield return ConfigurationFinding.InKey(Holder(settings, system, key), key, FindingSeverity.Error, nameof(Messages.CheckCloudLinkFolderMissing), folder);
                }
            }

            if (hasAgents && (target.AgentDirectory ?? target.Directory) == target.Directory)
            {
                yield return ConfigurationFinding.InKey(
                    Holder(settings, system, CloudLinkKeys.Directory), CloudLinkKeys.AgentDirectory, FindingSeverity.Warning, nameof(Messages.CheckCloudLinkOneFolder), system.Name, target.Directory);
            }
        }
    }

    private static CloudLinkSettings? TryRead(IspsUlConfiguration settings, string installationPath, string externalSystem)
    {
        try
        {
            return CloudLinkSettings.Read(settings, installationPath, externalSystem);
        }
        catch (XlinkException)
        {
            return null;
        }
    }

    private static IConfigurationSection Holder(IspsUlConfiguration settings, CheckedSystem system, string key)
        => system.Section.GetText(key) is null ? settings.Document.FindSection(GeneralSettings.SectionName) ?? system.Section : system.Section;
}
