using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>An operator between two operands. Chains are deep to the left only, without limit; who walks them does so in a loop.</summary>
/// <param name="Position">Where the operator stands in the text.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Left">Left operand.</param>
/// <param name="Right">Right operand.</param>
internal sealed record BinarySyntax(int Position, TokenKind Operator, ExpressionSyntax Left, ExpressionSyntax Right) : ExpressionSyntax(Position)
{
    /// <summary>The operators of the chain that ends with this one, the first one on top.</summary>
    /// <param name="first">The operand before all of them.</param>
    internal Stack<BinarySyntax> GetChain(out ExpressionSyntax first)
    {
        var chain = new Stack<BinarySyntax>();
        for (first = this; first is BinarySyntax binary; first = binary.Left)
        {
            chain.Push(binary);
        }

        return chain;
    }
}
