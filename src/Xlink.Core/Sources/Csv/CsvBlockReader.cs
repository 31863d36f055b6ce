using System;
using Xlink.Sources.Text;

namespace Xlink.Sources.Csv;

/// <summary>Cuts a file into blocks of whole lines that end with a line feed.</summary>
/// <param name="text">The file.</param>
/// <param name="headerLines">Lines to leave out at the top.</param>
/// <param name="keepsLastLineBack">Asked at the end, if the last line has no end: whether it is to be left out.</param>
internal sealed class CsvBlockReader(SourceTextFile text, int headerLines, Func<bool> keepsLastLineBack)
{
    private byte[] rest = [];

    /// <summary>Whether the file has been read to its end.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>Whether a line is longer than a block: then it and everything behind it must be read in another way.</summary>
    internal bool CannotCut { get; private set; }

    /// <summary>Header lines that are still to come.</summary>
    internal int HeaderLines { get; private set; } = headerLines;

    /// <summary>The text that has been read and is in no block.</summary>
    internal ReadOnlySpan<byte> Rest => rest;

    /// <summary>Fills a block.</summary>
    /// <returns><see langword="false"/> if there is none: <see cref="CannotCut"/>.</returns>
    internal bool TryRead(CsvBlock block)
    {
        rest.CopyTo(block.Text, 0);
        block.Length = rest.Length;
        rest = [];
        while (!IsComplete && block.Length < block.Capacity)
        {
            var read = text.Read(block.Text, block.Length, block.Capacity - block.Length);
            IsComplete = read == 0;
            block.Length += read;
        }

        block.IsLast = IsComplete;
        if (IsComplete)
        {
            CutLastLine(block);
        }
        else if (!TryKeepRest(block))
        {
            CannotCut = true;
            rest = block.Text.AsSpan(0, block.Length).ToArray();
            return false;
        }

        CutHeader(block);
        return true;
    }

    private void CutLastLine(CsvBlock block)
    {
        var all = block.Text.AsSpan(0, block.Length);
        if (!all.IsEmpty && !CsvRecord.IsLineBreak(all[all.Length - 1]) && keepsLastLineBack())
        {
            block.Length = all.LastIndexOfAny(CsvRecord.CarriageReturn, CsvRecord.LineFeed) + 1;
        }
    }

    private bool TryKeepRest(CsvBlock block)
    {
        var all = block.Text.AsSpan(0, block.Length);
        var end = all.LastIndexOf(CsvRecord.LineFeed) + 1;
        if (end == 0)
        {
            return false;
        }

        rest = all.Slice(end).ToArray();
        block.Length = end;
        return true;
    }

    private void CutHeader(CsvBlock block)
    {
        var all = block.Text.AsSpan(0, block.Length);
        var start = 0;
        block.HeaderLines = 0;
        while (HeaderLines > 0 && start < all.Length)
        {
            var length = all.Slice(start).IndexOfAny(CsvRecord.CarriageReturn, CsvRecord.LineFeed);
            start = length < 0 ? all.Length : start + length + 1;
            if (length >= 0 && all[start - 1] == CsvRecord.CarriageReturn && start < all.Length && all[start] == CsvRecord.LineFeed)
            {
                start++;
            }

            HeaderLines--;
            block.HeaderLines++;
        }

        if (start > 0)
        {
            all.Slice(start).CopyTo(block.Text);
            block.Length -= start;
        }
    }
}
