using System;
using System.Collections.Generic;
using System.Linq;
using NodaTime;
using Xlink.Sources.Csv;
using Xlink.Sources.Formats;

namespace Xlink.Diagnosis.Rules;

/// <summary>The files have dates that are none in the order that <c>DateOrder</c> says; says which order reads more of them.</summary>
internal sealed class DateOrderRule : IConfigurationRule
{
    private static readonly DateOrder[] Orders = [DateOrder.Dmy, DateOrder.Mdy, DateOrder.Ymd];

    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
    {
        foreach (var system in installation.ExternalSystems)
        {
            if (system is { Settings: { } settings, Sample: { UsableRows: > 0 } sample }
                && sample.Dates.FirstOrDefault(text => !IsDate(text, settings, settings.DateOrder)) is { } example)
            {
                yield return Describe(system, settings, sample.Dates, example);
            }
        }
    }

    private static ConfigurationFinding Describe(CheckedSystem system, CsvCallDataSettings settings, IReadOnlyList<string> dates, string example)
    {
        int Readable(DateOrder order) => dates.Count(text => IsDate(text, settings, order));
        var best = Orders.OrderByDescending(Readable).First();
        return Readable(best) > Readable(settings.DateOrder)
            ? ConfigurationFinding.InKey(
                system.Section, CsvKeys.DateOrder, FindingSeverity.Error, nameof(Messages.CheckDateOrder), example, ToKey(settings.DateOrder), ToKey(best))
            : ConfigurationFinding.InKey(
                system.Section, CsvKeys.DateOrder, Readable(settings.DateOrder) == 0 ? FindingSeverity.Error : FindingSeverity.Warning,
                nameof(Messages.CheckDateUnreadable), example, ToKey(settings.DateOrder), settings.TimeStampColumn ?? settings.DateColumn);
    }

    internal static bool IsDate(string text, CsvCallDataSettings settings, DateOrder order) => settings.TimeStampColumn is null
        ? new DateFormat(order).TryParse(text.AsSpan(), out LocalDate _)
        : new TimeStampFormat(order).TryParse(text.AsSpan(), out LocalDate _, out _, out _);

    private static string ToKey(DateOrder order) => order.ToString().ToLowerInvariant();
}
