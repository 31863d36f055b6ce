using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Configuration.Keys;
using Xlink.Credentials;
using Xlink.Odbc;

namespace Xlink.Diagnosis.Rules;

/// <summary>The password of an ACD or database stands there for everybody to read, or is hidden in a way that cannot be read [documented].</summary>
internal sealed class PlainPasswordRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => installation.ExternalSystems.SelectMany(system => system.Section.Keys
            .Where(key => AcdPassword.IsKey(key) && CountsIn(system, key))
            .SelectMany(key => CheckKey(system.Section, key))
            .Concat(CheckConnectionString(system)));

    // In a section of files a password has no effect, which is another rule's finding.
    private static bool CountsIn(CheckedSystem system, string key)
        => system.Interfaces == InterfaceKinds.None || ConfigurationKeys.Find(key, system.Interfaces) is not null;

    private static IEnumerable<ConfigurationFinding> CheckConnectionString(CheckedSystem system)
    {
        var section = ReadableSection.Without(system.Section, "Password", "Pwd", OdbcKeys.LoginTimeout, OdbcKeys.QueryTimeout);
        if ((system.Interfaces & InterfaceKinds.Universal) != InterfaceKinds.None
            && section.GetText(OdbcKeys.ConnectionString) is { } text
            && !string.Equals(OdbcConnectionSettings.FromSection(section).Scrub(text), text, StringComparison.Ordinal))
        {
            yield return ConfigurationFinding.InKey(
                system.Section, OdbcKeys.ConnectionString, FindingSeverity.Warning, nameof(Messages.CheckConnectionStringPassword), system.Name);
        }
    }

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
