using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xlink.Configuration;
using Xlink.Configuration.Keys;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Diagnosis.Rules;

/// <summary>The folder of the files, or the one they are moved to, does not exist or cannot be read, or both are the same.</summary>
internal sealed class SourceFolderRule : IConfigurationRule
{
    private const string AgentPrefix = "Activity";

    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => installation.ExternalSystems.SelectMany(system => Check(system, installation.Path));

    private static IEnumerable<ConfigurationFinding> Check(CheckedSystem system, string installationPath)
    {
        var call = (system.Interfaces & InterfaceKinds.CsvCallData) != InterfaceKinds.None
            ? Check(system.Section, CsvKeys.Source, CsvKeys.Destination, CsvKeys.DeleteImportFiles, installationPath)
            : [];
        var agent = (system.Interfaces & InterfaceKinds.CsvAgentData) != InterfaceKinds.None
            ? Check(system.Section, AgentPrefix + CsvKeys.Source, AgentPrefix + CsvKeys.Destination, "DeleteActivityImportFiles", installationPath)
            : [];
        return call.Concat(agent);
    }

    private static IEnumerable<ConfigurationFinding> Check(IConfigurationSection section, string sourceKey, string destinationKey, string actionKey, string installationPath)
    {
        var source = Folder(section, sourceKey, installationPath);
        if (source is not null && FindFault(source) is { } failure)
        {
            yield return ConfigurationFinding.Of(failure, section.FilePath) with
            {
                File = section.FilePath,
                Section = section.Name,
                Key = sourceKey,
                Line = section.GetLine(sourceKey),
            };
        }

        if (section.GetText(actionKey) == "1" && Folder(section, destinationKey, installationPath) is { } destination)
        {
            if (string.Equals(Trim(destination), Trim(source), StringComparison.Ordinal))
            {
                yield return ConfigurationFinding.InKey(
                    section, destinationKey, FindingSeverity.Error, nameof(Messages.SourceKeyInvalid), section.Name, destinationKey, section.GetValue(destinationKey), Messages.SourceExpectedDestination);
            }
            else if (!Directory.Exists(destination))
            {
                yield return ConfigurationFinding.InKey(section, destinationKey, FindingSeverity.Error, nameof(Messages.DestinationFolderMissing), destination);
            }
        }
    }

    private static string? Folder(IConfigurationSection section, string key, string installationPath)
        => section.GetText(key)?.Trim() is { Length: > 0 } value ? SectionReader.ToFolder(value, installationPath) : null;

    private static string? Trim(string? folder) => folder?.TrimEnd(Path.DirectorySeparatorChar);

    private static XlinkException? FindFault(string folder)
    {
        try
        {
            _ = SourceFolder.GetFiles(folder);
            return null;
        }
        catch (XlinkException exception)
        {
            return exception;
        }
    }
}
