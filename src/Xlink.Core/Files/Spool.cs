using System;
using System.IO;

namespace Xlink.Files;

/// <summary>
/// Bytes that are put away and looked up later: a few in memory, more in a temporary file without a name, which is gone with the last one who knows the spool,
/// or with the process. Where no such file can be written, all stay in memory.
/// </summary>
/// <param name="maximumInMemory">How many bytes stay in memory.</param>
/// <param name="openFile">Opens the file.</param>
internal sealed class Spool(int maximumInMemory, Func<Stream> openFile)
{
    private readonly object exclusive = new();
    private byte[] memory = [];
    private int inMemory;
    private long inFile;
    private Stream? file;
    private bool isWithoutFile;

    /// <summary>Makes an empty one whose file lies in the folder for temporary files.</summary>
    internal Spool(int maximumInMemory)
        : this(maximumInMemory, PrivateFile.OpenUnnamed)
    {
    }

    /// <summary>How many bytes it has.</summary>
    internal long Length => inFile + inMemory;

    /// <summary>Puts bytes at the end.</summary>
    /// <param name="bytes">The bytes. What is put away at once lies together.</param>
    /// <returns>Where they are.</returns>
    internal long Append(ReadOnlySpan<byte> bytes)
    {
        lock (exclusive)
        {
            if (inMemory > 0 && inMemory + bytes.Length > maximumInMemory)
            {
                MoveToFile();
            }

            if (inMemory + bytes.Length > memory.Length)
            {
                Array.Resize(ref memory, Math.Max(inMemory + bytes.Length, isWithoutFile ? 2 * memory.Length : Math.Min(2 * memory.Length, maximumInMemory)));
            }

            var position = Length;
            bytes.CopyTo(memory.AsSpan(inMemory));
            inMemory += bytes.Length;
            return position;
        }
    }

    /// <summary>Looks bytes up that were put away at once, or some of them.</summary>
    /// <param name="position">Where they are.</param>
    /// <param name="bytes">Takes them.</param>
    /// <exception cref="IOException">The file cannot be read any more.</exception>
    internal void Read(long position, byte[] bytes)
    {
        lock (exclusive)
        {
            if (position >= inFile)
            {
                memory.AsSpan((int)(position - inFile), bytes.Length).CopyTo(bytes);
                return;
            }

            file!.Position = position;
            for (var read = 0; read < bytes.Length;)
            {
                var count = file.Read(bytes, read, bytes.Length - read);
                read += count > 0 ? count : throw new EndOfStreamException();
            }
        }
    }

    private void MoveToFile()
    {
        if (isWithoutFile)
        {
            return;
        }

        try
        {
            file ??= openFile();
            file.Position = inFile;
            file.Write(memory, 0, inMemory);
            file.Flush();
            (inFile, inMemory) = (inFile + inMemory, 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or XlinkException)
        {
            // What is in the file stays there.
            isWithoutFile = true;
        }
    }
}
