namespace Xlink.Logging;

/// <summary>The operating system's log, where an admin looks first: the Windows event log, or the journal of systemd. It never throws.</summary>
public interface ISystemLog
{
    /// <summary>Writes an entry.</summary>
    /// <param name="level">How serious it is.</param>
    /// <param name="text">The text; never a secret.</param>
    void Write(LogLevel level, string text);
}
