using System;
using System.Runtime.CompilerServices;
using Xlink.Importing;

namespace XlinkPS.Imports;

/// <summary>When the service imports call data or agent data by itself.</summary>
public sealed class XlinkImportSchedule
{
    private readonly StrongBox<ImportKind> kind;
    private readonly ImportSchedule schedule;

    internal XlinkImportSchedule(string installationPath, ImportKind kind, ImportSchedule schedule)
    {
        InstallationPath = installationPath;
        this.kind = new StrongBox<ImportKind>(kind);
        this.schedule = schedule;
    }

    /// <summary>Folder of the installation.</summary>
    public string InstallationPath { get; }

    /// <summary>What is imported.</summary>
    public ImportKind Kind => kind.Value;

    /// <summary>Every so many minutes, once a day for the day before, or never.</summary>
    public ImportScheduleMode Mode => schedule.Mode;

    /// <summary>The reference time of an interval, or the time of a daily import.</summary>
    public TimeSpan Time => schedule.TimeOfDay;

    /// <summary>Minutes from one import to the next; they count only for an interval.</summary>
    public int Minutes => schedule.Minutes;
}
