using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Text;
using Xlink.Logging;

namespace Xlink.Core.Tests.Logging;

public sealed class SystemLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(LogLevel.Info, "6")]
    [InlineData(LogLevel.Warning, "4")]
    [InlineData(LogLevel.Error, "3")]
    public void The_journal_gets_text_priority_and_program_in_its_native_protocol(LogLevel level, string priority)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such sockets.");
        using var journal = Listen();

        new SystemdJournal(folder["socket"]).Write(level, "Größe\n<0>MESSAGE=forged\nPRIORITY=0");

        var fields = Receive(journal);
        Assert.Equal("Größe\n<0>MESSAGE=forged\nPRIORITY=0", fields["MESSAGE"]);
        Assert.Equal(priority, fields["PRIORITY"]);
        Assert.Equal("isps_uls", fields["SYSLOG_IDENTIFIER"]);
        Assert.Equal(3, fields.Count);
    }

    [Fact]
    public void An_endless_text_is_cut()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such sockets.");
        using var journal = Listen();

        new SystemdJournal(folder["socket"]).Write(LogLevel.Error, new string('x', 1_000_000));

        Assert.Equal(8192, Receive(journal)["MESSAGE"].Length);
    }

    [Fact]
    public void Without_a_journal_nothing_happens()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such sockets.");
        new SystemdJournal(folder["none"]).Write(LogLevel.Error, "text");
        folder.Write("file");
        new SystemdJournal(folder["file"]).Write(LogLevel.Error, "text");
        Listen().Dispose();
        new SystemdJournal(folder["socket"]).Write(LogLevel.Error, "text");
    }

    public void Dispose() => folder.Dispose();

    private Socket Listen()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(folder["socket"]));
        socket.ReceiveTimeout = 60_000;
        return socket;
    }

    private static Dictionary<string, string> Receive(Socket journal)
    {
        var buffer = new byte[0x10000];
        var rest = buffer.AsSpan(0, journal.Receive(buffer));
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (rest.Length > 0)
        {
            var nameLength = rest.IndexOf((byte)'\n');
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(rest[(nameLength + 1)..]);
            var value = rest.Slice(nameLength + 9, length);
            Assert.Equal((byte)'\n', rest[nameLength + 9 + length]);
            fields.Add(Encoding.UTF8.GetString(rest[..nameLength]), Encoding.UTF8.GetString(value));
            rest = rest[(nameLength + 10 + length)..];
        }

        return fields;
    }
}
