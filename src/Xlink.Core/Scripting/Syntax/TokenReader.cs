using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>Goes through the words of a script and keeps the parser within the limits.</summary>
internal sealed class TokenReader(SourceText source, IReadOnlyList<Token> tokens, Diagnostics diagnostics)
{
    private int index;
    private int nodes;
    private int nesting;

    internal Token Current => tokens[index];

    internal int Position => tokens[index].Position;

    /// <summary>How many If statements in one line are open: an Else ends the statement before it.</summary>
    internal int OneLineIfs { get; set; }

    /// <summary>Whether nothing but a line end stands before the current word.</summary>
    internal bool IsAtLineStart => index == 0 || tokens[index - 1].Kind == TokenKind.NewLine;

    /// <summary>Whether a statement's first word is the current one.</summary>
    internal bool IsAtStatementStart => IsAtLineStart || tokens[index - 1].Kind == TokenKind.Colon;

    internal bool IsAtStatementEnd => Current.Kind is TokenKind.NewLine or TokenKind.Colon or TokenKind.EndOfText
        || (Current.Kind == TokenKind.Else && OneLineIfs > 0);

    internal bool Is(TokenKind kind) => Current.Kind == kind;

    internal bool IsWord(string word) => Current.Name is { } name && Names.Comparer.Equals(name, word);

    internal TokenKind PeekKind(int distance = 1) => index + distance < tokens.Count ? tokens[index + distance].Kind : TokenKind.EndOfText;

    internal Token Take()
    {
        var token = Current;
        if (index < tokens.Count - 1)
        {
            index++;
        }

        return token;
    }

    internal bool TakeIf(TokenKind kind)
    {
        var found = Is(kind);
        if (found)
        {
            Take();
        }

        return found;
    }

    internal Token Expect(TokenKind kind, string description) => Is(kind) ? Take() : throw Expected(description);

    internal NameSyntax ExpectName()
    {
        var token = Expect(TokenKind.Identifier, Messages.ScriptTermName);
        return new(token.Position, token.Name!, token.Value.Type);
    }

    internal void ExpectStatementEnd()
    {
        if (!IsAtStatementEnd)
        {
            throw Expected(Messages.ScriptTermStatementEnd);
        }
    }

    internal void ExpectAt(TokenKind kind, string description)
    {
        if (!Is(kind))
        {
            throw Expected(description);
        }
    }

    /// <summary>An error at the current word: something else should stand here.</summary>
    internal DiagnosticException Expected(string description)
        => diagnostics.Error(Position, nameof(Messages.ScriptSyntaxError), description, Describe(Current));

    /// <summary>Takes the end of a block; reports it missing at the block's beginning if something else stands here.</summary>
    internal bool TakeEnd(int position, string block, string end, TokenKind kind)
    {
        if (Is(kind) || (Is(TokenKind.End) && PeekKind() == kind))
        {
            TakeIf(TokenKind.End);
            Take();
            return true;
        }

        diagnostics.Report(position, nameof(Messages.ScriptNotClosed), block, end);
        return false;
    }

    internal void SkipToLineEnd()
    {
        while (Current.Kind is not (TokenKind.NewLine or TokenKind.EndOfText))
        {
            Take();
        }
    }

    /// <summary>Where the parenthesis that opens at the current word is closed, as a distance in words; 0 if it never is in this line.</summary>
    internal int FindClosingParenthesis()
    {
        var open = 0;
        for (var distance = 0; PeekKind(distance) is not (TokenKind.NewLine or TokenKind.EndOfText); distance++)
        {
            open += PeekKind(distance) switch
            {
                TokenKind.OpenParenthesis => 1,
                TokenKind.CloseParenthesis => -1,
                _ => 0,
            };
            if (open == 0)
            {
                return distance;
            }
        }

        return 0;
    }

    /// <summary>Counts one part of the tree.</summary>
    internal void Count()
    {
        if (++nodes > ScriptLimits.Nodes)
        {
            throw diagnostics.Error(Position, nameof(Messages.ScriptTooLarge), ScriptLimits.Nodes);
        }
    }

    internal void Enter()
    {
        if (++nesting > ScriptLimits.Nesting)
        {
            throw diagnostics.Error(Position, nameof(Messages.ScriptTooDeep), ScriptLimits.Nesting);
        }
    }

    internal void Leave() => nesting--;

    /// <summary>Ends what was begun in a statement that could not be understood.</summary>
    internal void Reset(int toNesting, int toOneLineIfs)
    {
        nesting = toNesting;
        OneLineIfs = toOneLineIfs;
    }

    internal int Nesting => nesting;

    internal bool IsTooLarge => nodes > ScriptLimits.Nodes;

    private string Describe(Token token)
    {
        const int Longest = 30;
        if (token.Kind is TokenKind.NewLine or TokenKind.EndOfText)
        {
            return token.Kind == TokenKind.NewLine ? Messages.ScriptTermLineEnd : Messages.ScriptTermTextEnd;
        }

        var word = source.Text.Substring(token.Position, token.End - token.Position);
        return "'" + (word.Length > Longest ? word.Substring(0, Longest) + "…" : word) + "'";
    }
}
