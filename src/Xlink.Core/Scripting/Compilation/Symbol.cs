namespace Xlink.Scripting.Compilation;

/// <summary>Something a script has given a name.</summary>
/// <param name="name">The name as declared.</param>
/// <param name="position">Where it is declared.</param>
internal abstract class Symbol(string name, int position)
{
    internal string Name { get; } = name;

    internal int Position { get; } = position;
}
