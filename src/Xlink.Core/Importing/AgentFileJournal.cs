using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using NodaTime;
using Xlink.Configuration;
using Xlink.Files;
using Xlink.Sources;

namespace Xlink.Importing;

/// <summary>
/// Which days of the files of agent data the server has, kept in a file of the installation folder. An activity over midnight belongs to two days, which
/// a daily import takes one after the other: its file must stay for the second, and may go after it.
/// </summary>
/// <remarks>
/// [Our reading] A day counts only when it is over: as long as more of it may come, all its files must be there, because an import replaces what the
/// server has of the day. Only the holder of the <see cref="ImportLock"/> writes the file.
/// </remarks>
internal sealed class AgentFileJournal
{
    /// <summary>Name of the file in the installation folder [our reading].</summary>
    internal const string FileName = "isps_agent_import.journal";

    private readonly string journalPath;
    private readonly Dictionary<string, PartlyImportedFile> files;

    private AgentFileJournal(string journalPath, IEnumerable<PartlyImportedFile> files)
    {
        this.journalPath = journalPath;
        this.files = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
    }

    /// <summary>Reads what earlier imports have noted.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <exception cref="XlinkException"><c>AgentJournalDamaged</c>; the errors of reading a file.</exception>
    internal static AgentFileJournal Load(string installationPath)
    {
        var path = Path.Combine(installationPath, FileName);
        if (!File.Exists(path))
        {
            return new AgentFileJournal(path, []);
        }

        try
        {
            return new AgentFileJournal(path, JsonSerializer.Deserialize(FileReplacement.Read(path), DisposalJson.Default.ListPartlyImportedFile) ?? []);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw XlinkException.InFile(path, line: null, nameof(Messages.AgentJournalDamaged), XlinkErrorCategory.InvalidData, exception);
        }
    }

    /// <summary>Whether the server has a day of a file as the file is now.</summary>
    internal bool Has(SourceFile file, LocalDate day) => Find(file)?.Days.Contains(day) == true;

    /// <summary>The days of a file that the server does not have; <see langword="null"/> if it has all.</summary>
    internal DateInterval? FindDaysLeft(SourceFile file)
    {
        if (file.FirstDay is not { } first || file.LastDay is not { } last)
        {
            return null;
        }

        var left = new DateInterval(first, last).Where(day => !Has(file, day)).ToList();
        return left.Count == 0 ? null : new DateInterval(left[0], left[left.Count - 1]);
    }

    /// <summary>Notes that the server has days of some files.</summary>
    /// <param name="found">The files, as they were read.</param>
    /// <param name="days">The days, all of them over.</param>
    internal void Add(IEnumerable<SourceFile> found, IReadOnlyList<LocalDate> days)
    {
        foreach (var file in found.Where(file => file.WasRead))
        {
            var known = Find(file)?.Days ?? [];
            var touched = days.Where(day => file.FirstDay <= day && day <= file.LastDay && !known.Contains(day));
            files[file.Path] = new PartlyImportedFile(file.Path, file.Length, file.LastWriteTimeUtc, [.. known, .. touched]);
        }
    }

    /// <summary>Writes the journal, without files that are gone or of which the server has no day.</summary>
    /// <exception cref="XlinkException">It cannot be written.</exception>
    internal void Save()
    {
        var kept = files.Values.Where(file => file.Days.Count > 0 && File.Exists(file.Path)).OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        if (kept.Count > 0)
        {
            ConfigurationFile.Write(journalPath, JsonSerializer.SerializeToUtf8Bytes(kept, DisposalJson.Default.ListPartlyImportedFile));
        }
        else if (File.Exists(journalPath))
        {
            try
            {
                File.Delete(journalPath);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw FileError.Writing(journalPath, exception);
            }
        }
    }

    private PartlyImportedFile? Find(SourceFile file)
        => files.TryGetValue(file.Path, out var known) && known.Length == file.Length && known.LastWriteTimeUtc == file.LastWriteTimeUtc ? known : null;
}
