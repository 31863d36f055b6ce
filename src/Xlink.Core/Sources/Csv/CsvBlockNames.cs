using System;
using System.Runtime.CompilerServices;
using Xlink.Sources.Text;

namespace Xlink.Sources.Csv;

/// <summary>
/// The names that a parser of blocks has met in one column, numbered in the order in which it met them. Whoever takes the rows has other numbers, those of the
/// whole file, and keeps them here beside the parser's: then a name is looked up by one thread only once per parser.
/// </summary>
/// <param name="isName">Whether a text can be a name.</param>
internal sealed class CsvBlockNames(Func<string, bool> isName)
{
    /// <summary>Stands for a number that nobody has set yet.</summary>
    internal const int Unknown = -1;

    // No telephone system has as many agents or activities: a file that has is not worth the memory.
    private const int Maximum = 1 << 16;

    private readonly FieldNameTable table = new();
    private (byte[] Name, int Number)[] names = new (byte[], int)[16];
    private int count;

    /// <summary>Finds a name, or takes it up.</summary>
    /// <param name="field">The name.</param>
    /// <param name="position">The parser's number.</param>
    /// <returns><see langword="false"/> if it can be none, or if there are too many.</returns>
    [MethodImpl(HotCode.Optimized)]
    internal bool TryFind(ReadOnlySpan<byte> field, out int position)
    {
        position = table.Find(field);
        return position >= 0 || TryAdd(field, out position);
    }

    /// <summary>The number that was set for a name; <see cref="Unknown"/> if none was.</summary>
    internal int NumberOf(int position) => names[position].Number;

    /// <summary>Sets the number of a name.</summary>
    /// <param name="position">The parser's number.</param>
    /// <param name="find">Tells the number of the name.</param>
    internal int SetNumber(int position, Finder find) => names[position].Number = find(names[position].Name);

    private bool TryAdd(ReadOnlySpan<byte> field, out int position)
    {
        position = count;
        if (count == Maximum || !isName(FieldText.Decode(field)))
        {
            return false;
        }

        if (count == names.Length)
        {
            Array.Resize(ref names, names.Length * 2);
        }

        names[count] = (field.ToArray(), Unknown);
        table.Add(field, count);
        count++;
        return true;
    }

    /// <summary>Tells the number of a name.</summary>
    internal delegate int Finder(ReadOnlySpan<byte> name);
}
