using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>Reads Dim, Const and the heads of procedures.</summary>
internal sealed class DeclarationParser(TokenReader reader)
{
    private readonly ExpressionParser expressions = new(reader);

    /// <summary>What follows Dim.</summary>
    internal DimSyntax ParseDim(int position)
    {
        var variables = new List<VariableSyntax>();
        do
        {
            reader.Count();
            var name = reader.ExpectName();
            var bounds = reader.TakeIf(TokenKind.OpenParenthesis) ? ParseBounds() : null;
            variables.Add(new(name, TryParseType(), bounds));
        }
        while (reader.TakeIf(TokenKind.Comma));
        return new(position, variables);
    }

    /// <summary>What follows Const.</summary>
    internal ConstSyntax ParseConst(int position)
    {
        var constants = new List<ConstantSyntax>();
        do
        {
            reader.Count();
            var name = reader.ExpectName();
            var type = TryParseType();
            reader.Expect(TokenKind.Equal, "'='");
            constants.Add(new(name, type, expressions.Parse()));
        }
        while (reader.TakeIf(TokenKind.Comma));
        return new(position, constants);
    }

    /// <summary>The parameters of a procedure; none without parentheses.</summary>
    internal IReadOnlyList<ParameterSyntax> ParseParameters()
    {
        var parameters = new List<ParameterSyntax>();
        if (!reader.TakeIf(TokenKind.OpenParenthesis))
        {
            return parameters;
        }

        while (!reader.Is(TokenKind.CloseParenthesis))
        {
            parameters.Add(ParseParameter());
            if (!reader.TakeIf(TokenKind.Comma))
            {
                break;
            }
        }

        reader.Expect(TokenKind.CloseParenthesis, "')'");
        return parameters;
    }

    internal TypeName? TryParseType()
    {
        if (!reader.TakeIf(TokenKind.As))
        {
            return null;
        }

        var name = reader.Expect(TokenKind.Identifier, Messages.ScriptTermType);
        return new(name.Position, name.Name!);
    }

    private ParameterSyntax ParseParameter()
    {
        reader.Count();
        var isByValue = reader.TakeIf(TokenKind.ByVal);
        if (!isByValue)
        {
            reader.TakeIf(TokenKind.ByRef);
        }

        var name = reader.ExpectName();
        var isArray = reader.TakeIf(TokenKind.OpenParenthesis);
        if (isArray)
        {
            reader.Expect(TokenKind.CloseParenthesis, "')'");
        }

        return new(name, TryParseType(), isByValue, isArray);
    }

    private List<BoundsSyntax> ParseBounds()
    {
        var bounds = new List<BoundsSyntax>();
        do
        {
            var first = expressions.Parse();
            bounds.Add(reader.TakeIf(TokenKind.To) ? new(first, expressions.Parse()) : new(Lower: null, first));
        }
        while (reader.TakeIf(TokenKind.Comma));
        reader.Expect(TokenKind.CloseParenthesis, "')'");
        return bounds;
    }
}
