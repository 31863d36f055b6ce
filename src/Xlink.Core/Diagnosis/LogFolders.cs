using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Sources;

namespace Xlink.Diagnosis;

/// <summary>The folders that logs go to: the installation's, and each <c>LogDir</c>, that of a section too.</summary>
internal static class LogFolders
{
    internal const string Key = "LogDir";

    /// <summary>Their full paths, each once.</summary>
    internal static IEnumerable<string> Find(CheckedInstallation installation)
    {
        var sections = installation.ExternalSystems.Select(system => system.Section).Prepend(installation.Settings?.Document.FindSection(GeneralSettings.SectionName));
        return sections.Select(section => section?.GetText(Key)?.Trim()).Where(value => !string.IsNullOrEmpty(value))
            .Select(value => SectionReader.ToFolder(value!, installation.Path))
            .Prepend(installation.Path)
            .Distinct(System.StringComparer.Ordinal);
    }
}
