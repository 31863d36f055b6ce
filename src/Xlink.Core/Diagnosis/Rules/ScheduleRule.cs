using System.Collections.Generic;
using Xlink.Configuration;
using Xlink.Importing;

namespace Xlink.Diagnosis.Rules;

/// <summary>The schedule of the automatic import cannot be read.</summary>
internal sealed class ScheduleRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
    {
        try
        {
            _ = ImportSchedule.Read(installation.Settings?.Document.FindSection(GeneralSettings.SectionName));
            return [];
        }
        catch (XlinkException exception)
        {
            return [ConfigurationFinding.Of(exception, installation.Settings!.FilePath) with { Section = GeneralSettings.SectionName }];
        }
    }
}
