using System;
using System.IO;
using Xlink.Files;

namespace Xlink.Sources;

/// <summary>
/// A source file that is being read. It tells whether somebody still writes it: what stands in it by now can be imported, but the file must
/// stay, with everything that shares a day with it, until another import finds it finished.
/// </summary>
/// <remarks>
/// [Our reading] A file is unfinished if somebody has it open for writing – where the system says so: Windows, and Linux on local disks –, if
/// it has changed since it was opened, or if its last line has no end and it was written less than a minute ago. Of a file that is open or
/// has changed, a last line without an end is left out as well.
/// </remarks>
internal sealed class OpenSourceFile : IDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan TimeToEndALine = TimeSpan.FromMinutes(1);

    private bool endsInLine;
    private bool isBeingWritten;

    private OpenSourceFile(FileStream stream, FoundFile found)
    {
        Stream = stream;
        Found = found;
        isBeingWritten = IsOpenForWriting(stream, found.Path);
    }

    internal FileStream Stream { get; }

    /// <summary>The file as it was when it was opened: whatever is written from then on shows.</summary>
    internal FoundFile Found { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It cannot be opened; also <see cref="UnauthorizedAccessException"/>.</exception>
    internal static OpenSourceFile Open(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = FoundFile.Find(path);
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);

            // Another file may get the name in between; what is moved later must be what was read.
            if (attempt == Attempts || (before == FoundFile.Find(path) && before.Length == stream.Length))
            {
                return new OpenSourceFile(stream, before);
            }

            stream.Dispose();
        }
    }

    /// <summary>Whether somebody has a file open for writing, as far as the system says so.</summary>
    internal static bool IsOpenForWriting(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            return IsOpenForWriting(stream, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then something else is wrong with it, and moving it will tell.
            return false;
        }
    }

    /// <summary>Whether the last line, which has no end, may still get one. To be asked at the end of the file.</summary>
    internal bool KeepsLastLineBack()
    {
        endsInLine = true;
        return IsBeingWritten();
    }

    /// <summary>What <see cref="IsUnfinished"/> found.</summary>
    internal bool WasUnfinished { get; private set; }

    /// <summary>Whether the file is unfinished. To be asked when it has been read, before it is closed.</summary>
    internal bool IsUnfinished()
        => WasUnfinished = IsBeingWritten() || (endsInLine && (DateTime.UtcNow - Found.LastWriteTimeUtc).Duration() < TimeToEndALine);

    /// <inheritdoc/>
    public void Dispose() => Stream.Dispose();

    // Once found it stays true: a writer that has finished just now has not finished what was read.
    private bool IsBeingWritten()
        => isBeingWritten = isBeingWritten || FoundFile.Find(Found.Path) != Found || IsOpenForWriting(Stream, Found.Path);

    private static bool IsOpenForWriting(FileStream stream, string path)
    {
        if (!WindowsFileSystem.IsCurrent)
        {
            return UnixFileSystem.IsOpenForWriting((int)stream.SafeFileHandle.DangerousGetHandle());
        }

        try
        {
            // Windows opens it so only if nobody writes.
            using var alone = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
