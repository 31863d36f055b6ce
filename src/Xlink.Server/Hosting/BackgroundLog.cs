using System;
using System.Globalization;
using System.IO;
using System.Threading;
using Microsoft.Extensions.Logging;

namespace Xlink.Server.Hosting;

/// <summary>The log of a server in the background: a file that starts anew, keeping one predecessor, before it grows beyond 10 MB.</summary>
[ProviderAlias("Background")]
internal sealed class BackgroundLog(string path, TimeProvider clock) : ILoggerProvider
{
    private const long MaximumLength = 10 * 1024 * 1024;

    private readonly Lock turn = new();
    private StreamWriter? writer;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <summary>Writes one line, whatever the text holds. A log that cannot be written stops nobody.</summary>
    internal void Write(LogLevel level, string category, string text, Exception? exception)
    {
        var time = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var line = $"{time} {level} {category}: {text} {exception}";
        lock (turn)
        {
            try
            {
                writer ??= Open();
                writer.WriteLine(line.ReplaceLineEndings(" ").TrimEnd());
                if (writer.BaseStream.Length > MaximumLength)
                {
                    Dispose();
                    File.Move(path, path + ".1", overwrite: true);
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Dispose();
            }
        }
    }

    public void Dispose()
    {
        lock (turn)
        {
            writer?.Dispose();
            writer = null;
        }
    }

    private StreamWriter Open() => new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };

    private sealed class Logger(BackgroundLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => log.Write(logLevel, category, formatter(state, exception), exception);
    }
}
