namespace Xlink.Scripting.Syntax;

/// <summary>An operator between two operands. Chains are deep to the left only, without limit; who walks them does so in a loop.</summary>
/// <param name="Position">Where the operator stands in the text.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Left">Left operand.</param>
/// <param name="Right">Right operand.</param>
internal sealed record BinarySyntax(int Position, TokenKind Operator, ExpressionSyntax Left, ExpressionSyntax Right) : ExpressionSyntax(Position);
