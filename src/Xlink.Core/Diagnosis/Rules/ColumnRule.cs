using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xlink.Configuration;
using Xlink.Configuration.Keys;
using Xlink.Sources.Csv;

namespace Xlink.Diagnosis.Rules;

/// <summary>A column is named that <c>ColumnNames</c> does not have, or <c>ColumnNames</c> has more columns than the files.</summary>
internal sealed class ColumnRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => installation.ExternalSystems.SelectMany(system => CheckKeys(system, InterfaceKinds.CsvCallData, CsvKeys.ColumnNames)
            .Concat(CheckKeys(system, InterfaceKinds.CsvAgentData, "ActivityColumnNames"))
            .Concat(CheckFiles(system)));

    private static IEnumerable<ConfigurationFinding> CheckKeys(CheckedSystem system, InterfaceKinds kind, string namesKey)
    {
        var section = system.Section;
        if ((system.Interfaces & kind) == InterfaceKinds.None || ListValue.Split(section.GetText(namesKey)) is not { Count: > 0 } names)
        {
            yield break;
        }

        foreach (var key in ConfigurationKeys.ExternalSystem.Where(key => key.Interfaces == kind && key.Kind is KeyKind.Column or KeyKind.Columns))
        {
            foreach (var column in ListValue.Split(section.GetText(key.Name)).Select(ToNumber).Where(column => column > names.Count))
            {
                yield return ConfigurationFinding.InKey(
                    section, key.Name, FindingSeverity.Error, nameof(Messages.SourceColumnBeyondNames), section.Name, key.Name, column, names.Count);
            }
        }
    }

    private static IEnumerable<ConfigurationFinding> CheckFiles(CheckedSystem system)
    {
        if (system is not { Settings: { } settings, Sample: { UsableRows: 0, FirstShortRow: { } row } sample })
        {
            yield break;
        }

        yield return sample.MostColumns == 1
            ? ConfigurationFinding.InKey(
                system.Section, CsvKeys.SeparatorCharacter, FindingSeverity.Error,
                sample.LikelySeparator == 0 ? nameof(Messages.CheckSeparatorUnknown) : nameof(Messages.CheckSeparator), row.File, sample.LikelySeparator)
            : ConfigurationFinding.InKey(
                system.Section, CsvKeys.ColumnNames, FindingSeverity.Error,
                nameof(Messages.CheckColumnBeyondFile), settings.ColumnNames.Count, sample.MostColumns, row.File, row.Line);
    }

    private static int ToNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
