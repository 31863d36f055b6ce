namespace Xlink.Scripting.Syntax;

/// <summary>Reads For, Do and While.</summary>
internal sealed class LoopParser(TokenReader reader, ExpressionParser expressions, StatementParser statements)
{
    /// <summary>Whether a <c>Next i, j</c> has been read up to a name that closes a loop further out.</summary>
    internal bool HasFurtherNext { get; private set; }

    internal StatementSyntax ParseFor()
    {
        var position = reader.Take().Position;
        if (reader.TakeIf(TokenKind.Each))
        {
            var element = reader.ExpectName();
            reader.Expect(TokenKind.In, "'In'");
            var array = reader.ExpectName();
            reader.ExpectStatementEnd();
            var elementBody = statements.ParseBlock();
            CloseFor(position, element);
            return new ForEachSyntax(position, element, array, elementBody);
        }

        var variable = reader.ExpectName();
        reader.Expect(TokenKind.Equal, "'='");
        var from = expressions.Parse();
        reader.Expect(TokenKind.To, "'To'");
        var to = expressions.Parse();
        var step = reader.TakeIf(TokenKind.Step) ? expressions.Parse() : null;
        reader.ExpectStatementEnd();
        var body = statements.ParseBlock();
        CloseFor(position, variable);
        return new ForSyntax(position, variable, from, to, step, body);
    }

    private void CloseFor(int position, NameSyntax variable)
    {
        if (HasFurtherNext)
        {
            HasFurtherNext = false;
        }
        else if (!reader.TakeEnd(position, "For", "Next", TokenKind.Next))
        {
            return;
        }

        if (reader.Is(TokenKind.Identifier))
        {
            if (!reader.IsWord(variable.Name))
            {
                throw reader.Expected("'" + variable.Name + "'");
            }

            reader.Take();
            HasFurtherNext = reader.TakeIf(TokenKind.Comma);
        }
    }

    internal DoSyntax ParseDo()
    {
        var position = reader.Take().Position;
        var before = TryParseLoopTest();
        reader.ExpectStatementEnd();
        var body = statements.ParseBlock();
        var isClosed = reader.TakeEnd(position, "Do", "Loop", TokenKind.Loop);
        return new(position, before, body, isClosed && before is null ? TryParseLoopTest() : null, CanExit: true);
    }

    private LoopTestSyntax? TryParseLoopTest()
    {
        var token = reader.Current;
        if (token.Kind is not (TokenKind.While or TokenKind.Until))
        {
            return null;
        }

        reader.Take();
        return new(token.Position, expressions.Parse(), EndsWhen: token.Kind == TokenKind.Until);
    }

    internal DoSyntax ParseWhile()
    {
        var position = reader.Position;
        var test = TryParseLoopTest();
        reader.ExpectStatementEnd();
        var body = statements.ParseBlock();
        reader.TakeEnd(position, "While", "Wend", TokenKind.Wend);
        return new(position, test, body, After: null, CanExit: false);
    }
}
