using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Xlink.Targets;

namespace Xlink.Server.Tests.Client;

/// <summary>Gives one answer after the other, whatever is asked, and the last one for ever.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    internal const string Info = """{"product":"Xlink.Server","version":"1","timeZone":"Etc/UTC"}""";
    internal const string Login = """{"token":"t","expires":"2126-01-01T00:00:00Z","user":{"id":1,"userName":"u","isAdmin":true,"groups":[],"isLocked":false}}""";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<string> requests = [];
    private readonly Task answering;

    internal ScriptedServer(params string[] answers)
    {
        listener.Start();
        answering = AnswerAsync(answers);
    }

    internal ServerUrl Url => new("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, useTls: false);

    /// <summary>Head of every request.</summary>
    internal IReadOnlyList<string> Requests => requests;

    internal static string Answer(string status, string mediaType, string body, string? header = null)
        => FormattableString.Invariant($"HTTP/1.1 {status}\r\nContent-Type: {mediaType}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{header}{(header is null ? null : "\r\n")}\r\n{body}");

    internal static string Json(string body) => Answer("200 OK", "application/json", body);

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await answering;
    }

    private async Task AnswerAsync(string[] answers)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                using var connection = await listener.AcceptTcpClientAsync();
                var stream = connection.GetStream();
                requests.Add(await ReadAsync(stream));
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answers[Math.Min(number, answers.Length - 1)]));
                connection.Client.Shutdown(SocketShutdown.Send);
                await stream.CopyToAsync(Stream.Null);
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException or InvalidOperationException)
        {
            // Stopped, or the client has hung up after the last answer.
        }
    }

    /// <summary>Reads a request with its body, which this client sends with its length.</summary>
    private static async Task<string> ReadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) == 1)
        {
            head.Append((char)one[0]);
        }

        const string Length = "Content-Length: ";
        var text = head.ToString();
        if (text.IndexOf(Length, StringComparison.OrdinalIgnoreCase) is var place and >= 0)
        {
            var line = text[(place + Length.Length)..];
            await stream.ReadExactlyAsync(new byte[int.Parse(line[..line.IndexOf('\r', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture)]);
        }

        return text;
    }
}
