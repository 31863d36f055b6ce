using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Files;

namespace Xlink.Sources;

/// <summary>
/// Has the system bring files from the disk into its cache before they are read, beyond the end of the file that is being read: who reads and parses
/// them finds them there. It needs no memory of its own, and nothing depends on it.
/// </summary>
internal sealed class ReadAhead
{
    /// <summary>Bytes that are brought before they are needed.</summary>
    internal const int Window = 32 * 1024 * 1024;

    // So much at a time that starting a thread for it does not matter. Less than that altogether is read as quickly without.
    private const int Step = Window / 4;

    // Linux takes no more at once than it reads ahead by itself: 128 KB if nobody has changed that, twice as much for a file read from its beginning to its end.
    private const int PieceSize = 256 * 1024;

    private readonly IReadOnlyList<FoundFile> files;
    private readonly bool reads;
    private readonly long end;
    private volatile bool isStopped;

    // All positions count from the beginning of the first file through the files in their order.
    private long needed;
    private long brought;
    private int file;
    private long fileStart;

    /// <summary>Makes the reading ahead.</summary>
    /// <param name="files">The files in the order in which they will be read.</param>
    internal ReadAhead(IReadOnlyList<FoundFile> files)
        : this(files, reads: WindowsFileSystem.IsCurrent)
    {
    }

    /// <summary>Makes the reading ahead.</summary>
    /// <param name="files">The files in the order in which they will be read.</param>
    /// <param name="reads">Whether the system is not told what will be needed, because it has no call for that, but the files are read, and forgotten.</param>
    internal ReadAhead(IReadOnlyList<FoundFile> files, bool reads)
    {
        this.files = files;
        this.reads = reads;
        end = files.Sum(LengthOf);
    }

    /// <summary>Ends when what was on its way last has been asked for.</summary>
    internal Task Bringing { get; private set; } = Task.CompletedTask;

    /// <summary>Tells how far the files have been read; what comes next is on its way then.</summary>
    /// <param name="position">Bytes from the beginning of the first file through the files in their order.</param>
    internal void Follow(long position)
    {
        Volatile.Write(ref needed, position);
        if (!Bringing.IsCompleted || end < Step)
        {
            return;
        }

        var wanted = Math.Min(position + Window, end);
        if (wanted - brought >= Step || (wanted == end && brought < end))
        {
            // A thread of its own: it waits for the disk, and those of the pool parse.
            Bringing = Task.Factory.StartNew(() => Bring(wanted), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Ends it; afterwards no file is open for it.</summary>
    internal void Stop()
    {
        isStopped = true;
        Bringing.GetAwaiter().GetResult();
    }

    private static long LengthOf(FoundFile found) => Math.Max(found.Length, 0);

    private void Bring(long wanted)
    {
        for (; brought < wanted && !isStopped; this.file++)
        {
            var fileEnd = fileStart + LengthOf(this.files[this.file]);
            if (brought < fileEnd)
            {
                TryBring(this.files[this.file].Path, Math.Min(wanted, fileEnd));
                if (brought < fileEnd)
                {
                    return;
                }
            }

            fileStart = fileEnd;
        }
    }

    private void TryBring(string path, long wanted)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);
            while (brought < wanted && !isStopped)
            {
                // What has been read meanwhile need not be brought.
                brought = Math.Max(brought, Math.Min(Volatile.Read(ref needed), wanted));
                var length = (int)Math.Min(PieceSize, wanted - brought);
                Bring(stream, brought - fileStart, length);
                brought += length;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Reading it will tell.
            brought = wanted;
        }
    }

    private void Bring(FileStream stream, long offset, int length)
    {
        if (!this.reads)
        {
            UnixFileSystem.WillNeed((int)stream.SafeFileHandle.DangerousGetHandle(), offset, length);
            return;
        }

        var forgotten = ArrayPool<byte>.Shared.Rent(length);
        stream.Position = offset;
        _ = stream.Read(forgotten, 0, length);
        ArrayPool<byte>.Shared.Return(forgotten);
    }
}
