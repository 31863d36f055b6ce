using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>Reads If and Select Case.</summary>
internal sealed class ChoiceParser(TokenReader reader, Diagnostics diagnostics, ExpressionParser expressions, StatementParser statements)
{
    internal IfSyntax ParseIf()
    {
        var position = reader.Take().Position;
        var condition = expressions.Parse();
        if (TakeThen() && !reader.Is(TokenKind.NewLine) && !reader.Is(TokenKind.EndOfText))
        {
            return ParseOneLineIf(position, condition);
        }

        var branches = new List<BranchSyntax> { new(position, condition, statements.ParseBlock()) };
        while (reader.Is(TokenKind.ElseIf))
        {
            var start = reader.Take().Position;
            var next = expressions.Parse();
            TakeThen();
            branches.Add(new(start, next, statements.ParseBlock()));
        }

        var otherwise = reader.TakeIf(TokenKind.Else) ? statements.ParseBlock() : [];
        if (!reader.TakeIf(TokenKind.EndIf))
        {
            reader.TakeEnd(position, "If", "End If", TokenKind.If);
        }

        return new(position, branches, otherwise);
    }

    /// <summary>Takes Then. At a line's end it may be missing: a documented example omits it [our reading].</summary>
    private bool TakeThen()
    {
        if (reader.TakeIf(TokenKind.Then))
        {
            return true;
        }

        if (reader.Current.Kind is not (TokenKind.NewLine or TokenKind.EndOfText))
        {
            throw reader.Expected("'Then'");
        }

        diagnostics.Warn(reader.Position, nameof(Messages.ScriptThenMissing));
        return false;
    }

    private IfSyntax ParseOneLineIf(int position, ExpressionSyntax condition)
    {
        reader.OneLineIfs++;
        var body = ParseOneLine();
        var otherwise = reader.TakeIf(TokenKind.Else) ? ParseOneLine() : [];
        reader.OneLineIfs--;
        return new(position, [new(position, condition, body)], otherwise);
    }

    private List<StatementSyntax> ParseOneLine()
    {
        reader.Enter();
        var line = new List<StatementSyntax>();
        if (reader.Is(TokenKind.Number))
        {
            line.Add(new GoToSyntax(reader.Position, statements.ParseLabelName()));
        }

        while (!reader.Is(TokenKind.NewLine) && !reader.Is(TokenKind.EndOfText) && !reader.Is(TokenKind.Else))
        {
            if (!reader.TakeIf(TokenKind.Colon))
            {
                line.Add(statements.ParseStatement());
                reader.ExpectStatementEnd();
            }
        }

        reader.Leave();
        return line;
    }

    internal SelectSyntax ParseSelect()
    {
        var position = reader.Take().Position;
        reader.Expect(TokenKind.Case, "'Case'");
        var selector = expressions.Parse();
        reader.ExpectStatementEnd();
        statements.SkipSeparators();
        var cases = new List<CaseSyntax>();
        IReadOnlyList<StatementSyntax> otherwise = [];
        if (!reader.Is(TokenKind.End))
        {
            reader.ExpectAt(TokenKind.Case, "'Case'");
        }

        while (reader.Is(TokenKind.Case))
        {
            var start = reader.Take().Position;
            if (reader.TakeIf(TokenKind.Else))
            {
                otherwise = statements.ParseBlock();
                break;
            }

            var tests = new List<CaseTestSyntax>();
            do
            {
                tests.Add(ParseCaseTest());
            }
            while (reader.TakeIf(TokenKind.Comma));
            reader.ExpectStatementEnd();
            cases.Add(new(start, tests, statements.ParseBlock()));
        }

        reader.TakeEnd(position, "Select Case", "End Select", TokenKind.Select);
        return new(position, selector, cases, otherwise);
    }

    private CaseTestSyntax ParseCaseTest()
    {
        if (reader.TakeIf(TokenKind.Is) || ExpressionParser.IsComparison(reader.Current.Kind))
        {
            return ExpressionParser.IsComparison(reader.Current.Kind)
                ? new(reader.Take().Kind, expressions.Parse(), UpTo: null)
                : throw reader.Expected(Messages.ScriptTermComparison);
        }

        var value = expressions.Parse();
        return reader.TakeIf(TokenKind.To)
            ? new(TokenKind.GreaterOrEqual, value, expressions.Parse())
            : new(TokenKind.Equal, value, UpTo: null);
    }
}
