namespace Xlink.Logging;

/// <summary>The log of the service: everything goes to its file, and errors to the system's log too.</summary>
/// <param name="file">Gets everything.</param>
/// <param name="system">Gets errors, and what is worth being seen there.</param>
internal sealed class ServiceLog(ILog file, ISystemLog system) : ILog
{
    /// <inheritdoc/>
    public void Info(string text) => file.Info(text);

    /// <inheritdoc/>
    public void Warning(string text) => file.Warning(text);

    /// <inheritdoc/>
    public void Error(string text)
    {
        file.Error(text);
        system.Write(LogLevel.Error, text);
    }

    /// <summary>Notes something that went as intended in both logs: start, end, recovery.</summary>
    internal void Milestone(string text)
    {
        file.Info(text);
        system.Write(LogLevel.Info, text);
    }
}
