using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Diagnosis.Rules;

/// <summary>Rows of the files with agent data cannot be imported: another separator, too few columns, times that are none, IDs that are no digits.</summary>
internal sealed class AgentFileRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => installation.ExternalSystems.SelectMany(system => system is { AgentSettings: { } settings, AgentSample: { } sample }
            ? sample.FirstSkipped.Select(row => CheckRow(system, settings, sample, row))
            : []);

    private static ConfigurationFinding CheckRow(CheckedSystem system, CsvAgentDataSettings settings, CsvAgentSample sample, SkippedRow row)
    {
        var severity = sample.UsableRows == 0 ? FindingSeverity.Error : FindingSeverity.Warning;
        if (row.Reason == SkipReason.TooFewColumns && sample.UsableRows == 0
            && sample.Columns.FindSeparator(system.Name, CsvActivityKeys.SeparatorCharacter) is { } separator)
        {
            return ConfigurationFinding.InKey(
                system.Section, CsvActivityKeys.SeparatorCharacter, severity, nameof(Messages.CheckAgentSeparator), row.FilePath, separator, CsvActivityKeys.SeparatorCharacter);
        }

        var key = row.Key ?? KeyOf(row.Reason, settings, system);
        return ConfigurationFinding.InKey(
            system.Section, key, severity, nameof(Messages.CheckAgentRows), row.FilePath, row.Line, row.Message, sample.CountOf(row.Reason), key);
    }

    private static string KeyOf(SkipReason reason, CsvAgentDataSettings settings, CheckedSystem system) => reason switch
    {
        SkipReason.AgentId => CsvActivityKeys.AgentColumn,
        SkipReason.ActivityId => CsvActivityKeys.ActivityColumn,
        SkipReason.Duration => CsvActivityKeys.DurationColumn,
        SkipReason.Time => system.Section.GetValue(CsvActivityKeys.StartTimeColumn) is null ? CsvActivityKeys.StartTimeStampColumn : CsvActivityKeys.StartTimeColumn,
        SkipReason.EndBeforeStart => settings.End is { TimeStampColumn: null } && system.Section.GetText(CsvActivityKeys.EndTimeColumn) is not null
            ? CsvActivityKeys.EndTimeColumn
            : CsvActivityKeys.EndTimeStampColumn,
        SkipReason.TooLong or SkipReason.UnclosedQuote or SkipReason.TextAfterQuote => CsvActivityKeys.Source,
        _ => CsvActivityKeys.ColumnNames,
    };
}
