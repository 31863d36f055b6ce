namespace Xlink.Sources.Universal;

/// <summary>What the time of a row is in the database: the key <c>TimeStampType</c> [documented].</summary>
public enum TimeStampType
{
    /// <summary>0: a text.</summary>
    Text = 0,

    /// <summary>1: seconds of Unix time, which are moments: <c>TimeZone</c> does not apply to them [our reading].</summary>
    UnixSeconds = 1,

    /// <summary>2: a date and time, without a zone.</summary>
    DateTime = 2,
}
