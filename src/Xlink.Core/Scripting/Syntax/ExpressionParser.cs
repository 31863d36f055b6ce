using System.Collections.Generic;
using Xlink.Scripting.Runtime;

namespace Xlink.Scripting.Syntax;

/// <summary>
/// Reads expressions with VBA's precedence: <c>^</c>, sign, <c>* /</c>, <c>\</c>, <c>Mod</c>, <c>+ -</c>, <c>&amp;</c>, comparisons,
/// <c>Not</c>, <c>And</c>, <c>Or</c>, <c>Xor</c>; equals from left to right.
/// </summary>
internal sealed class ExpressionParser(TokenReader reader)
{
    private const int Lowest = 1;
    private const int Comparison = 5;
    private const int Power = 11;

    internal ExpressionSyntax Parse() => ParseBinary(Lowest);

    /// <summary>Expressions separated by commas; none if the statement or parenthesis ends at once.</summary>
    internal IReadOnlyList<ExpressionSyntax> ParseList()
    {
        var items = new List<ExpressionSyntax>();
        if (!reader.IsAtStatementEnd && !reader.Is(TokenKind.CloseParenthesis))
        {
            do
            {
                items.Add(Parse());
            }
            while (reader.TakeIf(TokenKind.Comma));
        }

        return items;
    }

    internal IReadOnlyList<ExpressionSyntax> ParseArguments()
    {
        reader.Expect(TokenKind.OpenParenthesis, "'('");
        var arguments = ParseList();
        reader.Expect(TokenKind.CloseParenthesis, "')'");
        return arguments;
    }

    internal static bool IsComparison(TokenKind kind) => GetPrecedence(kind) == Comparison;

    private static int GetPrecedence(TokenKind kind) => kind switch
    {
        TokenKind.Xor => Lowest,
        TokenKind.Or => 2,
        TokenKind.And => 3,
        TokenKind.Equal or TokenKind.NotEqual or TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater
            or TokenKind.GreaterOrEqual => Comparison,
        TokenKind.Ampersand => 6,
        TokenKind.Plus or TokenKind.Minus => 7,
        TokenKind.Mod => 8,
        TokenKind.IntegerDivide => 9,
        TokenKind.Times or TokenKind.Divide => 10,
        TokenKind.Power => Power,
        _ => 0,
    };

    private ExpressionSyntax ParseBinary(int lowest)
    {
        reader.Enter();
        var left = ParseUnary(lowest);
        while (GetPrecedence(reader.Current.Kind) is var precedence && precedence >= lowest)
        {
            reader.Count();
            var token = reader.Take();
            left = new BinarySyntax(token.Position, token.Kind, left, ParseBinary(precedence + 1));
        }

        reader.Leave();
        return left;
    }

    private ExpressionSyntax ParseUnary(int lowest)
    {
        reader.Count();
        var token = reader.Current;
        switch (token.Kind)
        {
            case TokenKind.Minus or TokenKind.Plus:
                reader.Take();

                // A sign binds less than ^ before it (-2 ^ 2 is -4), and only its number after it (2 ^ -1 ^ 2 is (2 ^ -1) ^ 2).
                return new UnarySyntax(token.Position, token.Kind, ParseBinary(System.Math.Max(Power, lowest)));
            case TokenKind.Not:
                reader.Take();
                return new UnarySyntax(token.Position, token.Kind, ParseBinary(Comparison));
            default:
                return ParsePrimary();
        }
    }

    private ExpressionSyntax ParsePrimary()
    {
        var token = reader.Current;
        switch (token.Kind)
        {
            case TokenKind.Number or TokenKind.Text:
                reader.Take();
                return new LiteralSyntax(token.Position, token.Value);
            case TokenKind.True or TokenKind.False:
                reader.Take();
                return new LiteralSyntax(token.Position, Variant.FromBoolean(token.Kind == TokenKind.True));
            case TokenKind.Identifier:
                reader.Take();
                return reader.Is(TokenKind.OpenParenthesis)
                    ? new CallSyntax(token.Position, token.Name!, ParseArguments())
                    : new NameSyntax(token.Position, token.Name!, token.Value.Type);
            case TokenKind.OpenParenthesis:
                reader.Take();
                var inner = Parse();
                reader.Expect(TokenKind.CloseParenthesis, "')'");
                return new ParenthesisSyntax(token.Position, inner);
            default:
                throw reader.Expected(Messages.ScriptTermExpression);
        }
    }
}
