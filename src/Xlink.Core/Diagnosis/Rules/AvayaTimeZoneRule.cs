using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xlink.Configuration;
using Xlink.Configuration.Keys;
using Xlink.Sources.Csv;

namespace Xlink.Diagnosis.Rules;

/// <summary>
/// <c>TimeZone</c> of files looks as if it were counted from 12, as the interface for Avaya does: 12 is no difference there [documented]. That 10 to
/// 12 look so is [our reading].
/// </summary>
internal sealed class AvayaTimeZoneRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => installation.ExternalSystems
            .Where(system => (system.Interfaces & InterfaceKinds.Csv) != InterfaceKinds.None)
            .SelectMany(system => new[] { CsvKeys.TimeZone, CsvKeys.TimeZoneOfAgentData }
                .Where(key => int.TryParse(system.Section.GetText(key)?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours is >= 10 and <= 12)
                .Select(key => ConfigurationFinding.InKey(
                    system.Section, key, FindingSeverity.Information, nameof(Messages.CheckTimeZoneOfAvaya), system.Section.GetText(key), key)));
}
