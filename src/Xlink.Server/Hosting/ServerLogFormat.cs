namespace Xlink.Server.Hosting;

/// <summary>How a line of the log looks.</summary>
internal enum ServerLogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs: one JSON object per line.</summary>
    Json,
}
