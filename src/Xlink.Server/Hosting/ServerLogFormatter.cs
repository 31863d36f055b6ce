using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Xlink.Server.Hosting;

/// <summary>One entry of the log as one line, whatever it holds: on the terminal, for the system's journal, and in the log of a server in the background.</summary>
internal sealed class ServerLogFormatter(ServerOptions options, TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    /// <summary>Name under which the console finds it.</summary>
    internal const string FormatterName = "xlink";

    private const string TraceId = "TraceId";
    private const string OriginalFormat = "{OriginalFormat}";

    // The file is read by people and log collectors, never by a browser.
    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var time = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var scopes = Scopes(scopeProvider);
        textWriter.WriteLine(options.LogFormat == ServerLogFormat.Json ? Json(logEntry, time, text, scopes) : Plain(logEntry, time, text, scopes));
    }

    private static string Plain<TState>(in LogEntry<TState> entry, string time, string text, Dictionary<string, object?> scopes)
    {
        var trace = scopes.TryGetValue(TraceId, out var id) ? $" [{id}]" : string.Empty;
        return $"{time} {entry.LogLevel} {entry.Category}: {text}{trace} {entry.Exception}".ReplaceLineEndings(" ").TrimEnd();
    }

    private static string Json<TState>(in LogEntry<TState> entry, string time, string text, Dictionary<string, object?> scopes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonOptions))
        {
            json.WriteStartObject();
            json.WriteString("time", time);
            json.WriteString("level", entry.LogLevel.ToString());
            json.WriteString("category", entry.Category);
            if (entry.EventId.Name is { } name)
            {
                json.WriteString("event", name);
            }

            json.WriteString("message", text);
            foreach (var (key, value) in scopes)
            {
                Write(json, JsonNamingPolicy.CamelCase.ConvertName(key), value);
            }

            if (entry.State is IReadOnlyList<KeyValuePair<string, object?>> state)
            {
                json.WriteStartObject("data");
                foreach (var (key, value) in state)
                {
                    if (!string.Equals(key, OriginalFormat, StringComparison.Ordinal))
                    {
                        Write(json, JsonNamingPolicy.CamelCase.ConvertName(key), value);
                    }
                }

                json.WriteEndObject();
            }

            if (entry.Exception is { } exception)
            {
                json.WriteString("exception", exception.ToString());
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case int or long:
                json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            default:
                json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static Dictionary<string, object?> Scopes(IExternalScopeProvider? provider)
    {
        var all = new Dictionary<string, object?>(StringComparer.Ordinal);
        provider?.ForEachScope(
            (scope, known) =>
            {
                if (scope is IEnumerable<KeyValuePair<string, object?>> pairs)
                {
                    foreach (var (key, value) in pairs)
                    {
                        if (key is TraceId or "SpanId" or "RequestId" or "ConnectionId")
                        {
                            known[key] = value;
                        }
                    }
                }
            },
            all);
        return all;
    }
}
