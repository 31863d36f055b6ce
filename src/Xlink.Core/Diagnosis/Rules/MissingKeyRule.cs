using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Configuration.Keys;
using Xlink.Sources.Universal;

namespace Xlink.Diagnosis.Rules;

/// <summary>A key that an interface cannot do without is missing or empty.</summary>
internal sealed class MissingKeyRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => installation.ExternalSystems.SelectMany(CheckSystem);

    private static IEnumerable<ConfigurationFinding> CheckSystem(CheckedSystem system)
    {
        if (system.Interfaces == InterfaceKinds.None)
        {
            return [ConfigurationFinding.InSection(system.Section, FindingSeverity.Information, nameof(Messages.CheckInterfaceUnknown), system.Name)];
        }

        var missing = ConfigurationKeys.ExternalSystem
            .Where(key => (key.Interfaces & system.Interfaces) != InterfaceKinds.None && key.IsRequiredIn(system.Section))
            .Where(key => string.IsNullOrWhiteSpace(system.Section.GetText(key.Name)))
            .GroupBy(key => key.Name, StringComparer.OrdinalIgnoreCase)
            .Select(key => ConfigurationFinding.InKey(
                system.Section, key.Key, FindingSeverity.Error, nameof(Messages.SourceKeyMissing), system.Name, key.Key, Expected(key.First(), system)));
        return LacksActivities(system)
            ? missing.Append(ConfigurationFinding.InKey(
                system.Section, UniversalActivityKeys.ActivitySql, FindingSeverity.Warning, nameof(Messages.CheckActivitySqlMissing), system.Name))
            : missing;
    }

    // An import runs without it [our reading], but only one activity arrives [documented].
    private static bool LacksActivities(CheckedSystem system)
        => (system.Interfaces & InterfaceKinds.UniversalAgentData) != InterfaceKinds.None
            && string.IsNullOrWhiteSpace(system.Section.GetText(UniversalActivityKeys.ActivitySql));

    // The same words as an import uses, which knows how many columns there are.
    private static string Expected(ConfigurationKey key, CheckedSystem system)
        => key.Kind == KeyKind.Column && ListValue.Split(system.Section.GetText(Sources.Csv.CsvKeys.ColumnNames)) is { Count: > 0 } names
            ? MessageText.Format(nameof(Messages.SourceExpectedColumn), names.Count)
            : key.Expected;
}
