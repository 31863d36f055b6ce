using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>Reads a whole script: options, declarations, procedures.</summary>
internal sealed class ScriptParser
{
    private readonly TokenReader reader;
    private readonly Diagnostics diagnostics;
    private readonly StatementParser statements;
    private readonly DeclarationParser declarations;
    private readonly List<StatementSyntax> moduleDeclarations = [];
    private readonly List<ProcedureSyntax> procedures = [];
    private bool mustDeclare;
    private int lowestSubscript;

    private ScriptParser(SourceText source, Diagnostics diagnostics)
    {
        this.diagnostics = diagnostics;
        reader = new(source, new Lexer(source, diagnostics).Read(), diagnostics);
        statements = new(reader, diagnostics);
        declarations = new(reader);
    }

    /// <summary>The tree of a script. It is not to be used if errors were found.</summary>
    internal static ScriptSyntax Parse(SourceText source, Diagnostics diagnostics) => new ScriptParser(source, diagnostics).ParseScript();

    private ScriptSyntax ParseScript()
    {
        try
        {
            while (!reader.Is(TokenKind.EndOfText))
            {
                ParseModuleLine();
            }
        }
        catch (DiagnosticException error)
        {
            diagnostics.Report(error);
        }

        return new(mustDeclare, lowestSubscript, moduleDeclarations, procedures);
    }

    private void ParseModuleLine()
    {
        try
        {
            if (!reader.TakeIf(TokenKind.NewLine) && !reader.TakeIf(TokenKind.Colon))
            {
                ParseModuleStatement();
                if (!reader.IsAtStatementStart)
                {
                    // Only a procedure that was not closed leaves the next statement's first word here.
                    reader.ExpectStatementEnd();
                }
            }
        }
        catch (DiagnosticException error) when (!reader.IsTooLarge && !diagnostics.IsFull)
        {
            diagnostics.Report(error);
            reader.Reset(toNesting: 0, toOneLineIfs: 0);
            reader.SkipToLineEnd();
        }
    }

    private void ParseModuleStatement()
    {
        var position = reader.Position;
        var isScoped = reader.TakeIf(TokenKind.Public) || reader.TakeIf(TokenKind.Private);
        var token = reader.Current;
        switch (token.Kind)
        {
            case TokenKind.Option:
                reader.Take();
                ParseOption();
                break;
            case TokenKind.Dim:
                reader.Take();
                moduleDeclarations.Add(declarations.ParseDim(position));
                break;
            case TokenKind.Const:
                reader.Take();
                moduleDeclarations.Add(declarations.ParseConst(position));
                break;
            case TokenKind.Sub or TokenKind.Function:
                reader.Take();
                ParseProcedure(token);
                break;
            case TokenKind.Identifier when isScoped && IsVariable():
                moduleDeclarations.Add(declarations.ParseDim(position));
                break;
            default:
                RefusedWords.ThrowIfRefused(token, diagnostics);
                throw diagnostics.Error(position, nameof(Messages.ScriptStatementOutside));
        }
    }

    /// <summary>Whether the name after Public or Private can be that of a variable; in <c>Private Declare Sub</c> it cannot.</summary>
    private bool IsVariable() => reader.PeekKind() is TokenKind.As or TokenKind.Comma or TokenKind.OpenParenthesis or TokenKind.NewLine
        or TokenKind.Colon or TokenKind.EndOfText;

    private void ParseOption()
    {
        if (reader.IsWord("Explicit"))
        {
            reader.Take();
            mustDeclare = true;
        }
        else if (reader.IsWord("Base") && reader.PeekKind() == TokenKind.Number)
        {
            reader.Take();
            var value = reader.Current.Value.Number;
            lowestSubscript = value is 0 or 1 ? (int)value : throw reader.Expected("0, 1");
            reader.Take();
        }
        else
        {
            throw reader.Expected("'Explicit', 'Base'");
        }
    }

    private void ParseProcedure(Token kind)
    {
        var isFunction = kind.Kind == TokenKind.Function;
        var name = reader.ExpectName();
        var parameters = declarations.ParseParameters();
        var returnType = isFunction ? declarations.TryParseType() : null;
        reader.ExpectStatementEnd();
        procedures.Add(new(name, isFunction, parameters, returnType, ParseBody(kind)));
    }

    private List<StatementSyntax> ParseBody(Token kind)
    {
        var body = new List<StatementSyntax>();
        while (true)
        {
            body.AddRange(statements.ParseBlock());
            if (reader.Is(TokenKind.End) && reader.PeekKind() == kind.Kind)
            {
                reader.Take();
                reader.Take();
                return body;
            }

            if (reader.Current.Kind is TokenKind.EndOfText or TokenKind.Sub or TokenKind.Function or TokenKind.Public or TokenKind.Private)
            {
                diagnostics.Report(kind.Position, nameof(Messages.ScriptNotClosed), kind.Kind.ToString(), "End " + kind.Kind);
                return body;
            }

            ReportStray();
        }
    }

    /// <summary>The end or middle of a block that was never begun.</summary>
    private void ReportStray()
    {
        var (word, block) = reader.Current.Kind switch
        {
            TokenKind.End => ("End " + reader.PeekKind(), reader.PeekKind().ToString()),
            TokenKind.Case => ("Case", "Select Case"),
            TokenKind.Next => ("Next", "For"),
            TokenKind.Loop => ("Loop", "Do"),
            TokenKind.Wend => ("Wend", "While"),
            var kind => (kind.ToString(), "If"),
        };
        diagnostics.Report(reader.Position, nameof(Messages.ScriptStray), word, block);
        reader.SkipToLineEnd();
    }
}
