using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace Xlink.Core.Tests.Installation;

/// <summary>Writes ZIPs byte by byte, also such as no packer makes.</summary>
internal sealed class RawZip
{
    private readonly List<Entry> entries = [];

    public bool Zip64Marker { get; init; }

    public int Disk { get; init; }

    public string Comment { get; init; } = string.Empty;

    /// <summary>Adds what a suite needs, in front of the entry that a test is about.</summary>
    public static RawZip WithPrograms() => new RawZip().Add("Xlink/isps_uls", "program"u8.ToArray());

    public RawZip Add(string name, byte[]? content = null, Action<Entry>? change = null)
    {
        var entry = new Entry { NameBytes = Encoding.UTF8.GetBytes(name), Content = content ?? "x"u8.ToArray() };
        entry.Checksum = Crc(entry.Content);
        entry.Length = (uint)entry.Content.Length;
        change?.Invoke(entry);
        entries.Add(entry);
        return this;
    }

    public string Save(string path)
    {
        File.WriteAllBytes(path, ToBytes());
        return path;
    }

    public byte[] ToBytes()
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        foreach (var entry in entries)
        {
            entry.Start ??= (uint)file.Position;
            var localName = entry.LocalNameBytes ?? entry.NameBytes;
            writer.Write(0x04034b50);
            Write16(writer, 20, entry.Flags, entry.Method, 0, 0);
            writer.Write(entry.Checksum);
            writer.Write((uint)entry.Packed.Length);
            writer.Write(entry.Length);
            Write16(writer, localName.Length, 0);
            writer.Write(localName);
            writer.Write(entry.Packed);
        }

        var directory = (uint)file.Position;
        foreach (var entry in entries)
        {
            writer.Write(0x02014b50);
            Write16(writer, entry.MadeBy, 20, entry.Flags, entry.Method, 0, 0);
            writer.Write(entry.Checksum);
            writer.Write(entry.PackedLength ?? (uint)entry.Packed.Length);
            writer.Write(entry.Length);
            Write16(writer, entry.NameBytes.Length, 0, 0, 0, 0);
            writer.Write(entry.UnixMode << 16);
            writer.Write(entry.Start!.Value);
            writer.Write(entry.NameBytes);
        }

        var size = (uint)file.Position - directory;
        writer.Write(0x06054b50);
        Write16(writer, Disk, Disk, Zip64Marker ? 0xFFFF : entries.Count, Zip64Marker ? 0xFFFF : entries.Count);
        writer.Write(size);
        writer.Write(directory);
        Write16(writer, Comment.Length);
        writer.Write(Encoding.ASCII.GetBytes(Comment));
        return file.ToArray();
    }

    public static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal))
        {
            deflate.Write(content);
        }

        return packed.ToArray();
    }

    /// <summary>CRC-32 bit by bit, as the ZIP specification defines it.</summary>
    public static uint Crc(byte[] content)
    {
        var value = content.Aggregate(0xFFFFFFFFu, (sum, next) =>
        {
            sum ^= next;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
            }

            return sum;
        });
        return ~value;
    }

    private static void Write16(BinaryWriter writer, params int[] values)
    {
        foreach (var value in values)
        {
            writer.Write((ushort)value);
        }
    }

    public sealed class Entry
    {
        public byte[] NameBytes { get; set; } = [];

        public byte[]? LocalNameBytes { get; set; }

        public byte[] Content { get; set; } = [];

        public int Flags { get; set; } = 0x0800;

        public int Method { get; set; }

        public int MadeBy { get; set; } = (3 << 8) | 20;

        public uint Checksum { get; set; }

        public uint Length { get; set; }

        public uint? PackedLength { get; set; }

        public uint UnixMode { get; set; }

        public uint? Start { get; set; }

        public byte[] Packed => Method == 8 ? Deflate(Content) : Content;
    }
}
