namespace Xlink.Scripting.Syntax;

/// <summary>A part of a script that has a value. Immutable, like all of the tree.</summary>
/// <param name="Position">Where it stands in the text.</param>
internal abstract record ExpressionSyntax(int Position);
