using System;
using System.Collections.Generic;
using System.Linq;
using Xlink;
using Xlink.Configuration;
using Xlink.Sources.Csv;

namespace XlinkPS.Mappings;

/// <summary>The metrics that an external system's section offers for mapping.</summary>
internal static class ConfiguredSources
{
    /// <summary>Finds them.</summary>
    /// <param name="section">The external system's section.</param>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <returns>Their paths; <see langword="null"/> unless it is a CSV interface that is completely configured: nothing else says what can be mapped.</returns>
    internal static HashSet<string>? Find(IConfigurationSection section, string installationPath)
    {
        try
        {
            var tree = new CsvCallDataSource(CsvCallDataSettings.FromSection(section, installationPath)).ReadTree();
            return new(tree.Leaves.Select(leaf => leaf.Path), StringComparer.Ordinal);
        }
        catch (XlinkException)
        {
            return null;
        }
    }
}
