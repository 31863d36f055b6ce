using System;
using Xlink.Importing;

namespace XlinkPS.Imports;

/// <summary>When the service imports call data or agent data by itself.</summary>
public sealed class XlinkImportSchedule
{
    internal XlinkImportSchedule(string installationPath, ImportKind kind, ImportSchedule schedule)
    {
        InstallationPath = installationPath;
        Kind = kind;
        Mode = schedule.Mode;
        Time = new TimeSpan(schedule.Time.Hour, schedule.Time.Minute, 0);
        Minutes = schedule.Minutes;
    }

    /// <summary>Folder of the installation.</summary>
    public string InstallationPath { get; }

    /// <summary>What is imported.</summary>
    public ImportKind Kind { get; }

    /// <summary>Every so many minutes, once a day for the day before, or never.</summary>
    public ImportScheduleMode Mode { get; }

    /// <summary>The reference time of an interval, or the time of a daily import.</summary>
    public TimeSpan Time { get; }

    /// <summary>Minutes from one import to the next; they count only for an interval.</summary>
    public int Minutes { get; }
}
