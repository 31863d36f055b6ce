using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Sources.Csv;

namespace Xlink.Diagnosis.Rules;

/// <summary>
/// <c>HeaderLines</c> skips a row of data, or the header has the names of <c>ColumnNames</c> in other places. An import cannot tell: it skips the lines, and reads
/// the columns that it was told.
/// </summary>
internal sealed class HeaderRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
    {
        foreach (var system in installation.ExternalSystems)
        {
            if (system is { Settings: { } settings, Sample: { UsableRows: > 0 } sample }
                && sample.Headers.Select(header => Check(system, settings, header)).FirstOrDefault(finding => finding is not null) is { } first)
            {
                yield return first;
            }
        }
    }

    private static ConfigurationFinding? Check(CheckedSystem system, CsvCallDataSettings settings, CsvHeader header)
    {
        var date = header.Fields.ElementAtOrDefault((settings.TimeStampColumn ?? settings.DateColumn.GetValueOrDefault()) - 1);
        if (header.Fields.Count >= settings.ColumnNames.Count && date is not null && DateOrderRule.IsDate(date, settings, settings.DateOrder))
        {
            return ConfigurationFinding.InKey(
                system.Section, CsvKeys.HeaderLines, FindingSeverity.Warning, nameof(Messages.CheckHeaderIsData), header.File, header.Line, date, settings.HeaderLines);
        }

        for (var column = 0; column < settings.ColumnNames.Count; column++)
        {
            var name = settings.ColumnNames[column];
            var places = Enumerable.Range(0, header.Fields.Count).Where(place => string.Equals(header.Fields[place], name, StringComparison.OrdinalIgnoreCase)).ToList();
            if (places.Count > 0 && !places.Contains(column))
            {
                return ConfigurationFinding.InKey(
                    system.Section, CsvKeys.ColumnNames, FindingSeverity.Warning, nameof(Messages.CheckHeaderOrder),
                    header.File, header.Line, name, column + 1, places[0] + 1);
            }
        }

        return null;
    }
}
