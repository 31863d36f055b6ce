namespace Xlink.Configuration;

/// <summary>The section <c>[General]</c> of <c>isps_ul.ini</c> [documented]. Defaults of missing keys are [our reading].</summary>
public sealed record GeneralSettings
{
    /// <summary>Name of the section; any case is found.</summary>
    public const string SectionName = "General";

    /// <summary><c>LogMaxFileSize</c> where it is missing: 10 MB.</summary>
    public const int DefaultLogMaxFileSize = 10240;

    /// <summary><c>Protocol</c>: whether <c>isps_uls.log</c>, <c>isps_ul.log</c> and the agent import logs are written. Off by default.</summary>
    public bool Protocol { get; init; }

    /// <summary><c>LogMaxFileSize</c> in KB: how large <c>isps_uls.log</c> and <c>isps_ul.log</c> may become [documented], and every other log [our reading].</summary>
    public int LogMaxFileSize { get; init; } = DefaultLogMaxFileSize;

    /// <summary><c>LogDir</c>: folder of the interface logs, or <see langword="null"/> for the installation folder.</summary>
    public string? LogDir { get; init; }

    /// <summary><c>AutomaticMappingCorrection</c>: whether <c>acd_map.ini</c> is corrected at start. Off by default.</summary>
    public bool AutomaticMappingCorrection { get; init; }

    /// <summary><c>WriteAlways</c>: whether intervals without data overwrite existing values with 0. Off by default [documented].</summary>
    public bool WriteAlways { get; init; }

    /// <summary>Reads the section.</summary>
    /// <param name="section">The section, or <see langword="null"/> if the file has none.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="XlinkException"><c>ConfigurationValueInvalid</c>.</exception>
    public static GeneralSettings Read(IConfigurationSection? section) => section is null
        ? new GeneralSettings()
        : new GeneralSettings
        {
            Protocol = section.GetFlag("Protocol"),
            LogMaxFileSize = section.GetInteger("LogMaxFileSize", minimum: 1) ?? DefaultLogMaxFileSize,
            LogDir = section.GetText("LogDir"),
            AutomaticMappingCorrection = section.GetFlag("AutomaticMappingCorrection"),
            WriteAlways = section.GetFlag("WriteAlways"),
        };
}
