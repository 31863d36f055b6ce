using Xlink.Configuration;
using Xlink.Sources;
using Xlink.Sources.Csv;
using Xlink.Sources.Universal;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>An external system whose agent data an import reads.</summary>
/// <param name="ExternalSystem">Its name as on the server.</param>
/// <param name="Source">Where the agent data come from.</param>
/// <param name="Folder">The folder of its files; <see langword="null"/> for a database.</param>
/// <param name="FileAction">What happens to read files.</param>
/// <param name="Destination">The folder that they are moved to.</param>
internal sealed record PlannedAgentSource(string ExternalSystem, IAgentDataSource Source, string? Folder, SourceFileAction FileAction, string? Destination)
{
    /// <summary>Whether a section has keys for agent data, of whatever interface.</summary>
    /// <param name="section">The section of an external system.</param>
    internal static bool IsIn(IConfigurationSection section) => CsvAgentDataSettings.IsIn(section) || UniversalAgentDataSettings.IsIn(section);

    /// <summary>Makes the source of an external system.</summary>
    /// <param name="system">The external system on the server.</param>
    /// <param name="section">Its section.</param>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <returns>The source, or <see langword="null"/> if the section has no keys for agent data.</returns>
    /// <exception cref="XlinkException">Its configuration is wrong, or of a type that cannot be read.</exception>
    internal static PlannedAgentSource? Make(WfmExternalSystem system, IConfigurationSection section, string installationPath)
    {
        if (system.Type == ExternalSystemType.Universal)
        {
            return UniversalAgentDataSettings.IsIn(section)
                ? new PlannedAgentSource(
                    system.Name, new UniversalAgentDataSource(UniversalAgentDataSettings.FromSection(section)), Folder: null, SourceFileAction.Leave, Destination: null)
                : null;
        }

        if (!CsvAgentDataSettings.IsIn(section))
        {
            return null;
        }

        var settings = CsvAgentDataSettings.FromSection(section, installationPath);
        return new PlannedAgentSource(system.Name, new CsvAgentDataSource(settings), settings.Source, settings.FileAction, settings.Destination);
    }
}
