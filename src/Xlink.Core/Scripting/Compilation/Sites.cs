using System.Collections.Generic;

namespace Xlink.Scripting.Compilation;

/// <summary>The statements of a script by number: compiled code knows only the number.</summary>
internal sealed class Sites
{
    private readonly List<int> positions = [];

    /// <summary>The number of a statement, counted from 1.</summary>
    internal int Add(int position)
    {
        positions.Add(position);
        return positions.Count;
    }

    internal int GetPosition(int number) => positions[number - 1];
}
