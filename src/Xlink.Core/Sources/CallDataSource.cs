using System;
using System.Linq;
using Xlink.Configuration;
using Xlink.Sources.Csv;
using Xlink.Sources.Universal;
using Xlink.Targets.Wfm;

namespace Xlink.Sources;

/// <summary>Opens the source of an external system's call data.</summary>
public static class CallDataSource
{
    // Keys that no other interface has.
    private static readonly string[] UniversalOnly =
        [UniversalKeys.CallDataTable, UniversalKeys.QueueSql, UniversalActivityKeys.ActivitySql, UniversalActivityKeys.AgentActivityTable];

    /// <summary>Opens the source of an external system of a known type.</summary>
    /// <param name="type">Its type on the server.</param>
    /// <param name="section">Its section in <c>isps_ul.ini</c>.</param>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <returns>The source. Files and database are not looked at yet.</returns>
    /// <exception cref="XlinkException">A key is missing or wrong.</exception>
    public static ICallDataSource Open(ExternalSystemType type, IConfigurationSection section, string installationPath) => type switch
    {
        ExternalSystemType.Universal => new UniversalCallDataSource(UniversalCallDataSettings.FromSection(section), installationPath),
        _ => new CsvCallDataSource(CsvCallDataSettings.FromSection(section, installationPath)),
    };

    /// <summary>Opens the source of an external system whose section says what it is.</summary>
    /// <param name="section">Its section in <c>isps_ul.ini</c>.</param>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <returns>The source. Files and database are not looked at yet.</returns>
    /// <exception cref="XlinkException">A key is missing or wrong.</exception>
    public static ICallDataSource Open(IConfigurationSection section, string installationPath) => Open(FindType(section), section, installationPath);

    /// <summary>The type that a section is made for: universal if it has a key that only this interface has [our reading].</summary>
    /// <param name="section">The section.</param>
    /// <returns>The type.</returns>
    public static ExternalSystemType FindType(IConfigurationSection section)
        => (section ?? throw new ArgumentNullException(nameof(section))) is var found && UniversalOnly.Any(key => found.GetValue(key) is not null)
            ? ExternalSystemType.Universal
            : ExternalSystemType.Csv;
}
