using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Credentials;

namespace Xlink.Diagnosis.Rules;

/// <summary>The password of an ACD or database stands there for everybody to read, or is hidden in a way that cannot be read [documented].</summary>
internal sealed class PlainPasswordRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => installation.ExternalSystems.SelectMany(system => system.Section.Keys.Where(AcdPassword.IsKey).SelectMany(key => CheckKey(system.Section, key)));

    private static IEnumerable<ConfigurationFinding> CheckKey(IConfigurationSection section, string key)
    {
        if (section.GetText(key) is not { } value)
        {
            yield break;
        }

        if (!AcdPassword.IsEncoded(value))
        {
            yield return ConfigurationFinding.InKey(section, key, FindingSeverity.Warning, nameof(Messages.CheckPlainPassword), section.Name, key) with
            {
                Mend = files => files.Change(section, key, Hide),
            };
        }
        else if (!IsReadable(value))
        {
            yield return ConfigurationFinding.InKey(section, key, FindingSeverity.Error, nameof(Messages.AcdPasswordMalformed));
        }
    }

    private static string Hide(string value)
    {
        if (AcdPassword.IsEncoded(value))
        {
            return value;
        }

        using var password = Secret.From(value);
        return AcdPassword.Encode(password);
    }

    private static bool IsReadable(string value)
    {
        try
        {
            AcdPassword.Decode(value).Dispose();
            return true;
        }
        catch (XlinkException)
        {
            return false;
        }
    }
}
