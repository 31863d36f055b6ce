namespace Xlink.Scripting.Runtime;

/// <summary>How many variables of each kind the procedures of a script share.</summary>
internal sealed class SharedVariables
{
    internal int Integers { get; set; }

    internal int Singles { get; set; }

    internal int Doubles { get; set; }

    internal int Booleans { get; set; }

    internal int Strings { get; set; }

    internal int Variants { get; set; }

    internal int Arrays { get; set; }
}
