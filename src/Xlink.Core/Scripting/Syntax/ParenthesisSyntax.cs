namespace Xlink.Scripting.Syntax;

/// <summary>An expression in parentheses; as an argument it is passed by value [documented for VBA].</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Inner">What the parentheses enclose.</param>
internal sealed record ParenthesisSyntax(int Position, ExpressionSyntax Inner) : ExpressionSyntax(Position);
