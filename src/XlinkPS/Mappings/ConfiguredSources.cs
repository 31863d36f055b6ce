using Xlink;
using Xlink.Configuration;
using Xlink.Sources;

namespace XlinkPS.Mappings;

/// <summary>The sources that an installation is configured for.</summary>
internal static class ConfiguredSources
{
    /// <summary>Opens the source of an external system.</summary>
    /// <param name="section">The external system's section.</param>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <returns>The source; <see langword="null"/> unless it is completely configured: nothing else says what can be mapped.</returns>
    internal static ICallDataSource? Find(IConfigurationSection section, string installationPath)
    {
        try
        {
            return CallDataSource.Open(section, installationPath);
        }
        catch (XlinkException)
        {
            return null;
        }
    }
}
