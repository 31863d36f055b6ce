using Xlink.Files;

namespace Xlink.Logging;

/// <summary>Finds the log of this computer's operating system.</summary>
public static class SystemLog
{
    /// <summary>A log that keeps nothing, for a service that runs in a console.</summary>
    public static ISystemLog None { get; } = new NoSystemLog();

    /// <summary>The log of this computer.</summary>
    /// <returns>The Windows event log (log "Application", source "ISPS Xlink"); elsewhere the journal of systemd, which keeps nothing where there is none.</returns>
    public static ISystemLog ForThisComputer() => WindowsFileSystem.IsCurrent ? new WindowsEventLog() : new SystemdJournal();

    private sealed class NoSystemLog : ISystemLog
    {
        public void Write(LogLevel level, string text)
        {
        }
    }
}
