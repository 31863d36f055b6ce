using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using Xlink.Configuration;
using Xlink.Files;
using Xlink.Importing;
using Xlink.Targets.Wfm;

namespace Xlink.Targets.CloudLink;

/// <summary>How far the last export of an installation has come, so that the same command goes on where it was broken off.</summary>
internal sealed record CloudLinkExportJournal
{
    /// <summary>Name of the file in the installation folder [our reading]. It is there only while an export is not complete.</summary>
    internal const string FileName = "isps_cloudlink_export.journal";

    /// <summary>What was asked for.</summary>
    public required string Request { get; init; }

    /// <summary>The hash of what the values depended on: <see cref="ConfigurationOf"/> and <see cref="ServersOf"/>.</summary>
    public required string Configuration { get; init; }

    /// <summary>The first day that is not done.</summary>
    [JsonConverter(typeof(LocalDateJsonConverter))]
    public required LocalDate Next { get; init; }

    /// <summary>What the values and the look of the files depend on: the external systems, what is said of Cloud Link, mappings and scripts.</summary>
    /// <exception cref="XlinkException">isps_ul.ini or acd_map.ini cannot be read.</exception>
    internal static string ConfigurationOf(ImportConfiguration files)
    {
        var settings = files.Settings.ExternalSystems.SelectMany(section => section.Keys.Select(key => (Section: section, Key: key)));
        var general = files.Settings.Document.FindSection(GeneralSettings.SectionName) is { } found
            ? found.Keys.Where(key => CloudLinkKeys.IsOne(key) || string.Equals(key, nameof(GeneralSettings.WriteAlways), StringComparison.OrdinalIgnoreCase)).Select(key => (Section: found, Key: key))
            : [];
        var scripts = files.Map.Mappings.Select(mapping => mapping.ScriptFile).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);
        return HashOf(
        [
            .. settings.Concat(general).Select(item => item.Section.Name + "." + item.Key + "=" + item.Section.GetText(item.Key)),
            .. files.Map.Mappings.Select(mapping => mapping.Target + "=" + string.Join("|", mapping.Sources) + "|" + mapping.ScriptFile),
            .. scripts.Select(name => TextOf(files, name)),
        ]);
    }

    /// <summary>What else they depend on: the queues and zones of the servers, as the installation knows them.</summary>
    /// <exception cref="XlinkException">The file cannot be read.</exception>
    internal static string ServersOf(string installationPath)
        => CaseInsensitivePath.Find(installationPath, ServerSnapshot.FileName) is { } path ? HashOf([Convert.ToBase64String(FileReplacement.Read(path))]) : string.Empty;

    /// <summary>Finds where an export goes on.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="configuration">What the values depend on now.</param>
    /// <param name="hasChanged">Whether the same was asked for, and the values depended on something else.</param>
    /// <returns>The first day that is not done, or <see langword="null"/> if nothing of it is. A journal that cannot be read counts as none.</returns>
    internal static LocalDate? FindNext(string installationPath, CloudLinkExportOptions options, string configuration, out bool hasChanged)
    {
        var path = Path.Combine(installationPath, FileName);
        hasChanged = false;
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var journal = JsonSerializer.Deserialize(FileReplacement.Read(path), CloudLinkExportJson.Default.CloudLinkExportJournal);
            if (journal?.Request != RequestOf(options) || journal.Next <= options.StartDate || journal.Next >= options.StartDate.PlusDays(options.Days))
            {
                return null;
            }

            hasChanged = journal.Configuration != configuration;
            return hasChanged ? null : journal.Next;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Notes how far an export is.</summary>
    /// <exception cref="XlinkException">It cannot be written.</exception>
    internal static void Save(string installationPath, CloudLinkExportOptions options, string configuration, LocalDate next) => ConfigurationFile.Write(
        Path.Combine(installationPath, FileName),
        JsonSerializer.SerializeToUtf8Bytes(
            new CloudLinkExportJournal { Request = RequestOf(options), Configuration = configuration, Next = next }, CloudLinkExportJson.Default.CloudLinkExportJournal));

    private static string RequestOf(CloudLinkExportOptions options) => string.Join("|", new List<string>(
    [
        options.StartDate.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
        options.Days.ToString(CultureInfo.InvariantCulture),
        options.CallData ? "calls" : string.Empty,
        options.AgentData ? "agents" : string.Empty,
        options.Folder ?? string.Empty,
        options.SourcePath ?? string.Empty,
        .. options.ExternalSystems.OrderBy(name => name, StringComparer.OrdinalIgnoreCase),
    ]));

    // That a script is missing or cannot be read is told by the export itself.
    private static string TextOf(ImportConfiguration files, string script)
    {
        try
        {
            return script + "=" + files.GetScriptText(script);
        }
        catch (XlinkException)
        {
            return script;
        }
    }

    private static string HashOf(IEnumerable<string> lines)
    {
        using var hash = SHA256.Create();
        return HexText.Write(hash.ComputeHash(Encoding.UTF8.GetBytes(string.Join("\n", lines))));
    }

    /// <summary>Notes that nothing is left to go on with.</summary>
    internal static void Remove(string installationPath)
    {
        var path = Path.Combine(installationPath, FileName);
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileError.Writing(path, exception);
        }
    }
}
