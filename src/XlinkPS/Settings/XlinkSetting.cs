using Xlink.Configuration;
using Xlink.Configuration.Keys;
using XlinkPS.ExternalSystems;

namespace XlinkPS.Settings;

/// <summary>A key of <c>isps_ul.ini</c> with its value.</summary>
public sealed class XlinkSetting
{
    internal XlinkSetting(string installationPath, string section, string key, IConfigurationSection? file, ConfigurationKey? known)
    {
        InstallationPath = installationPath;
        Section = section;
        Key = key;
        Line = file?.GetLine(key);
        Value = file?.GetValue(key) is not { } text ? null : SecretSetting.IsSecret(key) ? SecretSetting.Read(text) : text;
        IsKnown = known is not null;
        Explanation = known?.Explanation ?? string.Empty;
    }

    /// <summary>Folder of the installation.</summary>
    public string InstallationPath { get; }

    /// <summary>Name of the section, without brackets.</summary>
    public string Section { get; }

    /// <summary>The key.</summary>
    public string Key { get; }

    /// <summary>The value as it stands in the file; a password or connection string as a secure string; <see langword="null"/> if the file does not have the key.</summary>
    public object? Value { get; }

    /// <summary>The line that counts, from 1; <see langword="null"/> if the file does not have the key.</summary>
    public int? Line { get; }

    /// <summary>Whether the key is documented, or ours.</summary>
    public bool IsKnown { get; }

    /// <summary>What the key means, in the user's language; empty for an unknown one.</summary>
    public string Explanation { get; }
}
