using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration.Keys;

namespace Xlink.Diagnosis.Rules;

/// <summary>A list ends with a semicolon; semicolons stand only between its items [documented].</summary>
internal sealed class TrailingSemicolonRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => installation.ExternalSystems.SelectMany(system => system.Section.Keys
            .Where(key => ConfigurationKeys.Find(key, system.Interfaces) is { IsList: true } && ListValue.EndsWithSeparator(system.Section.GetValue(key)))
            .Select(key => ConfigurationFinding.InKey(system.Section, key, FindingSeverity.Warning, nameof(Messages.CheckTrailingSemicolon), key) with
            {
                Mend = files => files.Change(system.Section, key, ListValue.WithoutSeparatorAtEnd),
            }));
}
