namespace Xlink.Logging;

/// <summary>How serious a log entry is. In a file warnings and errors begin with <c>Warning: </c> and <c>Error: </c> [our reading].</summary>
public enum LogLevel
{
    /// <summary>Went as intended.</summary>
    Info,

    /// <summary>An admin should look at it.</summary>
    Warning,

    /// <summary>Failed.</summary>
    Error,
}
