namespace Xlink.Logging;

/// <summary>A log that keeps nothing.</summary>
public sealed class NullLog : ILog
{
    private NullLog()
    {
    }

    /// <summary>The one log that keeps nothing.</summary>
    public static NullLog Instance { get; } = new();

    /// <inheritdoc/>
    public void Info(string text)
    {
    }

    /// <inheritdoc/>
    public void Warning(string text)
    {
    }

    /// <inheritdoc/>
    public void Error(string text)
    {
    }
}
