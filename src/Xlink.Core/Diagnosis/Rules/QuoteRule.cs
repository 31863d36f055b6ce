using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Configuration.Keys;

namespace Xlink.Diagnosis.Rules;

/// <summary>A value that is a name, an address or a folder begins or ends with a quote that has no counterpart, or has the quotes of a word processor.</summary>
internal sealed class QuoteRule : IConfigurationRule
{
    private static readonly char[] Quotes = ['"', '\u201C', '\u201D', '\u201E', '\u201F', '\u00AB', '\u00BB'];

    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
    {
        var client = installation.Addresses?.Document.Sections
            .Where(section => section.Name.StartsWith(ClientServer.SectionPrefix, StringComparison.OrdinalIgnoreCase))
            .SelectMany(section => CheckKeys(section, ConfigurationKeys.ClientServer)) ?? [];
        var general = installation.Settings?.Document.FindSection(GeneralSettings.SectionName) is { } found
            ? CheckKeys(found, ConfigurationKeys.General)
            : [];
        var systems = installation.ExternalSystems.SelectMany(system => CheckKeys(
            system.Section,
            ConfigurationKeys.ExternalSystem.Where(key => key.Kind is KeyKind.Folder or KeyKind.Number or KeyKind.Column && (key.Interfaces & system.Interfaces) != InterfaceKinds.None)));
        return client.Concat(general).Concat(systems);
    }

    private static IEnumerable<ConfigurationFinding> CheckKeys(IConfigurationSection section, IEnumerable<ConfigurationKey> keys)
    {
        foreach (var key in keys.Select(key => key.Name).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (section.GetValue(key) is { Length: > 0 } value && value.Trim(Quotes) is { Length: > 0 } bare && bare.Length != value.Length)
            {
                yield return ConfigurationFinding.InKey(section, key, FindingSeverity.Error, nameof(Messages.CheckQuote), key) with
                {
                    Mend = files => files.Change(section, key, current => current.Trim(Quotes)),
                };
            }
        }
    }
}
