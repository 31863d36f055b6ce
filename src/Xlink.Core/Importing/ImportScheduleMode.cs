namespace Xlink.Importing;

/// <summary>How often the service imports by itself.</summary>
public enum ImportScheduleMode
{
    /// <summary>Never.</summary>
    None,

    /// <summary>Every so many minutes.</summary>
    Interval,

    /// <summary>Once a day, for the day before.</summary>
    Daily,
}
