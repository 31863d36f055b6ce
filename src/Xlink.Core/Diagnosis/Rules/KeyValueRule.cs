using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Configuration.Keys;

namespace Xlink.Diagnosis.Rules;

/// <summary>A value is not one that its key can have: no number, none of the choices, no time zone; or a hidden password that cannot be read.</summary>
internal sealed class KeyValueRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
    {
        var general = installation.Settings?.Document.FindSection(GeneralSettings.SectionName) is { } section
            ? CheckSection(section, name => ConfigurationKeys.General.FirstOrDefault(key => string.Equals(key.Name, name, StringComparison.OrdinalIgnoreCase)))
            : [];
        return general.Concat(installation.ExternalSystems.SelectMany(system => CheckSection(system.Section, name => ConfigurationKeys.Find(name, system.Interfaces))));
    }

    private static IEnumerable<ConfigurationFinding> CheckSection(IConfigurationSection section, Func<string, ConfigurationKey?> find)
        => section.Keys.Select(find).OfType<ConfigurationKey>()
            .Where(key => section.GetText(key.Name)?.Trim() is { Length: > 0 } value && !KeyValue.IsRight(key, value))
            .Select(key => ConfigurationFinding.InKey(
                section, key.Name, FindingSeverity.Error, nameof(Messages.SourceKeyInvalid), section.Name, key.Name, section.GetValue(key.Name), KeyValue.Expected(key, section.GetText(key.Name)!)));
}
