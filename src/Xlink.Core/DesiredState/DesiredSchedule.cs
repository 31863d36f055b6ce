using Xlink.Importing;

namespace Xlink.DesiredState;

/// <summary>When the service imports one kind of data. What is <see langword="null"/> is left as it is.</summary>
public sealed record DesiredSchedule
{
    /// <summary>How often.</summary>
    public ImportScheduleMode? Mode { get; init; }

    /// <summary>The reference time of an interval, or the time of a daily import: <c>HH:mm</c>.</summary>
    public string? Time { get; init; }

    /// <summary>Minutes from one import to the next: 1 to 1440.</summary>
    public int? Minutes { get; init; }
}
