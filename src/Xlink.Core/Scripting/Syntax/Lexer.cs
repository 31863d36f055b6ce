using System;
using System.Collections.Generic;
using Xlink.Scripting.Runtime;

namespace Xlink.Scripting.Syntax;

/// <summary>Splits a script into words and marks. Comments and continued line ends leave nothing behind.</summary>
internal sealed class Lexer(SourceText source, Diagnostics diagnostics)
{
    private static readonly Dictionary<string, TokenKind> Keywords = CreateKeywords();

    private readonly string text = source.Text;
    private readonly List<Token> tokens = [];
    private int position;

    internal IReadOnlyList<Token> Read()
    {
        while (position < text.Length)
        {
            ReadOne();
        }

        tokens.Add(new(TokenKind.EndOfText, position, position));
        return tokens;
    }

    private static Dictionary<string, TokenKind> CreateKeywords()
    {
        var keywords = new Dictionary<string, TokenKind>(StringComparer.OrdinalIgnoreCase) { ["Global"] = TokenKind.Public };
        for (var kind = TokenKind.And; kind <= TokenKind.Xor; kind++)
        {
            keywords.Add(kind.ToString(), kind);
        }

        return keywords;
    }

    private static bool IsNamePart(char character) => char.IsLetterOrDigit(character) || character == '_';

    private static ScriptType GetMarkedType(char mark) => mark switch
    {
        '%' => ScriptType.Integer,
        '&' => ScriptType.Long,
        '!' => ScriptType.Single,
        '#' => ScriptType.Double,
        '$' => ScriptType.String,
        _ => ScriptType.Empty,
    };

    private char Peek(int distance = 0) => position + distance < text.Length ? text[position + distance] : '\0';

    private void ReadOne()
    {
        var character = text[position];
        if (character is '\r' or '\n')
        {
            var start = position;
            SkipLineEnd();
            tokens.Add(new(TokenKind.NewLine, start, position));
        }
        else if (IsBlank(character))
        {
            position++;
        }
        else if (character == '\'')
        {
            SkipComment();
        }
        else if (char.IsLetter(character))
        {
            ReadWord();
        }
        else if (character is >= '0' and <= '9' || (character == '.' && Peek(1) is >= '0' and <= '9'))
        {
            ReadNumber();
        }
        else if (character == '"')
        {
            ReadText();
        }
        else if (character != '_' || !SkipContinuation())
        {
            ReadMark(character);
        }
    }

    /// <summary>Also what comes with copying from a web page, and the end mark of old DOS files.</summary>
    private static bool IsBlank(char character) => character is '\uFEFF' or '\u001A' || (char.IsWhiteSpace(character) && character is not ('\r' or '\n'));

    private void SkipLineEnd() => position += Peek() == '\r' && Peek(1) == '\n' ? 2 : 1;

    private void SkipComment()
    {
        while (position < text.Length && Peek() is not ('\r' or '\n'))
        {
            position++;
        }
    }

    /// <summary>A <c>_</c> after a blank and before the line's end joins the next line to this one.</summary>
    private bool SkipContinuation()
    {
        var end = position + 1;
        while (end < text.Length && IsBlank(text[end]))
        {
            end++;
        }

        if (position == 0 || !IsBlank(text[position - 1]) || (end < text.Length && text[end] is not ('\r' or '\n')))
        {
            return false;
        }

        position = end;
        if (position < text.Length)
        {
            SkipLineEnd();
        }

        return true;
    }

    private void ReadWord()
    {
        var start = position;
        while (position < text.Length && IsNamePart(text[position]))
        {
            position++;
        }

        var word = text.Substring(start, position - start);
        if (string.Equals(word, "Rem", StringComparison.OrdinalIgnoreCase))
        {
            SkipComment();
        }
        else if (Keywords.TryGetValue(word, out var keyword))
        {
            tokens.Add(new(keyword, start, position));
        }
        else
        {
            tokens.Add(new(TokenKind.Identifier, start, position, word, ReadTypeMark()));
        }
    }

    /// <summary>The type mark behind a name, as an empty value of that type.</summary>
    private Variant ReadTypeMark()
    {
        var type = GetMarkedType(Peek());
        if (type == ScriptType.Empty || (type == ScriptType.Long && BeginsOperand(Peek(1))))
        {
            return default;
        }

        position++;
        return EmptyOf(type);
    }

    /// <summary>In <c>a&amp;b</c> the mark joins two texts; VBA would refuse it [our reading].</summary>
    private static bool BeginsOperand(char character) => IsNamePart(character) || character is '"' or '(' or '.' or '&';

    private static Variant EmptyOf(ScriptType type) => type switch
    {
        ScriptType.Integer => Variant.FromInteger(0),
        ScriptType.Long => Variant.FromLong(0),
        ScriptType.Single => Variant.FromSingle(0),
        ScriptType.Double => Variant.FromDouble(0),
        _ => Variant.FromString(string.Empty),
    };

    private void ReadNumber()
    {
        var start = position;
        position = NumberText.FindEnd(text, start);
        var digits = text.Substring(start, position - start);
        var number = NumberText.Parse(digits);
        var isWhole = digits.IndexOfAny(['.', 'e', 'E', 'd', 'D']) < 0;
        var type = isWhole ? GetNarrowest(number) : ScriptType.Double;
        var mark = GetMarkedType(Peek());
        if (mark is not (ScriptType.Empty or ScriptType.String) && !(mark == ScriptType.Long && BeginsOperand(Peek(1))))
        {
            type = mark;
            position++;
        }

        if (double.IsInfinity(number) || !Fits(number, type))
        {
            diagnostics.Report(start, nameof(Messages.ScriptNumberTooLarge), digits.Length > 40 ? digits.Substring(0, 40) + "…" : digits);
        }
        else
        {
            tokens.Add(new(TokenKind.Number, start, position, Value: ToValue(number, type)));
            return;
        }

        tokens.Add(new(TokenKind.Number, start, position, Value: Variant.FromInteger(0)));
    }

    private static ScriptType GetNarrowest(double number) => number switch
    {
        <= short.MaxValue => ScriptType.Integer,
        <= int.MaxValue => ScriptType.Long,
        _ => ScriptType.Double,
    };

    private static bool Fits(double number, ScriptType type) => type switch
    {
        ScriptType.Integer => Math.Round(number) <= short.MaxValue,
        ScriptType.Long => Math.Round(number) <= int.MaxValue,
        ScriptType.Single => !float.IsInfinity((float)number),
        _ => true,
    };

    private static Variant ToValue(double number, ScriptType type) => type switch
    {
        ScriptType.Integer => Variant.FromInteger((int)Math.Round(number)),
        ScriptType.Long => Variant.FromLong((int)Math.Round(number)),
        ScriptType.Single => Variant.FromSingle((float)number),
        _ => Variant.FromDouble(number),
    };

    private void ReadText()
    {
        var start = position++;
        while (true)
        {
            var quote = text.IndexOfAny(['"', '\r', '\n'], position);
            if (quote < 0 || text[quote] != '"')
            {
                position = quote < 0 ? text.Length : quote;
                diagnostics.Report(start, nameof(Messages.ScriptTextNotClosed));
                tokens.Add(new(TokenKind.Text, start, position, Value: Variant.FromString(string.Empty)));
                return;
            }

            position = quote + 1;
            if (Peek() != '"')
            {
                break;
            }

            position++;
        }

        var content = text.Substring(start + 1, position - start - 2).Replace("\"\"", "\"");
        tokens.Add(new(TokenKind.Text, start, position, Value: Variant.FromString(content)));
    }

    private void ReadMark(char character)
    {
        if (RadixNumber.TryRead(text, position, out var end, out var number) && !(end < text.Length && IsNamePart(text[end])))
        {
            ReadRadixNumber(end, number);
            return;
        }

        var (kind, length) = GetMark(character, Peek(1));
        if (kind == TokenKind.EndOfText)
        {
            var shown = char.IsControl(character) ? $"U+{(int)character:X4}" : character.ToString();
            diagnostics.Report(position, nameof(Messages.ScriptUnknownCharacter), shown);
        }
        else
        {
            tokens.Add(new(kind, position, position + length));
        }

        position += length;
    }

    private void ReadRadixNumber(int end, Variant number)
    {
        var start = position;
        position = end;
        if (Peek() == '&' && !BeginsOperand(Peek(1)))
        {
            // &HFFFF& is 65535: the mark makes it a Long.
            position++;
            number = number.Type == ScriptType.Integer ? Variant.FromLong((ushort)(int)number.Number) : number;
        }

        if (number.Type == ScriptType.Empty)
        {
            diagnostics.Report(start, nameof(Messages.ScriptNumberTooLarge), text.Substring(start, Math.Min(end - start, 40)));
        }

        tokens.Add(new(TokenKind.Number, start, position, Value: number));
    }

    private static (TokenKind Kind, int Length) GetMark(char character, char next) => (character, next) switch
    {
        ('<', '>') => (TokenKind.NotEqual, 2),
        ('<', '=') => (TokenKind.LessOrEqual, 2),
        ('>', '=') => (TokenKind.GreaterOrEqual, 2),
        ('=', '<') => (TokenKind.LessOrEqual, 2),
        ('=', '>') => (TokenKind.GreaterOrEqual, 2),
        ('<', _) => (TokenKind.Less, 1),
        ('>', _) => (TokenKind.Greater, 1),
        ('=', _) => (TokenKind.Equal, 1),
        (':', _) => (TokenKind.Colon, 1),
        (';', _) => (TokenKind.Semicolon, 1),
        (',', _) => (TokenKind.Comma, 1),
        ('.', _) => (TokenKind.Dot, 1),
        ('#', _) => (TokenKind.NumberSign, 1),
        ('(', _) => (TokenKind.OpenParenthesis, 1),
        (')', _) => (TokenKind.CloseParenthesis, 1),
        ('+', _) => (TokenKind.Plus, 1),
        ('-', _) => (TokenKind.Minus, 1),
        ('*', _) => (TokenKind.Times, 1),
        ('/', _) => (TokenKind.Divide, 1),
        ('\\', _) => (TokenKind.IntegerDivide, 1),
        ('^', _) => (TokenKind.Power, 1),
        ('&', _) => (TokenKind.Ampersand, 1),
        _ => (TokenKind.EndOfText, 1),
    };
}
