namespace Xlink.Scripting.Syntax;

/// <summary>A type as it is written after As or as a type mark.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Name">The word.</param>
internal sealed record TypeName(int Position, string Name);
