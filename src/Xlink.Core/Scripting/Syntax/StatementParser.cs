using System.Collections.Generic;
using Xlink.Scripting.Runtime;

namespace Xlink.Scripting.Syntax;

/// <summary>Reads the statements of procedures. After an error it goes on in the next line, so that a check finds more than one.</summary>
internal sealed class StatementParser(TokenReader reader, Diagnostics diagnostics)
{
    private readonly ExpressionParser expressions = new(reader);
    private readonly DeclarationParser declarations = new(reader);

    /// <summary>After <c>Next i, j</c>: the loops around it that it closes too.</summary>
    private bool hasFurtherNext;

    /// <summary>Statements up to a word that ends or divides a block.</summary>
    internal IReadOnlyList<StatementSyntax> ParseBlock()
    {
        reader.Enter();
        var oneLineIfs = reader.OneLineIfs;
        reader.OneLineIfs = 0;
        var statements = new List<StatementSyntax>();
        SkipSeparators();
        while (!IsAtBlockEnd())
        {
            ParseInto(statements);
            SkipSeparators();
        }

        reader.OneLineIfs = oneLineIfs;
        reader.Leave();
        return statements;
    }

    private void SkipSeparators()
    {
        while (!hasFurtherNext && (reader.TakeIf(TokenKind.NewLine) || reader.TakeIf(TokenKind.Colon)))
        {
            // Nothing stands between two separators.
        }
    }

    private bool IsAtBlockEnd() => hasFurtherNext || reader.Current.Kind switch
    {
        TokenKind.End => reader.PeekKind() is TokenKind.If or TokenKind.Sub or TokenKind.Function or TokenKind.Select,
        TokenKind.EndOfText or TokenKind.Else or TokenKind.ElseIf or TokenKind.EndIf or TokenKind.Case or TokenKind.Next or TokenKind.Loop
            or TokenKind.Wend or TokenKind.Sub or TokenKind.Function or TokenKind.Public or TokenKind.Private => true,
        _ => false,
    };

    private void ParseInto(List<StatementSyntax> statements)
    {
        var (nesting, oneLineIfs) = (reader.Nesting, reader.OneLineIfs);
        try
        {
            if (TryParseLabel() is { } label)
            {
                statements.Add(label);
                return;
            }

            statements.Add(ParseStatement());
            if (!reader.IsAtStatementStart && !hasFurtherNext)
            {
                // Only a block that was not closed leaves the next statement's first word here.
                reader.ExpectStatementEnd();
            }
        }
        catch (DiagnosticException error) when (!reader.IsTooLarge && !diagnostics.IsFull)
        {
            diagnostics.Report(error);
            reader.Reset(nesting, oneLineIfs);
            reader.SkipToLineEnd();
        }
    }

    private LabelSyntax? TryParseLabel()
    {
        var token = reader.Current;
        if (!reader.IsAtLineStart)
        {
            return null;
        }

        if (token.Kind == TokenKind.Identifier && reader.PeekKind() == TokenKind.Colon)
        {
            reader.Take();
            reader.Take();
            return new(token.Position, token.Name!);
        }

        return token.Kind == TokenKind.Number ? new(token.Position, ParseLabelName()) : null;
    }

    private string ParseLabelName()
    {
        var token = reader.Current;
        if (token.Kind == TokenKind.Identifier)
        {
            return reader.Take().Name!;
        }

        return token.Kind == TokenKind.Number && token.Value.Type is ScriptType.Integer or ScriptType.Long
            ? NumberText.Format(reader.Take().Value.Number)
            : throw reader.Expected(Messages.ScriptTermLabel);
    }

    private StatementSyntax ParseStatement()
    {
        reader.Count();
        var position = reader.Position;
        switch (reader.Current.Kind)
        {
            case TokenKind.Identifier:
                return ParseNamed();
            case TokenKind.If:
                return ParseIf();
            case TokenKind.Dim:
                reader.Take();
                return declarations.ParseDim(position);
            case TokenKind.Const:
                reader.Take();
                return declarations.ParseConst(position);
            case TokenKind.Let:
                reader.Take();
                return ParseAssignment(position);
            case TokenKind.Call:
                return ParseCall();
            case TokenKind.Print:
                return ParsePrint();
            case TokenKind.Select:
                return ParseSelect();
            case TokenKind.For:
                return ParseFor();
            case TokenKind.Do:
                return ParseDo();
            case TokenKind.While:
                return ParseWhile();
            case TokenKind.Exit:
                return ParseExit();
            case TokenKind.GoTo:
                reader.Take();
                return new GoToSyntax(position, ParseLabelName());
            case TokenKind.End:
                throw diagnostics.Error(position, nameof(Messages.ScriptUnknownStatement), "End");
            default:
                throw reader.Expected(Messages.ScriptTermStatement);
        }
    }

    /// <summary>A statement that begins with a name: an assignment or a call.</summary>
    private StatementSyntax ParseNamed()
    {
        var token = reader.Current;
        var afterParenthesis = TokenKind.EndOfText;
        var hasParenthesis = reader.PeekKind() == TokenKind.OpenParenthesis;
        if (hasParenthesis)
        {
            reader.Take();
            afterParenthesis = reader.FindClosingParenthesis() is > 0 and var distance ? reader.PeekKind(distance + 1) : TokenKind.EndOfText;
        }
        else if (reader.PeekKind() == TokenKind.Equal)
        {
            return ParseAssignment(token.Position);
        }
        else
        {
            RefusedWords.ThrowIfRefused(token, diagnostics);
            reader.Take();
        }

        var isWhole = hasParenthesis && afterParenthesis is TokenKind.Equal or TokenKind.NewLine or TokenKind.Colon or TokenKind.EndOfText or TokenKind.Else;
        if (!isWhole)
        {
            return new CallStatementSyntax(token.Position, token.Name!, expressions.ParseList());
        }

        var arguments = expressions.ParseArguments();
        if (!reader.TakeIf(TokenKind.Equal))
        {
            return new CallStatementSyntax(token.Position, token.Name!, AsValue(arguments));
        }

        return new AssignmentSyntax(token.Position, new CallSyntax(token.Position, token.Name!, arguments), expressions.Parse());
    }

    /// <summary>Without Call, parentheses around a single argument make it a value [documented for VBA].</summary>
    private static IReadOnlyList<ExpressionSyntax> AsValue(IReadOnlyList<ExpressionSyntax> arguments)
        => arguments.Count == 1 ? [new ParenthesisSyntax(arguments[0].Position, arguments[0])] : arguments;

    private AssignmentSyntax ParseAssignment(int position)
    {
        var name = reader.ExpectName();
        ExpressionSyntax target = reader.Is(TokenKind.OpenParenthesis)
            ? new CallSyntax(name.Position, name.Name, expressions.ParseArguments())
            : name;
        reader.Expect(TokenKind.Equal, "'='");
        return new(position, target, expressions.Parse());
    }

    private CallStatementSyntax ParseCall()
    {
        var position = reader.Take().Position;
        var name = reader.ExpectName();
        return new(position, name.Name, reader.Is(TokenKind.OpenParenthesis) ? expressions.ParseArguments() : []);
    }

    private PrintSyntax ParsePrint()
    {
        var position = reader.Take().Position;
        if (reader.Is(TokenKind.NumberSign))
        {
            throw diagnostics.Error(position, nameof(Messages.ScriptRefused), "Print #");
        }

        var items = new List<PrintItemSyntax>();
        while (!reader.IsAtStatementEnd)
        {
            var value = expressions.Parse();
            var fillsZone = reader.Is(TokenKind.Comma);
            items.Add(new(value, fillsZone));
            if (!fillsZone && !reader.Is(TokenKind.Semicolon))
            {
                break;
            }

            reader.Take();
        }

        return new(position, items);
    }

    private IfSyntax ParseIf()
    {
        var position = reader.Take().Position;
        var condition = expressions.Parse();
        if (TakeThen() && !reader.Is(TokenKind.NewLine) && !reader.Is(TokenKind.EndOfText))
        {
            return ParseOneLineIf(position, condition);
        }

        var branches = new List<BranchSyntax> { new(position, condition, ParseBlock()) };
        while (reader.Is(TokenKind.ElseIf))
        {
            var start = reader.Take().Position;
            var next = expressions.Parse();
            TakeThen();
            branches.Add(new(start, next, ParseBlock()));
        }

        var otherwise = reader.TakeIf(TokenKind.Else) ? ParseBlock() : [];
        if (!reader.TakeIf(TokenKind.EndIf))
        {
            Close(position, "If", "End If", TokenKind.If);
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
        var statements = new List<StatementSyntax>();
        if (reader.Is(TokenKind.Number))
        {
            statements.Add(new GoToSyntax(reader.Position, ParseLabelName()));
        }

        while (!reader.Is(TokenKind.NewLine) && !reader.Is(TokenKind.EndOfText) && !reader.Is(TokenKind.Else))
        {
            if (!reader.TakeIf(TokenKind.Colon))
            {
                statements.Add(ParseStatement());
                reader.ExpectStatementEnd();
            }
        }

        reader.Leave();
        return statements;
    }

    private SelectSyntax ParseSelect()
    {
        var position = reader.Take().Position;
        reader.Expect(TokenKind.Case, "'Case'");
        var selector = expressions.Parse();
        reader.ExpectStatementEnd();
        SkipSeparators();
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
                otherwise = ParseBlock();
                break;
            }

            var tests = new List<CaseTestSyntax>();
            do
            {
                tests.Add(ParseCaseTest());
            }
            while (reader.TakeIf(TokenKind.Comma));
            reader.ExpectStatementEnd();
            cases.Add(new(start, tests, ParseBlock()));
        }

        Close(position, "Select Case", "End Select", TokenKind.Select);
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

    private StatementSyntax ParseFor()
    {
        var position = reader.Take().Position;
        if (reader.TakeIf(TokenKind.Each))
        {
            var element = reader.ExpectName();
            reader.Expect(TokenKind.In, "'In'");
            var array = reader.ExpectName();
            reader.ExpectStatementEnd();
            var elementBody = ParseBlock();
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
        var body = ParseBlock();
        CloseFor(position, variable);
        return new ForSyntax(position, variable, from, to, step, body);
    }

    private void CloseFor(int position, NameSyntax variable)
    {
        if (hasFurtherNext)
        {
            hasFurtherNext = false;
        }
        else if (!Close(position, "For", "Next", TokenKind.Next))
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
            hasFurtherNext = reader.TakeIf(TokenKind.Comma);
        }
    }

    private DoSyntax ParseDo()
    {
        var position = reader.Take().Position;
        var before = TryParseLoopTest();
        reader.ExpectStatementEnd();
        var body = ParseBlock();
        var isClosed = Close(position, "Do", "Loop", TokenKind.Loop);
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

    private DoSyntax ParseWhile()
    {
        var position = reader.Position;
        var test = TryParseLoopTest();
        reader.ExpectStatementEnd();
        var body = ParseBlock();
        Close(position, "While", "Wend", TokenKind.Wend);
        return new(position, test, body, After: null, CanExit: false);
    }

    private ExitSyntax ParseExit()
    {
        var position = reader.Take().Position;
        return reader.Current.Kind is TokenKind.For or TokenKind.Do or TokenKind.Sub or TokenKind.Function
            ? new(position, reader.Take().Kind)
            : throw reader.Expected(Messages.ScriptTermExit);
    }

    /// <summary>Takes the end of a block; reports it missing at the block's beginning if something else stands here.</summary>
    private bool Close(int position, string block, string end, TokenKind kind)
    {
        if (reader.Is(kind) || (reader.Is(TokenKind.End) && reader.PeekKind() == kind))
        {
            reader.TakeIf(TokenKind.End);
            reader.Take();
            return true;
        }

        diagnostics.Report(position, nameof(Messages.ScriptNotClosed), block, end);
        return false;
    }
}
