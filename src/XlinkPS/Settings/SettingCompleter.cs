using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xlink.Configuration;
using Xlink.Configuration.Keys;
using Xlink.Sources;
using XlinkPS.Completion;
using XlinkPS.ExternalSystems;

namespace XlinkPS.Settings;

/// <summary>Completes sections and keys of isps_ul.ini, with what the keys mean, and the values that a key can have.</summary>
public sealed class SettingCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionValue> GetValues(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
    {
        var configuration = FindInstallation(boundParameters) is { } path ? IspsUlConfiguration.Load(path) : null;
        var section = boundParameters["Section"] as string ?? GeneralSettings.SectionName;
        return parameterName switch
        {
            "Section" => FindSections(configuration).Select(name => new CompletionValue(name)),
            "Key" => FindKeys(configuration, section),
            _ => FindKeyValues(configuration, section, boundParameters["Key"] as string ?? string.Empty),
        };
    }

    private static IEnumerable<string> FindSections(IspsUlConfiguration? configuration)
        => (configuration?.SettingSections.Select(section => section.Name) ?? []).Append(GeneralSettings.SectionName)
            .GroupBy(name => name, (_, same) => same.First(), StringComparer.OrdinalIgnoreCase);

    // Without an installation the keys are known all the same.
    private static IEnumerable<CompletionValue> FindKeys(IspsUlConfiguration? configuration, string section)
    {
        var known = KnownKeys(configuration, section);
        var unknown = configuration?.Document.FindSection(section)?.Keys.Where(key => !known.Any(candidate => IsSame(candidate.Name, key))) ?? [];
        return known.Select(key => new CompletionValue(key.Name, key.Explanation)).Concat(unknown.Select(key => new CompletionValue(key)));
    }

    private static IEnumerable<CompletionValue> FindKeyValues(IspsUlConfiguration? configuration, string section, string name)
    {
        var current = SecretSetting.IsSecret(name) ? null : configuration?.Document.FindSection(section)?.GetValue(name);
        var key = KnownKeys(configuration, section).FirstOrDefault(candidate => IsSame(candidate.Name, name));
        var choices = key is null ? [] : key.Kind is KeyKind.TimeZone or KeyKind.ZoneName ? SourceTimeZone.Names : key.Values;
        return choices.Concat(current is { Length: > 0 } ? [current] : []).Select(value => new CompletionValue(value, key?.Explanation));
    }

    private static IReadOnlyList<ConfigurationKey> KnownKeys(IspsUlConfiguration? configuration, string section)
        => configuration is not null ? new SettingKeys(configuration, section).All
            : IsSame(section, GeneralSettings.SectionName) ? ConfigurationKeys.General : ConfigurationKeys.ExternalSystem;

    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
