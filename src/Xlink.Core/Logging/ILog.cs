namespace Xlink.Logging;

/// <summary>Where importing code tells what it does. It never throws, whatever happens to the file behind it.</summary>
public interface ILog
{
    /// <summary>Notes something that went as intended.</summary>
    /// <param name="text">One entry; never a secret. Line breaks in it are shown, not written.</param>
    void Info(string text);

    /// <summary>Notes something an admin should look at.</summary>
    /// <param name="text">As in <see cref="Info"/>.</param>
    void Warning(string text);

    /// <summary>Notes a failure.</summary>
    /// <param name="text">As in <see cref="Info"/>.</param>
    void Error(string text);
}
