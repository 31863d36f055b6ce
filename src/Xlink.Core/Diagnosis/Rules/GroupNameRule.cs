using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Mapping;
using Xlink.Sources.Csv;

namespace Xlink.Diagnosis.Rules;

/// <summary>A group is written otherwise in the files than in the configuration: case counts [documented], and then files are moved but nothing is imported.</summary>
internal sealed class GroupNameRule : IConfigurationRule
{
    private const int MaximumNamesShown = 5;

    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => installation.ExternalSystems.SelectMany(system => system.Sample is { UsableRows: > 0 } sample
            ? CheckLevel(installation, system, CsvKeys.Groups, sample.Groups, isReached: true)
                .Concat(sample.SubGroups is { } level ? CheckLevel(installation, system, CsvKeys.SubGroups, level, sample.Groups.HasKnown) : [])
            : []);

    private static IEnumerable<ConfigurationFinding> CheckLevel(
        CheckedInstallation installation, CheckedSystem system, string key, CsvGroups level, bool isReached)
    {
        var alike = level.FindNearMisses().ToList();
        foreach (var (configured, found) in alike)
        {
            // Where the files themselves have several spellings, nobody but a person knows which one is meant.
            var isClear = level.Unknown.Count(name => CsvGroups.AreAlike(name, configured)) == 1;
            yield return ConfigurationFinding.InKey(system.Section, key, FindingSeverity.Error, nameof(Messages.CheckGroupCase), configured, found, key) with
            {
                Mend = isClear ? files => Rename(files, installation, system, key, configured, found) : null,
            };
        }

        if (alike.Count == 0 && !level.HasKnown && isReached)
        {
            yield return ConfigurationFinding.InKey(
                system.Section, key, FindingSeverity.Error, nameof(Messages.CheckGroupsNotInFiles), key, string.Join(", ", level.Unknown.Take(MaximumNamesShown)));
        }
    }

    // Mappings of the group would be dead after it was renamed; they follow.
    private static bool Rename(MendedFiles files, CheckedInstallation installation, CheckedSystem system, string key, string from, string to)
    {
        var isRenamed = files.Change(system.Section, key, list => ListValue.Rename(list, from, to));
        if (isRenamed && installation.Map is { } map)
        {
            string Follow(string name) => string.Equals(name, from, StringComparison.Ordinal) ? to : name;
            var paths = new CsvCallDataSource(system.Settings!).ReadTree().Leaves
                .Select(leaf => (leaf.Path, Series: leaf.Series!))
                .Select(leaf => (Old: SourcePath.Parse(leaf.Path), New: key == CsvKeys.Groups
                    ? MakePath(system.Name, Follow(leaf.Series.Group), leaf.Series.SubGroup, leaf.Series.Metric)
                    : MakePath(system.Name, leaf.Series.Group, leaf.Series.SubGroup is { } name ? Follow(name) : null, leaf.Series.Metric)))
                .Where(pair => !pair.Old.Equals(pair.New));
            _ = files.ExchangeSources(map.FilePath, paths.ToDictionary(pair => pair.Old, pair => pair.New));
        }

        return isRenamed;
    }

    private static SourcePath MakePath(string system, string group, string? subGroup, string metric)
        => new(system, subGroup is null ? [group, metric] : [group, subGroup, metric]);
}
