using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Importing;

namespace Xlink.Diagnosis.Rules;

/// <summary>The schedule of the automatic import cannot be read.</summary>
internal sealed class ScheduleRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => Check(installation, ImportKind.CallData).Concat(Check(installation, ImportKind.AgentData));

    private static IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation, ImportKind kind)
    {
        try
        {
            _ = ImportSchedule.Read(installation.Settings?.Document.FindSection(GeneralSettings.SectionName), kind);
            return [];
        }
        catch (XlinkException exception)
        {
            return [ConfigurationFinding.Of(exception, installation.Settings!.FilePath) with { Section = GeneralSettings.SectionName }];
        }
    }
}
