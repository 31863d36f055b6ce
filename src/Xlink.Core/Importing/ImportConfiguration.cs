using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xlink.Configuration;
using Xlink.Files;
using Xlink.Mapping;
using Xlink.Odbc;
using Xlink.Scripting;
using Xlink.Sources;
using Xlink.Sources.Csv;
using Xlink.Sources.Universal;
using Xlink.Targets;
using Xlink.Targets.CloudLink;

namespace Xlink.Importing;

/// <summary>
/// The configuration that an import works with: isps_ul.ini, isps.cfg, acd_map.ini and the scripts. Each file is read when it is needed first, and then
/// kept as it was: whoever has one that was good can import with it again, whatever has become of the files.
/// </summary>
internal sealed class ImportConfiguration
{
    private readonly Lazy<IspsUlConfiguration> settings;
    private readonly Lazy<IspsCfgConfiguration> servers;
    private readonly Lazy<AcdMap> map;
    private readonly CloudLinkSettings? export;
    private readonly Dictionary<string, Script> scripts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The configuration in the folder of an installation; nothing is read yet.</summary>
    internal ImportConfiguration(string installationPath)
    {
        InstallationPath = installationPath;
        settings = new Lazy<IspsUlConfiguration>(() => IspsUlConfiguration.Load(installationPath));
        servers = new Lazy<IspsCfgConfiguration>(() => IspsCfgConfiguration.Load(installationPath));
        map = new Lazy<AcdMap>(() => AcdMap.Load(installationPath));
    }

    private ImportConfiguration(string installationPath, CloudLinkSettings export, (string ExternalSystem, ImportKind Kind, string Folder)? source)
        : this(installationPath)
    {
        this.export = export;
        if (source is { } replaced)
        {
            settings = new Lazy<IspsUlConfiguration>(() =>
            {
                var configuration = IspsUlConfiguration.Load(installationPath);
                var (folder, action) = replaced.Kind == ImportKind.CallData ? (CsvKeys.Source, CsvKeys.DeleteImportFiles) : (CsvActivityKeys.Source, CsvActivityKeys.DeleteImportFiles);
                configuration.Document.SetValue(replaced.ExternalSystem, folder, replaced.Folder);

                // They stay anyway, but moving them to where they are would be refused.
                configuration.Document.SetValue(replaced.ExternalSystem, action, "0");
                return configuration;
            });
        }
    }

    /// <summary>Folder of the installation.</summary>
    internal string InstallationPath { get; }

    /// <summary>isps_ul.ini.</summary>
    /// <exception cref="XlinkException">It cannot be read.</exception>
    internal IspsUlConfiguration Settings => settings.Value;

    /// <summary>acd_map.ini.</summary>
    /// <exception cref="XlinkException">It cannot be read.</exception>
    internal AcdMap Map => map.Value;

    /// <summary>How long one query of the external systems may take at most; <see cref="TimeSpan.MaxValue"/> for as long as it likes.</summary>
    /// <exception cref="XlinkException">isps_ul.ini cannot be read.</exception>
    internal TimeSpan LongestQuery => Settings.ExternalSystems.Select(section => QueryTime(section.GetText(OdbcKeys.QueryTimeout))).Append(TimeSpan.Zero).Max();

    /// <summary>Whether anything goes to a WFM server.</summary>
    /// <exception cref="XlinkException">isps_ul.ini cannot be read; <c>SourceKeyInvalid</c>.</exception>
    internal bool NeedsServer => TargetsOf(null).HasWfm || Settings.ExternalSystems.Any(section => TargetsOf(section.Name).HasWfm);

    /// <summary>Whether anything goes to Cloud Link.</summary>
    /// <exception cref="XlinkException">isps_ul.ini cannot be read; <c>SourceKeyInvalid</c>.</exception>
    internal bool HasCloudLink => Settings.ExternalSystems.Any(section => TargetsOf(section.Name).HasCloudLink);

    /// <summary>How to log in to a server.</summary>
    /// <exception cref="XlinkException">The errors of <see cref="ServerLogin.Load(string, string)"/>.</exception>
    internal ServerLogin GetLogin(string entryName) => ServerLogin.Load(InstallationPath, Settings, () => servers.Value, entryName);

    /// <summary>A script beside the mappings.</summary>
    /// <exception cref="XlinkException">It is missing or has an error.</exception>
    internal Script GetScript(string fileName)
    {
        if (!scripts.TryGetValue(fileName, out var script))
        {
            script = Script.Load(CaseInsensitivePath.Get(InstallationPath, fileName));
            scripts.Add(fileName, script);
        }

        return script;
    }

    /// <summary>The text of a script beside the mappings.</summary>
    /// <exception cref="XlinkException">It cannot be read.</exception>
    internal string GetScriptText(string fileName) => Script.ReadText(CaseInsensitivePath.Get(InstallationPath, fileName));

    /// <summary>The configuration with Cloud Link as the only target of all external systems. No file is changed.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="folder">Full path of the folder for the files; <see langword="null"/> for those that are configured.</param>
    /// <param name="source">The external system whose CSV files are read from another folder, the kind of data and the folder; <see langword="null"/> for none.</param>
    internal static ImportConfiguration ForExport(string installationPath, string? folder, (string ExternalSystem, ImportKind Kind, string Folder)? source)
        => new(installationPath, new CloudLinkSettings { Target = ImportTargetKind.CloudLink, Directory = folder, AgentDirectory = folder }, source);

    /// <summary>Whether history is exported for Cloud Link, and source files stay anyway.</summary>
    internal bool IsExport => export is not null;

    /// <summary>Where the imports of an external system go, or with <see langword="null"/> what is set for all.</summary>
    /// <exception cref="XlinkException">isps_ul.ini cannot be read; <c>SourceKeyInvalid</c>.</exception>
    internal CloudLinkSettings TargetsOf(string? externalSystem)
    {
        var configured = CloudLinkSettings.Read(Settings, InstallationPath, externalSystem);
        return export is null ? configured : configured with
        {
            Target = export.Target,
            Directory = export.Directory ?? configured.Directory,
            AgentDirectory = export.AgentDirectory ?? configured.AgentDirectory,
        };
    }

    /// <summary>Reads everything and finds what would keep an import from being complete. Servers and sources are not asked.</summary>
    /// <param name="before">The last good configuration: a line of acd_map.ini that was no mapping in it either does not count.</param>
    /// <exception cref="XlinkException">What is wrong first; with file and line where there is one.</exception>
    internal void Check(ImportConfiguration? before)
    {
        _ = Settings.General;
        var mappings = Map.Mappings.Where(mapping => mapping.Sources.Count > 0).ToList();
        CheckLines(before);
        CheckServers(mappings);
        foreach (var name in mappings.SelectMany(mapping => mapping.Sources).Select(source => source.ExternalSystem).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            _ = CallDataSource.Open(Settings.GetExternalSystem(name), InstallationPath);
        }

        foreach (var section in Settings.ExternalSystems)
        {
            CheckAgentData(section);
        }

        foreach (var mapping in mappings.Where(mapping => mapping.ScriptFile is not null))
        {
            GetScript(mapping.ScriptFile!).EnsureParameters(mapping.Sources.Count);
        }
    }

    private static TimeSpan QueryTime(string? text) => !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        ? OdbcConnectionSettings.DefaultQueryTime
        : seconds == 0 ? TimeSpan.MaxValue : TimeSpan.FromSeconds(seconds);

    private void CheckLines(ImportConfiguration? before)
    {
        var known = new HashSet<string>(before?.Map.Findings.Select(finding => finding.Text) ?? [], StringComparer.Ordinal);
        if (before is not null && Map.Malformed.FirstOrDefault(finding => !known.Contains(finding.Text)) is { } broken)
        {
            throw XlinkException.InFile(Map.FilePath, broken.Line, nameof(Messages.MappingLineBroken), XlinkErrorCategory.InvalidData, broken.Reason);
        }
    }

    private void CheckServers(IEnumerable<QueueMapping> mappings)
    {
        bool IsForServer(string system) => TargetsOf(system).HasWfm;
        var names = mappings.Where(mapping => mapping.Sources.Any(source => IsForServer(source.ExternalSystem))).Select(mapping => mapping.Target.ServerEntry)
            .Concat(Settings.ExternalSystems.Any(section => PlannedAgentSource.IsIn(section) && IsForServer(section.Name)) ? Settings.ServerEntries.Select(entry => entry.Name) : []);
        foreach (var name in names.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            GetLogin(name).Dispose();
        }
    }

    private void CheckAgentData(IConfigurationSection section)
    {
        if (CsvAgentDataSettings.IsIn(section))
        {
            _ = CsvAgentDataSettings.FromSection(section, InstallationPath);
        }

        if (UniversalAgentDataSettings.IsIn(section))
        {
            _ = UniversalAgentDataSettings.FromSection(section);
        }
    }
}
