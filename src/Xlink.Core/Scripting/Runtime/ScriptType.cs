namespace Xlink.Scripting.Runtime;

/// <summary>The types of the language, numbers in the order in which arithmetic widens them.</summary>
internal enum ScriptType
{
    /// <summary>Only as the content of a Variant that nothing was assigned to: 0 or the empty text.</summary>
    Empty,
    Boolean,

    /// <summary>16 bits; kept in an <see cref="int"/>.</summary>
    Integer,

    /// <summary>32 bits.</summary>
    Long,
    Single,
    Double,
    String,
    Variant,
}
