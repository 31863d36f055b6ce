using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;

namespace Xlink.Diagnosis.Rules;

/// <summary>An entry of <c>[DB]</c> is missing, malformed, still a placeholder [documented], or there twice.</summary>
internal sealed class ServerEntryRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
    {
        if (installation.Settings is not { } settings)
        {
            yield break;
        }

        foreach (var malformed in installation.MalformedServerEntries)
        {
            yield return ConfigurationFinding.Of(malformed, settings.FilePath) with { Section = IspsUlConfiguration.ServerSection };
        }

        if (installation.NeedsServer && installation.ServerEntries.Count == 0 && installation.MalformedServerEntries.Count == 0)
        {
            yield return Find(settings, line: null, FindingSeverity.Error, nameof(Messages.ServerEntryNotFound), IspsUlConfiguration.DefaultServerEntryName);
        }

        foreach (var entry in installation.ServerEntries.Where(entry => entry.IsPlaceholder))
        {
            yield return Find(settings, entry.Line, FindingSeverity.Error, nameof(Messages.CredentialNotSet), entry.Name);
        }

        foreach (var same in installation.ServerEntries.GroupBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
        {
            yield return Find(settings, same.Last().Line, FindingSeverity.Warning, nameof(Messages.CheckServerEntryTwice), same.Key, same.First().Line);
        }
    }

    private static ConfigurationFinding Find(IspsUlConfiguration settings, int? line, FindingSeverity severity, string id, params object?[] arguments)
        => ConfigurationFinding.InFile(settings.FilePath, line, severity, id, arguments) with { Section = IspsUlConfiguration.ServerSection };
}
