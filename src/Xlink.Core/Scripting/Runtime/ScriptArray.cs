namespace Xlink.Scripting.Runtime;

/// <summary>Bounds of an array. Elements lie one after the other, the first subscript running fastest.</summary>
internal abstract class ScriptArray
{
    private readonly int[] lower;
    private readonly int[] length;
    private readonly int[] stride;

    private protected ScriptArray(int[] lower, int[] upper)
    {
        this.lower = lower;
        length = new int[lower.Length];
        stride = new int[lower.Length];
        Count = 1;
        for (var i = 0; i < lower.Length; i++)
        {
            stride[i] = Count;
            length[i] = upper[i] - lower[i] + 1;
            Count *= length[i];
        }
    }

    /// <summary>Number of all elements.</summary>
    internal int Count { get; }

    /// <summary>Number of subscripts.</summary>
    internal int Rank => lower.Length;

    /// <summary>What one subscript adds to an element's place, or -1 if it is out of range.</summary>
    internal int GetOffset(int dimension, int subscript)
    {
        var offset = (long)subscript - lower[dimension];
        return offset < 0 || offset >= length[dimension] ? -1 : (int)offset * stride[dimension];
    }

    internal static int LowerBound(ScriptState state, ScriptArray array, int dimension)
        => array.HasDimension(state, dimension) ? array.lower[dimension - 1] : 0;

    internal static int UpperBound(ScriptState state, ScriptArray array, int dimension)
        => array.HasDimension(state, dimension) ? array.lower[dimension - 1] + array.length[dimension - 1] - 1 : 0;

    private bool HasDimension(ScriptState state, int dimension)
    {
        var exists = dimension >= 1 && dimension <= Rank;
        if (!exists)
        {
            state.Fail(ScriptErrorCode.SubscriptOutOfRange);
        }

        return exists;
    }
}
