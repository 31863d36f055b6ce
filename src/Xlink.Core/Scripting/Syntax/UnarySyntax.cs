namespace Xlink.Scripting.Syntax;

/// <summary>An operator before its operand.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Operator">Minus, Plus or Not.</param>
/// <param name="Operand">What it is applied to.</param>
internal sealed record UnarySyntax(int Position, TokenKind Operator, ExpressionSyntax Operand) : ExpressionSyntax(Position);
