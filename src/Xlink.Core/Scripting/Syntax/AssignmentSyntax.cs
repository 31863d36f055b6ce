namespace Xlink.Scripting.Syntax;

/// <summary>Gives a variable or an element of an array a value.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Target">A name, or a name with subscripts.</param>
/// <param name="Value">The value.</param>
internal sealed record AssignmentSyntax(int Position, ExpressionSyntax Target, ExpressionSyntax Value) : StatementSyntax(Position);
