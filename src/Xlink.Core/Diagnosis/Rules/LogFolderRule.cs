using System.Collections.Generic;
using System.IO;
using Xlink.Configuration;
using Xlink.Sources;

namespace Xlink.Diagnosis.Rules;

/// <summary>The folder of the interface logs does not exist, or is not absolute [documented].</summary>
internal sealed class LogFolderRule : IConfigurationRule
{
    private const string Key = LogFolders.Key;

    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
    {
        if (installation.Settings?.Document.FindSection(GeneralSettings.SectionName) is not { } section || section.GetText(Key) is not { } value)
        {
            yield break;
        }

        if (!IsAbsolute(value))
        {
            yield return ConfigurationFinding.InKey(section, Key, FindingSeverity.Warning, nameof(Messages.CheckLogFolderRelative), value);
        }

        var folder = SectionReader.ToFolder(value, installation.Path);
        if (!Directory.Exists(folder))
        {
            yield return ConfigurationFinding.InKey(section, Key, FindingSeverity.Warning, nameof(Messages.CheckLogFolderMissing), folder);
        }
    }

    // A file that is looked at on Linux may have come from Windows.
    private static bool IsAbsolute(string path) => Path.IsPathRooted(path) || (path.Length > 2 && path[1] == ':' && path[2] is '\\' or '/') || path.StartsWith(@"\\", System.StringComparison.Ordinal);
}
