using System;
using System.IO;
using Xlink.Files;

namespace Xlink.Installation;

/// <summary>Reads the unpacked content of a ZIP entry and checks its length and checksum on the way.</summary>
internal sealed class ZipEntryStream(Stream unpacked, long length, uint checksum, Func<string, Exception?, XlinkException> damaged) : ReadOnlyStream
{
    private long read;
    private uint actualChecksum;

    public override int Read(byte[] buffer, int offset, int count)
    {
        int now;
        try
        {
            now = unpacked.Read(buffer, offset, count);
        }
        catch (InvalidDataException error)
        {
            throw damaged(Messages.ZipReasonPacking, error);
        }

        read += now;
        actualChecksum = Crc32.Append(actualChecksum, buffer, offset, now);
        if (read > length || (now == 0 && count > 0 && read < length))
        {
            throw damaged(Messages.ZipReasonLength, null);
        }

        if (now == 0 && count > 0 && actualChecksum != checksum)
        {
            throw damaged(Messages.ZipReasonChecksum, null);
        }

        return now;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacked.Dispose();
        }

        base.Dispose(disposing);
    }
}
