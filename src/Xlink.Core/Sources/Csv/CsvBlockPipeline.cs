using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Sources.Text;

namespace Xlink.Sources.Csv;

/// <summary>
/// Reads files in blocks: every processor parses one, while the rows of those before are taken in the order of the file. So the result is the
/// same as that of one row after the other, and no more than a few blocks are in memory.
/// </summary>
/// <remarks>
/// A block begins where the last one was cut, at the end of a line. Where that was in the middle of a quoted field, the block before says so, and
/// the rest of it is parsed again together with this one.
/// </remarks>
internal sealed class CsvBlockPipeline
{
    /// <summary>Bytes of a block: what a processor keeps near.</summary>
    internal const int BlockSize = 256 * 1024;

    // A day's file in a few large blocks would leave processors without work while the last one is parsed.
    private const int SmallBlockSize = 64 * 1024;
    private const long MaximumInSmallBlocks = 2 * 1024 * 1024;

    private const int MaximumProcessors = 4;

    // So many that no processor waits for a block that another one has put aside for a while.
    private const int BlocksPerProcessor = 4;

    private readonly ICsvBlockRows rows;
    private readonly int depth;
    private readonly Stack<(CsvBlock Block, CsvBlockParser Parser)> idle = [];
    private readonly Queue<(CsvBlock Block, CsvBlockParser Parser, Task Parsing)> busy = [];
    private readonly int blockSize;

    // What they have learnt of the files' names is worth keeping, and collected late.
    private readonly Stack<CsvBlockParser> parsers = [];

    private CsvBlockPipeline(ICsvBlockRows rows, CsvBlockParser parser, int blockSize)
    {
        this.rows = rows;
        parsers.Push(parser);
        this.blockSize = blockSize;
        depth = Math.Min(Environment.ProcessorCount, MaximumProcessors) * BlocksPerProcessor;
    }

    /// <summary>Bytes of a block for files of some length together.</summary>
    internal static int SizeFor(long totalBytes) => totalBytes <= MaximumInSmallBlocks ? SmallBlockSize : BlockSize;

    /// <summary>Makes the pipeline.</summary>
    /// <param name="rows">Takes the rows.</param>
    /// <param name="blockSize">Bytes of a block.</param>
    /// <returns><see langword="null"/> if the rows cannot be read in blocks.</returns>
    internal static CsvBlockPipeline? Create(ICsvRows rows, int blockSize)
        => rows is ICsvBlockRows blockRows && blockRows.CreateParser() is { } parser ? new CsvBlockPipeline(blockRows, parser, blockSize) : null;

    /// <summary>Reads a file.</summary>
    /// <param name="text">The file.</param>
    /// <param name="reader">Cuts it into blocks.</param>
    /// <param name="lines">Lines of the file so far; also when the reading fails.</param>
    /// <param name="blockRead">Is called after each block.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Whether the file was read to its end. If not, the rest of it was given back to <paramref name="text"/>: it cannot be read in blocks.</returns>
    /// <exception cref="IOException">It cannot be read. The rows before were taken.</exception>
    /// <exception cref="OverflowException">A sum becomes too large.</exception>
    internal bool Read(SourceTextFile text, CsvBlockReader reader, ref long lines, Action blockRead, CancellationToken cancellationToken)
    {
        byte[] open = [];
        IOException? failure = null;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                failure ??= Fill(reader);
                if (busy.Count == 0)
                {
                    break;
                }

                var (block, parser, parsing) = busy.Dequeue();
                parsing.GetAwaiter().GetResult();
                open = open.Length == 0 ? Take(block, ref lines) : TakeAgain(open, block, parser, ref lines);
                idle.Push((block, parser));
                blockRead();
            }
        }
        finally
        {
            Finish();
        }

        if (failure is not null)
        {
            throw failure;
        }

        if (!reader.CannotCut)
        {
            return true;
        }

        // An empty line first: nothing in the middle of a file is a byte order mark.
        var isAtStart = lines == 0 || reader.HeaderLines > 0;
        lines -= isAtStart ? 0 : 1;
        text.GiveBack([.. isAtStart ? [] : "\n"u8, .. open, .. reader.Rest]);
        return false;
    }

    /// <summary>Gives the memory of the blocks back; more files can be read afterwards.</summary>
    internal void GiveBack()
    {
        foreach (var (block, parser) in idle)
        {
            block.Dispose();
            parsers.Push(parser);
        }

        idle.Clear();
    }

    private IOException? Fill(CsvBlockReader reader)
    {
        while (busy.Count < depth && !reader.IsComplete && !reader.CannotCut)
        {
            var (block, parser) = idle.Count > 0 ? idle.Pop() : (new CsvBlock(this.blockSize), CreateParser());
            var isFilled = false;
            try
            {
                isFilled = reader.TryRead(block);
            }
            catch (IOException exception)
            {
                return exception;
            }
            finally
            {
                if (!isFilled)
                {
                    idle.Push((block, parser));
                }
            }

            if (isFilled)
            {
                busy.Enqueue((block, parser, Start(parser, block, isAlone: block.IsLast && busy.Count == 0)));
            }
        }

        return null;
    }

    private CsvBlockParser CreateParser() => parsers.Count > 0 ? parsers.Pop() : this.rows.CreateParser()!;

    private static Task Start(CsvBlockParser parser, CsvBlock block, bool isAlone)
    {
        if (!isAlone)
        {
            return Task.Run(() => parser.Parse(block));
        }

        parser.Parse(block);
        return Task.CompletedTask;
    }

    /// <summary>Takes the rows of a block; returns the beginning of a row that ends behind it.</summary>
    private byte[] Take(CsvBlock block, ref long lines)
    {
        lines += block.HeaderLines;
        this.rows.Read(block, ref lines);
        return block.Text.AsSpan(block.ParsedLength, block.Length - block.ParsedLength).ToArray();
    }

    private byte[] TakeAgain(byte[] open, CsvBlock block, CsvBlockParser parser, ref long lines)
    {
        using var whole = new CsvBlock(open.Length + block.Length);
        open.CopyTo(whole.Text, 0);
        block.Text.AsSpan(0, block.Length).CopyTo(whole.Text.AsSpan(open.Length));
        whole.Length = open.Length + block.Length;
        whole.IsLast = block.IsLast;
        parser.Parse(whole);
        return Take(whole, ref lines);
    }

    // What is still being parsed must be done with its memory.
    private void Finish()
    {
        while (busy.Count > 0)
        {
            var (block, parser, parsing) = busy.Dequeue();
            ((IAsyncResult)parsing).AsyncWaitHandle.WaitOne();
            idle.Push((block, parser));
        }
    }
}
