using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Xlink.Diagnosis.Rules;

/// <summary>A log is near 4 GB, where the original stops to import [documented]. That 3 GB is near is [our reading].</summary>
internal sealed class LogSizeRule : IConfigurationRule
{
    private const long Limit = 4L << 30;
    private const long NearLimit = 3L << 30;
    private const long Megabyte = 1 << 20;

    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => LogFolders.Find(installation).SelectMany(ListLogs).Where(file => file.Length >= NearLimit).Select(file => ConfigurationFinding.InFile(
            file.FullName, line: null, file.Length >= Limit ? FindingSeverity.Error : FindingSeverity.Warning, nameof(Messages.CheckLogSize), file.Length / Megabyte));

    private static IReadOnlyList<FileInfo> ListLogs(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).GetFiles("*.log");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that is not there is another rule's finding.
            return [];
        }
    }
}
