using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Configuration.Keys;

namespace Xlink.Diagnosis.Rules;

/// <summary>A key that neither the documents nor we know, and what was probably meant. Sections of interfaces that are not documented are left alone.</summary>
internal sealed class UnknownKeyRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
    {
        var general = installation.Settings?.Document.FindSection(GeneralSettings.SectionName) is { } found
            ? CheckSection(found, ConfigurationKeys.General)
            : [];
        var systems = installation.ExternalSystems.Where(system => system.Interfaces != InterfaceKinds.None).SelectMany(system => CheckSection(
            system.Section,
            [.. ConfigurationKeys.ExternalSystem.Where(key => (key.Interfaces & system.Interfaces) != InterfaceKinds.None)],
            key => ConfigurationKeys.IsBufferSize(key, system.Interfaces)));
        var client = installation.Addresses?.Document.Sections
            .Where(section => section.Name.StartsWith(ClientServer.SectionPrefix, StringComparison.OrdinalIgnoreCase))
            .SelectMany(section => CheckSection(section, ConfigurationKeys.ClientServer)) ?? [];
        return general.Concat(systems).Concat(client);
    }

    private static IEnumerable<ConfigurationFinding> CheckSection(
        IConfigurationSection section, IReadOnlyList<ConfigurationKey> known, Func<string, bool>? isIgnored = null)
    {
        foreach (var key in section.Keys)
        {
            if (known.Any(candidate => string.Equals(candidate.Name, key, StringComparison.OrdinalIgnoreCase)) || isIgnored?.Invoke(key) == true)
            {
                continue;
            }

            // What the section has already was not forgotten, so it was not meant either.
            var missing = known.Select(candidate => candidate.Name).Where(name => section.GetValue(name) is null);
            yield return NearestName.Find(key, missing) is { } nearest
                ? ConfigurationFinding.InKey(section, key, FindingSeverity.Warning, nameof(Messages.CheckUnknownKeyNear), key, nearest)
                : ConfigurationFinding.InKey(section, key, FindingSeverity.Information, nameof(Messages.CheckUnknownKey), key);
        }
    }
}
