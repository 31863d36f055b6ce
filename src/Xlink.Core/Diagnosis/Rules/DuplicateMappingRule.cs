using System.Collections.Generic;
using System.Linq;

namespace Xlink.Diagnosis.Rules;

/// <summary>Several mappings lead to one value type of one queue and differ only in the parent queue; only the first is imported.</summary>
internal sealed class DuplicateMappingRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => installation.Mappings
            .GroupBy(mapping => (mapping.Target.ServerEntry.ToUpperInvariant(), mapping.Target.QueueId, mapping.Target.ValueTypeId))
            .SelectMany(same => same.Skip(1).Select(mapping => ConfigurationFinding.InFile(
                installation.Map!.FilePath, mapping.Lines[0], FindingSeverity.Warning, nameof(Messages.CheckMappingTwice), mapping.Target, same.First().Lines[0])));
}
