using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xlink.Configuration;
using Xlink.Files;
using Xlink.Importing;

namespace Xlink.Services.AutomaticImports;

/// <summary>
/// How far the automatic imports have come, in a file beside the configuration: a service that was stopped, killed or off with its computer makes up for
/// what was due meanwhile.
/// </summary>
internal sealed class ScheduleJournal
{
    /// <summary>Name of the file in the installation folder [our reading].</summary>
    internal const string FileName = "isps_schedule.journal";

    // Without an import there is little to lose: what was not due in the meantime is looked at once more.
    private static readonly TimeSpan LongestWithoutSaving = TimeSpan.FromHours(1);

    private readonly string journalPath;
    private IReadOnlyList<ScheduleProgress> saved;

    private ScheduleJournal(string journalPath, IReadOnlyList<ScheduleProgress> saved)
    {
        this.journalPath = journalPath;
        this.saved = saved;
    }

    /// <summary>Reads the file.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <returns>The journal; empty before the first start of a service.</returns>
    /// <exception cref="XlinkException"><c>ScheduleJournalDamaged</c>; the errors of reading a file.</exception>
    internal static ScheduleJournal Load(string installationPath)
    {
        var path = Path.Combine(installationPath, FileName);
        if (!File.Exists(path))
        {
            return Empty(installationPath);
        }

        try
        {
            return new ScheduleJournal(path, JsonSerializer.Deserialize(FileReplacement.Read(path), ServiceJson.Default.ListScheduleProgress) ?? []);
        }
        catch (JsonException exception)
        {
            throw XlinkException.InFile(path, line: null, nameof(Messages.ScheduleJournalDamaged), XlinkErrorCategory.InvalidData, exception);
        }
    }

    /// <summary>The journal of a service that begins anew.</summary>
    internal static ScheduleJournal Empty(string installationPath) => new(Path.Combine(installationPath, FileName), []);

    /// <summary>How far a kind has come; <see langword="null"/> if that is not known.</summary>
    internal ScheduleProgress? Find(ImportKind kind) => saved.FirstOrDefault(progress => progress.Kind == kind);

    /// <summary>Notes how far everything has come.</summary>
    /// <param name="progress">All kinds.</param>
    /// <param name="isImportant">Whether it must be on the disk: there was an import.</param>
    /// <exception cref="XlinkException">The file cannot be written; it is as it was.</exception>
    internal void Save(IReadOnlyList<ScheduleProgress> progress, bool isImportant)
    {
        if (isImportant || progress.Any(current => Find(current.Kind) is not { } known || (current.DoneUtc - known.DoneUtc).Duration() > LongestWithoutSaving))
        {
            ConfigurationFile.Write(journalPath, JsonSerializer.SerializeToUtf8Bytes([.. progress], ServiceJson.Default.ListScheduleProgress));
            saved = progress;
        }
    }
}
