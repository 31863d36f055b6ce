using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xlink.Configuration;

namespace Xlink.Diagnosis.Rules;

/// <summary>A key stands several times in a section; the last one counts [our reading].</summary>
internal sealed class DuplicateKeyRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => new[] { installation.Settings?.Document, installation.Addresses?.Document }
            .SelectMany(document => document?.Sections ?? [])
            .OfType<IniSection>()
            .SelectMany(CheckSection);

    private static IEnumerable<ConfigurationFinding> CheckSection(IniSection section)
    {
        foreach (var key in section.Keys)
        {
            var lines = section.GetLines(key);
            if (lines.Count > 1)
            {
                var others = string.Join(", ", lines.Take(lines.Count - 1).Select(line => line.ToString(CultureInfo.CurrentCulture)));
                yield return ConfigurationFinding.InKey(section, key, FindingSeverity.Information, nameof(Messages.CheckKeyTwice), key, others);
            }
        }
    }
}
