namespace Xlink.Logging;

/// <summary>A log in a file, as full as <c>Protocol</c> wants it: with 1 everything [documented], with 0 nothing but warnings and errors [our reading].</summary>
/// <param name="file">The file; it stays the caller's.</param>
/// <param name="protocol">The value of <c>Protocol</c>.</param>
public sealed class XlinkLog(LogFile file, bool protocol) : ILog
{
    /// <inheritdoc/>
    public void Info(string text)
    {
        if (protocol)
        {
            file.Write(LogLevel.Info, text);
        }
    }

    /// <inheritdoc/>
    public void Warning(string text) => file.Write(LogLevel.Warning, text);

    /// <inheritdoc/>
    public void Error(string text) => file.Write(LogLevel.Error, text);
}
