using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Files;
using Xlink.Mapping;
using Xlink.Scripting;

namespace Xlink.Diagnosis.Rules;

/// <summary>A script is missing, has an error or something odd, or uses more or fewer parameters than its mapping has metrics.</summary>
internal sealed class ScriptRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => installation.Mappings
            .Where(mapping => mapping.ScriptFile is not null)
            .GroupBy(mapping => mapping.ScriptFile!, StringComparer.OrdinalIgnoreCase)
            .SelectMany(same => CheckScript(installation, same.Key, [.. same]));

    private static IEnumerable<ConfigurationFinding> CheckScript(CheckedInstallation installation, string name, IReadOnlyList<QueueMapping> mappings)
    {
        var map = installation.Map!;
        Script script;
        string path;
        try
        {
            path = CaseInsensitivePath.Get(installation.Path, name);
            script = Script.Load(path);
        }
        catch (XlinkException exception)
        {
            return [ConfigurationFinding.Of(exception, map.FilePath) with { Line = exception.Line ?? mappings[0].Lines[mappings[0].Lines.Count - 1] }];
        }

        var odd = script.Warnings.Select(warning => new ConfigurationFinding
        {
            Id = warning.Id,
            Severity = FindingSeverity.Warning,
            File = path,
            Line = warning.Line,
            Message = warning.Message,
            Remedy = warning.Remedy,
            Symptom = string.Empty,
        });
        var differing = mappings
            .Where(mapping => mapping.Sources.Count > 0 && mapping.Sources.Count != script.ParameterCount)
            .Select(mapping => ConfigurationFinding.InFile(
                map.FilePath,
                mapping.Lines[mapping.Lines.Count - 1],
                script.ParameterCount > mapping.Sources.Count ? FindingSeverity.Error : FindingSeverity.Warning,
                script.ParameterCount > mapping.Sources.Count ? nameof(Messages.CheckScriptNeedsMore) : nameof(Messages.CheckScriptUsesFewer),
                name, script.ParameterCount, mapping.Sources.Count));
        return odd.Concat(differing);
    }
}
