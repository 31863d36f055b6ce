using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Diagnosis.Rules;

/// <summary>Several external systems read one folder, and one of them moves or deletes its files: in the original the others may find none.</summary>
internal sealed class SharedFolderRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => installation.ExternalSystems
            .Where(system => system.Settings is not null)
            .GroupBy(system => system.Settings!.Source.TrimEnd(Path.DirectorySeparatorChar), StringComparer.Ordinal)
            .Where(folder => folder.Count() > 1 && folder.Any(system => system.Settings!.FileAction != SourceFileAction.Leave))
            .Select(folder => ConfigurationFinding.InKey(
                folder.Last().Section, CsvKeys.Source, FindingSeverity.Warning, nameof(Messages.CheckFolderShared), folder.Key, string.Join(", ", folder.Select(system => system.Name))));
}
