using System;
using System.IO;
using System.Threading;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Xlink.Server.Hosting;

/// <summary>
/// The log of a server in the background: a file that starts anew before it grows beyond 10 MB, keeping four predecessors (<c>server.log.1</c> is the
/// youngest), so that it never takes more than 50 MB.
/// </summary>
[ProviderAlias("Background")]
internal sealed class BackgroundLog(string path, ConsoleFormatter formatter) : ILoggerProvider, ISupportExternalScope
{
    private const long MaximumLength = 10 * 1024 * 1024;
    private const int Predecessors = 4;

    private readonly Lock turn = new();
    private IExternalScopeProvider? scopes;
    private StreamWriter? writer;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    /// <summary>Writes one line. A log that cannot be written stops nobody.</summary>
    internal void Write<TState>(in LogEntry<TState> entry)
    {
        using var line = new StringWriter();
        formatter.Write(entry, scopes, line);
        lock (turn)
        {
            try
            {
                writer ??= Open();
                writer.Write(line.ToString());
                if (writer.BaseStream.Length > MaximumLength)
                {
                    Dispose();
                    Rotate();
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

    private void Rotate()
    {
        for (var number = Predecessors; number > 0; number--)
        {
            if (File.Exists(Name(number - 1)))
            {
                File.Move(Name(number - 1), Name(number), overwrite: true);
            }
        }
    }

    private string Name(int number) => number == 0 ? path : path + "." + number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private StreamWriter Open() => new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };

    private sealed class Logger(BackgroundLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => log.scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => log.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter));
    }
}
