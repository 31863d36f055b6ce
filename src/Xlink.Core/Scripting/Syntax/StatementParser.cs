using System.Collections.Generic;
using Xlink.Scripting.Runtime;

namespace Xlink.Scripting.Syntax;

/// <summary>Reads the statements of procedures. After an error it goes on in the next line, so that a check finds more than one.</summary>
internal sealed class StatementParser
{
    private readonly TokenReader reader;
    private readonly Diagnostics diagnostics;
    private readonly ExpressionParser expressions;
    private readonly DeclarationParser declarations;
    private readonly ChoiceParser choices;
    private readonly LoopParser loops;

    internal StatementParser(TokenReader reader, Diagnostics diagnostics)
    {
        this.reader = reader;
        this.diagnostics = diagnostics;
        expressions = new(reader);
        declarations = new(reader);
        choices = new(reader, diagnostics, expressions, this);
        loops = new(reader, expressions, this);
    }

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

    internal void SkipSeparators()
    {
        while (!loops.HasFurtherNext && (reader.TakeIf(TokenKind.NewLine) || reader.TakeIf(TokenKind.Colon)))
        {
            // Nothing stands between two separators.
        }
    }

    private bool IsAtBlockEnd() => loops.HasFurtherNext || reader.Current.Kind switch
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
            if (!reader.IsAtStatementStart && !loops.HasFurtherNext)
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

    internal string ParseLabelName()
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

    internal StatementSyntax ParseStatement()
    {
        reader.Count();
        var position = reader.Position;
        switch (reader.Current.Kind)
        {
            case TokenKind.Identifier:
                return ParseNamed();
            case TokenKind.If:
                return choices.ParseIf();
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
                return choices.ParseSelect();
            case TokenKind.For:
                return loops.ParseFor();
            case TokenKind.Do:
                return loops.ParseDo();
            case TokenKind.While:
                return loops.ParseWhile();
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

    private ExitSyntax ParseExit()
    {
        var position = reader.Take().Position;
        return reader.Current.Kind is TokenKind.For or TokenKind.Do or TokenKind.Sub or TokenKind.Function
            ? new(position, reader.Take().Kind)
            : throw reader.Expected(Messages.ScriptTermExit);
    }
}
