using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Configuration;
using Xlink.Configuration.Keys;
using Xlink.Installation;
using XlinkPS.Installations;

namespace XlinkPS.Settings;

/// <summary>
/// Gets the keys of isps_ul.ini with their values and what they mean: those of [General] and of the external systems. The servers in [DB] are
/// shown by Get-XlinkServer. Passwords come as secure strings.
/// </summary>
[Cmdlet(VerbsCommon.Get, "XlinkSetting")]
[OutputType(typeof(XlinkSetting))]
public sealed class GetXlinkSettingCommand : InstallationCmdlet
{
    /// <summary>Name of the section: General, or an external system; wildcards are allowed. Default: all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SettingCompleter))]
    public string? Section { get; set; }

    /// <summary>The key; wildcards are allowed. Default: all.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SettingCompleter))]
    public string? Key { get; set; }

    /// <summary>The documented keys that the sections do not have, too; without a value.</summary>
    [Parameter]
    public SwitchParameter IncludeUnset { get; set; }

    /// <inheritdoc/>
    protected override object? ErrorTarget => Section ?? Path;

    private protected override string? FirstName { get => Section; set => Section = value; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var configuration = IspsUlConfiguration.Load(installation.Path);
        var section = new NamePattern(Section);
        var key = new NamePattern(Key);
        var sections = configuration.SettingSections.Where(candidate => section.IsMatch(candidate.Name)).ToList();
        if (sections.Count == 0 && section.IsExact)
        {
            throw XlinkException.InFile(
                configuration.FilePath, line: null, nameof(Messages.SettingSectionNotFound), XlinkErrorCategory.ObjectNotFound, Section);
        }

        var found = sections.SelectMany(candidate => FindSettings(installation.Path, configuration, candidate).Where(setting => key.IsMatch(setting.Key))).ToList();
        if (found.Count == 0 && key.IsExact && section.IsExact)
        {
            throw XlinkException.InFile(
                configuration.FilePath, line: null, nameof(Messages.SettingNotFound), XlinkErrorCategory.ObjectNotFound, sections[0].Name, Key);
        }

        WriteObject(found, enumerateCollection: true);
    }

    private IEnumerable<XlinkSetting> FindSettings(string installationPath, IspsUlConfiguration configuration, IConfigurationSection section)
    {
        var keys = new SettingKeys(configuration, section.Name);
        var unset = IncludeUnset
            ? keys.All.Select(known => known.Name).Distinct(StringComparer.OrdinalIgnoreCase).Where(name => section.GetLine(name) is null)
            : [];
        return section.Keys.Concat(unset).Select(name => new XlinkSetting(installationPath, section.Name, name, section, keys.Find(name)));
    }
}
