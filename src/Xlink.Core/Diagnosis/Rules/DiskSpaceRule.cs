using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Sources;

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

    private static IEnumerable<string> Folders(CheckedInstallation installation)
    {
        yield return installation.Path;
        if (installation.Settings?.Document.FindSection(GeneralSettings.SectionName)?.GetText(LogFolderRule.Key) is { } logs)
        {
            yield return SectionReader.ToFolder(logs, installation.Path);
        }

        foreach (var destination in installation.ExternalSystems.Select(system => system.Settings?.Destination).OfType<string>())
        {
            yield return destination;
        }
    }
}
