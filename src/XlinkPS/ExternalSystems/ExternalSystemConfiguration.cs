using System;
using System.Collections.Specialized;
using Xlink.Configuration;

namespace XlinkPS.ExternalSystems;

/// <summary>The section of an external system in isps_ul.ini.</summary>
public sealed class ExternalSystemConfiguration
{
    internal ExternalSystemConfiguration(string installationPath, IConfigurationSection section)
    {
        InstallationPath = installationPath;
        Name = section.Name;
        foreach (var key in section.Keys)
        {
            Settings[key] = SecretSetting.IsSecret(key) ? SecretSetting.Read(section.GetValue(key)!) : section.GetValue(key);
        }
    }

    /// <summary>Folder of the installation.</summary>
    public string InstallationPath { get; }

    /// <summary>Name of the external system.</summary>
    public string Name { get; }

    /// <summary>All keys in file order with their values; those that hold a password are secure strings, as Set-XlinkExternalSystemConfiguration takes them back.</summary>
    public OrderedDictionary Settings { get; } = new(StringComparer.OrdinalIgnoreCase);
}
