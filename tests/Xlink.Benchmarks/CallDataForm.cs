namespace Xlink.Benchmarks;

/// <summary>How a <see cref="CallDataFile"/> is written.</summary>
internal enum CallDataForm
{
    /// <summary><c>Queue_000;01.01.2025;00:00;12;10;180</c>.</summary>
    Plain,

    /// <summary>Every field in quotes.</summary>
    Quoted,

    /// <summary>Names of queues with umlauts, in Windows-1252.</summary>
    Windows1252,

    /// <summary>Lines that end with CR LF.</summary>
    CrLf,

    /// <summary>Times such as <c>12:15 AM</c>.</summary>
    AmPm,

    /// <summary>Dates such as <c>01/31/2025</c>.</summary>
    Mdy,

    /// <summary>A line per call, with its second; ten calls per queue and quarter of an hour.</summary>
    Calls,
}
