using System.Collections.Generic;
using System.Linq;

namespace Xlink.Diagnosis.Rules;

/// <summary>An import could not use the configuration of a CSV interface, for whatever reason no other rule names.</summary>
internal sealed class CsvSettingsRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => installation.ExternalSystems.Where(system => system.SettingsFailure is not null).Select(system
            => ConfigurationFinding.Of(system.SettingsFailure!, system.Section.FilePath) with { Section = system.Name });
}
