using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration.Keys;

namespace Xlink.Diagnosis.Rules;

/// <summary>An import could not use the configuration of an interface, for whatever reason no other rule names; says what was not compared for that.</summary>
internal sealed class SettingsRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation) => installation.ExternalSystems.SelectMany(CheckSystem);

    private static IEnumerable<ConfigurationFinding> CheckSystem(CheckedSystem system)
    {
        foreach (var failure in system.Failures)
        {
            yield return ConfigurationFinding.Of(failure, system.Section.FilePath) with { Section = system.Name };
        }

        // What a database with agent data has is compared with nothing here.
        if ((system.Unreadable & ~InterfaceKinds.UniversalAgentData) != InterfaceKinds.None)
        {
            yield return ConfigurationFinding.InSection(system.Section, FindingSeverity.Information, nameof(Messages.CheckNotCompared), system.Name);
        }
    }
}
