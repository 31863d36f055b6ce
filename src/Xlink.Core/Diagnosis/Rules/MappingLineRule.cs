using System.Collections.Generic;
using System.Linq;

namespace Xlink.Diagnosis.Rules;

/// <summary>A line of <c>acd_map.ini</c> is no mapping, or odd: a metric that feeds a target twice, a script that does not count.</summary>
internal sealed class MappingLineRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => installation.Map?.Findings.Select(finding => ConfigurationFinding.InFile(
            installation.Map.FilePath, finding.Line, FindingSeverity.Warning, nameof(Messages.CheckMappingLine), finding.Reason)) ?? [];
}
