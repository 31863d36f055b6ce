using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Xlink.Logging;

namespace Xlink.Installation;

/// <summary>
/// The files in a ZIP (APPNOTE.TXT 6.3). Reads strictly: the framework's own reader neither checks checksums nor shows
/// encryption and links on every platform, and two readers of one file may disagree about what is in it.
/// </summary>
internal sealed class SuiteZip
{
    private const uint LocalSignature = 0x04034b50;
    private const uint CentralSignature = 0x02014b50;
    private const uint EndSignature = 0x06054b50;
    private const int LocalSize = 30;
    private const int CentralSize = 46;
    private const int EndSize = 22;
    private const int FlagsOfEncryption = 0x2041;
    private const int FlagOfUtf8 = 0x0800;
    private const int Stored = 0;
    private const int Deflated = 8;
    private const int UnixTypeMask = 0xF000;
    private const int UnixFile = 0x8000;
    private const int UnixFolder = 0x4000;

    // The upper half of code page 437, in which names without the UTF-8 flag are written (APPNOTE D.1).
    private const string CodePage437 =
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Stream stream;
    private readonly string name;
    private readonly SuiteLimits limits;

    private SuiteZip(Stream stream, string name, SuiteLimits limits)
    {
        this.stream = stream;
        this.name = name;
        this.limits = limits;
    }

    /// <summary>Reads the table of contents and checks every entry in it; nothing is unpacked yet.</summary>
    /// <param name="stream">The ZIP; it must stay open while its files are read, one at a time.</param>
    /// <param name="name">The ZIP as messages call it.</param>
    /// <param name="limits">How much it may hold.</param>
    internal static IReadOnlyList<SuiteFile> Read(Stream stream, string name, SuiteLimits limits) => new SuiteZip(stream, name, limits).ReadFiles();

    private List<SuiteFile> ReadFiles()
    {
        var (start, size, count) = ReadEnd();
        if (count > limits.Files)
        {
            throw TooLarge();
        }

        var directory = ReadAt(start, size, entry: null);
        var entries = new List<Entry>(count);
        var position = 0;
        for (var i = 0; i < count; i++)
        {
            var entry = ReadEntry(directory, ref position);
            FindData(entry, start);
            entries.Add(entry);
        }

        CheckOverlaps(entries);
        if (entries.Sum(entry => entry.Length) > limits.TotalLength)
        {
            throw TooLarge();
        }

        var files = entries.Where(entry => !entry.IsFolder).Select(entry => (SuiteFile)new ZipFile(this, entry)).ToList();
        SuitePath.CheckAll(files, name);
        return files;
    }

    private (long Start, int Size, int Count) ReadEnd()
    {
        var length = (int)Math.Min(stream.Length, EndSize + ushort.MaxValue);
        var tail = ReadAt(stream.Length - length, length, entry: null);
        for (var i = length - EndSize; i >= 0; i--)
        {
            var end = tail.AsSpan(i);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) == EndSignature && UInt16(end, 20) == end.Length - EndSize)
            {
                return ReadEnd(end, stream.Length - length + i);
            }
        }

        throw Damaged(entry: null, Messages.ZipReasonNoZip);
    }

    private (long Start, int Size, int Count) ReadEnd(ReadOnlySpan<byte> end, long position)
    {
        int disk = UInt16(end, 4), directoryDisk = UInt16(end, 6), countHere = UInt16(end, 8), count = UInt16(end, 10);
        long size = UInt32(end, 12), start = UInt32(end, 16);
        if (count == ushort.MaxValue || size == uint.MaxValue || start == uint.MaxValue)
        {
            throw Unsupported(entry: null, "ZIP64");
        }

        if (disk != 0 || directoryDisk != 0 || countHere != count)
        {
            throw Unsupported(entry: null, Messages.ZipReasonSplit);
        }

        return start + size <= position && size <= int.MaxValue && (long)count * CentralSize <= size
            ? (start, (int)size, count)
            : throw Damaged(entry: null, Messages.ZipReasonDirectory);
    }

    private Entry ReadEntry(byte[] directory, ref int position)
    {
        var record = directory.AsSpan(position);
        if (record.Length < CentralSize || BinaryPrimitives.ReadUInt32LittleEndian(record) != CentralSignature)
        {
            throw Damaged(entry: null, Messages.ZipReasonDirectory);
        }

        int nameLength = UInt16(record, 28), whole = CentralSize + nameLength + UInt16(record, 30) + UInt16(record, 32);
        if (record.Length < whole)
        {
            throw Damaged(entry: null, Messages.ZipReasonDirectory);
        }

        position += whole;
        var flags = UInt16(record, 8);
        var nameBytes = record.Slice(CentralSize, nameLength).ToArray();
        var entry = new Entry(
            DecodeName(nameBytes, (flags & FlagOfUtf8) != 0), nameBytes, flags, Method: UInt16(record, 10), Checksum: UInt32(record, 16),
            PackedLength: UInt32(record, 20), Length: UInt32(record, 24), HeaderStart: UInt32(record, 42));
        CheckEntry(entry, unixType: (int)(UInt32(record, 38) >> 16) & UnixTypeMask);
        return entry;
    }

    private void CheckEntry(Entry entry, int unixType)
    {
        SuitePath.Check(entry.Name, name);
        if (unixType != 0 && unixType != (entry.IsFolder ? UnixFolder : UnixFile))
        {
            throw SuitePath.Refuse(name, entry.Name, Messages.SuitePathReasonLink);
        }

        if ((entry.Flags & FlagsOfEncryption) != 0)
        {
            throw XlinkException.Create(nameof(Messages.ZipEncrypted), XlinkErrorCategory.InvalidData, name, entry.Name);
        }

        if (entry.Length == uint.MaxValue || entry.PackedLength == uint.MaxValue || entry.HeaderStart == uint.MaxValue)
        {
            throw Unsupported(entry.Name, "ZIP64");
        }

        if (entry.Method is not (Stored or Deflated))
        {
            throw Unsupported(entry.Name, MessageText.Format(nameof(Messages.ZipReasonMethod), entry.Method));
        }

        if (entry.Length >= limits.RatioFrom && entry.Length / limits.Ratio > entry.PackedLength)
        {
            throw XlinkException.Create(nameof(Messages.ZipBomb), XlinkErrorCategory.SecurityError, name, entry.Name, entry.PackedLength, entry.Length);
        }
    }

    /// <summary>Finds an entry's data behind its local header, which must say the same as the table of contents.</summary>
    private void FindData(Entry entry, long directoryStart)
    {
        if (entry.HeaderStart + LocalSize > directoryStart)
        {
            throw Damaged(entry.Name, Messages.ZipReasonDirectory);
        }

        var header = ReadAt(entry.HeaderStart, LocalSize, entry.Name).AsSpan();
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalSignature
            || UInt16(header, 6) != entry.Flags || UInt16(header, 8) != entry.Method || UInt16(header, 26) != entry.NameBytes.Length
            || !ReadAt(entry.HeaderStart + LocalSize, entry.NameBytes.Length, entry.Name).SequenceEqual(entry.NameBytes))
        {
            throw Damaged(entry.Name, Messages.ZipReasonHeader);
        }

        entry.DataStart = entry.HeaderStart + LocalSize + entry.NameBytes.Length + UInt16(header, 28);
        if (entry.DataStart + entry.PackedLength > directoryStart)
        {
            throw Damaged(entry.Name, Messages.ZipReasonLength);
        }
    }

    private void CheckOverlaps(IEnumerable<Entry> entries)
    {
        var end = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.HeaderStart))
        {
            if (entry.HeaderStart < end)
            {
                throw Damaged(entry.Name, Messages.ZipReasonOverlap);
            }

            end = entry.DataStart + entry.PackedLength;
        }
    }

    private ZipEntryStream OpenRead(Entry entry)
    {
        Stream packed = new StreamSection(stream, entry.DataStart, entry.PackedLength);
        return new ZipEntryStream(
            entry.Method == Stored ? packed : new DeflateStream(packed, CompressionMode.Decompress),
            entry.Length, entry.Checksum, (reason, cause) => Damaged(entry.Name, reason, cause));
    }

    private byte[] ReadAt(long position, int length, string? entry)
    {
        var bytes = new byte[length];
        stream.Position = position;
        for (var done = 0; done < length;)
        {
            var read = stream.Read(bytes, done, length - done);
            done += read > 0 ? read : throw Damaged(entry, Messages.ZipReasonLength);
        }

        return bytes;
    }

    private string DecodeName(byte[] bytes, bool isUtf8)
    {
        try
        {
            return isUtf8 ? Utf8.GetString(bytes) : string.Concat(bytes.Select(value => value < 128 ? (char)value : CodePage437[value - 128]));
        }
        catch (ArgumentException error)
        {
            throw Damaged(Encoding.UTF8.GetString(bytes), Messages.ZipReasonName, error);
        }
    }

    private XlinkException Damaged(string? entry, string reason, Exception? cause = null) => XlinkException.Create(
        nameof(Messages.ZipDamaged), XlinkErrorCategory.InvalidData, cause, Place(entry), reason);

    private XlinkException Unsupported(string? entry, string what) => XlinkException.Create(
        nameof(Messages.ZipUnsupported), XlinkErrorCategory.InvalidData, Place(entry), what);

    private XlinkException TooLarge() => XlinkException.Create(
        nameof(Messages.SuiteTooLarge), XlinkErrorCategory.SecurityError, name, limits.Files, limits.TotalLength >> 20);

    private string Place(string? entry) => entry is null
        ? name
        : MessageText.Format(nameof(Messages.PlaceZipEntry), name, OneLine.Escape(entry));

    private static ushort UInt16(ReadOnlySpan<byte> record, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(record.Slice(offset));

    private static uint UInt32(ReadOnlySpan<byte> record, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(record.Slice(offset));

    private sealed record Entry(
        string Name, byte[] NameBytes, int Flags, int Method, uint Checksum, long PackedLength, long Length, long HeaderStart)
    {
        internal bool IsFolder => Name.EndsWith("/", StringComparison.Ordinal);

        internal long DataStart { get; set; }
    }

    private sealed class ZipFile(SuiteZip zip, Entry entry) : SuiteFile(entry.Name, entry.Length)
    {
        internal override Stream OpenRead() => zip.OpenRead(entry);
    }
}
