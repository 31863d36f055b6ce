using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using Xlink.Configuration;
using Xlink.Files;
using Xlink.Targets.Wfm;

namespace Xlink.Targets.CloudLink;

/// <summary>How far the last export of an installation has come, so that the same command goes on where it was broken off.</summary>
internal sealed record CloudLinkExportJournal
{
    /// <summary>Name of the file in the installation folder [our reading]. It is there only while an export is not complete.</summary>
    internal const string FileName = "isps_cloudlink_export.journal";

    /// <summary>What was asked for.</summary>
    public required string Request { get; init; }

    /// <summary>The first day that is not done.</summary>
    [JsonConverter(typeof(LocalDateJsonConverter))]
    public required LocalDate Next { get; init; }

    /// <summary>What tells the request of an export from another one: also where its files go and how they look, since what is there already would be left as it is.</summary>
    /// <exception cref="XlinkException">isps_ul.ini cannot be read; <c>SourceKeyInvalid</c>.</exception>
    internal static string RequestOf(string installationPath, CloudLinkExportOptions options) => string.Join("|", new List<string>(
    [
        options.StartDate.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
        options.Days.ToString(CultureInfo.InvariantCulture),
        options.CallData ? "calls" : string.Empty,
        options.AgentData ? "agents" : string.Empty,
        options.Folder ?? string.Empty,
        options.SourcePath ?? string.Empty,
        .. options.ExternalSystems.OrderBy(name => name, StringComparer.OrdinalIgnoreCase),
        .. SettingsOf(IspsUlConfiguration.Load(installationPath)),
    ]));

    /// <summary>Finds where an export goes on.</summary>
    /// <returns>The first day that is not done, or <see langword="null"/> if nothing of it is. A journal that cannot be read counts as none.</returns>
    internal static LocalDate? FindNext(string installationPath, CloudLinkExportOptions options)
    {
        var path = Path.Combine(installationPath, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var journal = JsonSerializer.Deserialize(FileReplacement.Read(path), CloudLinkExportJson.Default.CloudLinkExportJournal);
            return journal?.Request == RequestOf(installationPath, options) && journal.Next > options.StartDate && journal.Next < options.StartDate.PlusDays(options.Days) ? journal.Next : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Notes how far an export is.</summary>
    /// <exception cref="XlinkException">It cannot be written.</exception>
    internal static void Save(string installationPath, CloudLinkExportOptions options, LocalDate next) => ConfigurationFile.Write(
        Path.Combine(installationPath, FileName),
        JsonSerializer.SerializeToUtf8Bytes(new CloudLinkExportJournal { Request = RequestOf(installationPath, options), Next = next }, CloudLinkExportJson.Default.CloudLinkExportJournal));

    private static IEnumerable<string> SettingsOf(IspsUlConfiguration configuration)
        => configuration.ExternalSystems.Cast<IConfigurationSection?>().Append(configuration.Document.FindSection(GeneralSettings.SectionName)).OfType<IConfigurationSection>()
            .SelectMany(section => section.Keys.Where(CloudLinkKeys.IsOne).Select(key => section.Name + "." + key + "=" + section.GetText(key)));

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
