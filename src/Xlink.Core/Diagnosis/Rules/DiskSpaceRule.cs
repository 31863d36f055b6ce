using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Configuration.Keys;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Diagnosis.Rules;

/// <summary>A disk that logs or moved files go to is nearly full. The limits, 100 MB and 1 GB, are ours.</summary>
internal sealed class DiskSpaceRule : IConfigurationRule
{
    private const long Full = 100L << 20;
    private const long NearlyFull = 1L << 30;
    private const long Megabyte = 1 << 20;

    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
    {
        foreach (var folder in Folders(installation).Distinct(StringComparer.Ordinal))
        {
            if (installation.Disks.FindFree(folder) is { } free && free < NearlyFull)
            {
                yield return ConfigurationFinding.InFile(
                    folder, line: null, free < Full ? FindingSeverity.Error : FindingSeverity.Warning, nameof(Messages.CheckDiskSpace), free / Megabyte);
            }
        }
    }

    // From the keys: whatever else is wrong with a section, its disk can be full.
    private static IEnumerable<string> Folders(CheckedInstallation installation)
        => LogFolders.Find(installation).Concat(installation.ExternalSystems
            .Where(system => (system.Interfaces & InterfaceKinds.Csv) != InterfaceKinds.None)
            .SelectMany(system => new[]
            {
                (Action: CsvKeys.DeleteImportFiles, Folder: CsvKeys.Destination),
                (Action: CsvActivityKeys.DeleteImportFiles, Folder: CsvActivityKeys.Destination),
            }
                .Where(keys => system.Section.GetText(keys.Action)?.Trim() == "1")
                .Select(keys => system.Section.GetText(keys.Folder)?.Trim()))
            .Where(value => !string.IsNullOrEmpty(value))
            .Select(value => SectionReader.ToFolder(value!, installation.Path)));
}
