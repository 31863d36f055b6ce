using System;
using System.Collections.Generic;
using System.Linq;

namespace Xlink.Installation;

/// <summary>Decides which files of a suite go into an installation folder, and under which name.</summary>
internal static class SuiteLayout
{
    private static readonly string[] ServicePrograms =
        [XlinkFileName.ServiceProgram, XlinkFileName.ServiceProgram + ".exe", XlinkFileName.ServiceProgram + ".dll"];

    /// <summary>Whether a file name is that of the service's program on any platform.</summary>
    internal static bool IsServiceProgram(string fileName) => ServicePrograms.Contains(fileName, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The files to install by their path in the installation folder: all of the <c>Xlink</c> folder, and the sample
    /// configuration for files it does not have itself [documented]. One folder may be wrapped around the suite [our reading].
    /// </summary>
    /// <param name="files">The suite's files.</param>
    /// <param name="source">The suite as messages call it.</param>
    internal static IReadOnlyList<KeyValuePair<string, SuiteFile>> Select(IReadOnlyList<SuiteFile> files, string source)
    {
        var suite = FindSuite(files, source);
        var programs = suite + XlinkFileName.ProgramFolder + "/";
        var selected = Below(files, programs).ToList();
        var names = new HashSet<string>(selected.Select(file => file.Key), StringComparer.OrdinalIgnoreCase);
        var samples = Below(files, suite + XlinkFileName.SampleFolder + "/").Concat(Below(files, programs + XlinkFileName.SampleFolder + "/"));
        selected.AddRange(samples.Where(file =>
            XlinkFileName.Samples.Contains(file.Key, StringComparer.OrdinalIgnoreCase) && names.Add(file.Key)));
        return selected;
    }

    private static IEnumerable<KeyValuePair<string, SuiteFile>> Below(IEnumerable<SuiteFile> files, string folder) => files
        .Where(file => file.Path.StartsWith(folder, StringComparison.OrdinalIgnoreCase))
        .Select(file => new KeyValuePair<string, SuiteFile>(file.Path.Substring(folder.Length), file));

    /// <summary>The path before <c>Xlink/</c>: empty, or the one folder around everything.</summary>
    private static string FindSuite(IReadOnlyList<SuiteFile> files, string source)
    {
        var wrapper = files.Count == 0 ? string.Empty : files[0].Path.Substring(0, files[0].Path.IndexOf('/') + 1);
        string[] candidates = wrapper.Length > 0 && files.All(file => file.Path.StartsWith(wrapper, StringComparison.Ordinal))
            ? [string.Empty, wrapper]
            : [string.Empty];
        var withFolder = Array.FindAll(candidates, candidate => Below(files, candidate + XlinkFileName.ProgramFolder + "/").Any());
        if (withFolder.Length == 0)
        {
            throw XlinkException.Create(nameof(Messages.ZipWithoutXlinkFolder), XlinkErrorCategory.InvalidData, source);
        }

        return Array.Find(withFolder, candidate => Below(files, candidate + XlinkFileName.ProgramFolder + "/").Any(file => IsServiceProgram(file.Key)))
            ?? throw XlinkException.Create(nameof(Messages.XlinkFolderWithoutPrograms), XlinkErrorCategory.InvalidData, source);
    }
}
