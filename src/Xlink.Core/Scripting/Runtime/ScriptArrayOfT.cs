namespace Xlink.Scripting.Runtime;

/// <summary>An array of the script.</summary>
/// <typeparam name="T">What an element is kept in.</typeparam>
#pragma warning disable MA0048 // "ScriptArray`1" is no file name on Windows.
internal sealed class ScriptArray<T> : ScriptArray
#pragma warning restore MA0048
{
    /// <summary>The elements. A field, so that an element can be passed on by reference.</summary>
#pragma warning disable MA0069, CA1051
    internal readonly T[] Items;
#pragma warning restore MA0069, CA1051

    private ScriptArray(int[] lower, int[] upper, T initial)
        : base(lower, upper)
    {
        Items = new T[Count];
        if (initial is string)
        {
            for (var i = 0; i < Items.Length; i++)
            {
                Items[i] = initial;
            }
        }
    }

    /// <summary>Makes an array; its size counts against the evaluation's steps, which bounds the memory a script can take.</summary>
    internal static ScriptArray<T> Create(ScriptState state, int[] lower, int[] upper, T initial)
    {
        var array = new ScriptArray<T>(lower, upper, initial);
        state.Charge(array.Count / 4);
        return array;
    }
}
