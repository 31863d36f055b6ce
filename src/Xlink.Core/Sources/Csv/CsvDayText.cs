using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xlink.Sources.Csv;

/// <summary>A date as rows have it, and what was found out about it: neighbouring rows mostly have the same one.</summary>
internal sealed class CsvDayText
{
    private const int MinimumLength = sizeof(ulong);
    private const int MaximumLength = 2 * sizeof(ulong);

    // The first and the last eight bytes.
    private ulong first;
    private ulong last;

    /// <summary>How long it is; too long for any text if there is none.</summary>
    internal int Length { get; private set; } = int.MaxValue;

    /// <summary>Whether a text is this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Is(ReadOnlySpan<byte> text) => text.Length == Length && IsStartOf(text);

    /// <summary>Whether a text begins with this one. It is not shorter than <see cref="Length"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsStartOf(ReadOnlySpan<byte> text)
        => MemoryMarshal.Read<ulong>(text) == first && MemoryMarshal.Read<ulong>(text.Slice(Length - sizeof(ulong))) == last;

    /// <summary>Remembers a text, if it is neither shorter than usual nor longer.</summary>
    internal bool TryKeep(ReadOnlySpan<byte> text)
    {
        Length = int.MaxValue;
        if (text.Length is < MinimumLength or > MaximumLength)
        {
            return false;
        }

        (first, last, Length) = (MemoryMarshal.Read<ulong>(text), MemoryMarshal.Read<ulong>(text.Slice(text.Length - sizeof(ulong))), text.Length);
        return true;
    }
}
