using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Targets;

namespace Xlink.Diagnosis.Rules;

/// <summary>The user of a cloud tenant does not have an e-mail address that begins with <c>xlink</c> [documented].</summary>
internal sealed class UserNameRule : IConfigurationRule
{
    private const string Prefix = "xlink";

    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
    {
        foreach (var entry in installation.ServerEntries.Where(entry => !entry.IsPlaceholder && !IsCloudUser(entry.UserName)))
        {
            if (FindUrl(installation, entry) is { IsCloud: true } url)
            {
                yield return ConfigurationFinding.InFile(
                    installation.Settings!.FilePath, entry.Line, FindingSeverity.Warning, nameof(Messages.CheckCloudUser), entry.UserName, url.Host) with
                {
                    Section = IspsUlConfiguration.ServerSection,
                };
            }
        }
    }

    private static bool IsCloudUser(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && name.IndexOf('@') > 0;

    private static ServerUrl? FindUrl(CheckedInstallation installation, ServerEntry entry)
    {
        try
        {
            return installation.Addresses?.GetServer(entry.Name).Url;
        }
        catch (XlinkException)
        {
            // A finding of its own.
            return null;
        }
    }
}
