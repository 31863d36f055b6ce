using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using Xlink.Installation;
using Xlink.Services.Systemd;

namespace Xlink.Logging;

/// <summary>
/// The journal of systemd, in its native protocol: a datagram of fields, so that every entry has its priority and
/// <c>journalctl -t isps_uls</c> finds it. Under a service systemd adds the unit by itself.
/// </summary>
/// <param name="socketPath">The journal's socket.</param>
internal sealed class SystemdJournal(string socketPath = SystemdJournal.Socket) : ISystemLog
{
    private const string Socket = "/run/systemd/journal/socket";
    private const int LongestText = 8192;

    /// <inheritdoc/>
    public void Write(LogLevel level, string text)
    {
        if (!File.Exists(socketPath))
        {
            return;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo(Entry(level, text), new UnixEndPoint(socketPath));
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            // The entry stands in isps_uls.log.
        }
    }

    private static byte[] Entry(LogLevel level, string text)
    {
        using var entry = new MemoryStream();
        AddField(entry, "MESSAGE", text.Length > LongestText ? text.Substring(0, LongestText) : text);
        AddField(entry, "PRIORITY", level switch { LogLevel.Error => "3", LogLevel.Warning => "4", _ => "6" });
        AddField(entry, "SYSLOG_IDENTIFIER", XlinkFileName.ServiceProgram);
        return entry.ToArray();
    }

    /// <summary>The form for values that may have line breaks: name, line feed, length in 8 bytes, value, line feed.</summary>
    private static void AddField(MemoryStream entry, string name, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        var writer = new BinaryWriter(entry);
        writer.Write(Encoding.ASCII.GetBytes(name + "\n"));
        writer.Write((long)bytes.Length);
        writer.Write(bytes);
        writer.Write((byte)'\n');
        writer.Flush();
    }
}
