using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;

namespace Xlink.Core.Tests.Scripting;

/// <summary>
/// An expression and what VBA's tables say of it, computed in a way of its own: whole numbers in <see cref="BigInteger"/>, types as letters.
/// </summary>
internal sealed class VbaExpression
{
    private const string Widths = "BILD";
    private readonly string name;
    private readonly VbaValue value;
    private readonly VbaExpression? left;
    private readonly VbaExpression? right;

    public VbaExpression(VbaValue value)
    {
        name = string.Empty;
        this.value = value;
    }

    public VbaExpression(string name, VbaExpression operand)
    {
        this.name = name;
        right = operand;
    }

    public VbaExpression(string name, VbaExpression left, VbaExpression right)
    {
        this.name = name;
        this.left = left;
        this.right = right;
    }

    public string Text => Write(Literal);

    public override string ToString() => Text;

    /// <summary>The expression with a declared variable in place of every number.</summary>
    public string TextWithVariables(out string before)
    {
        var lines = new List<string>();
        var text = Write(literal =>
        {
            var variable = "v" + lines.Count.ToString(CultureInfo.InvariantCulture);
            var type = literal.Type switch { 'B' => "Boolean", 'I' => "Integer", 'L' => "Long", _ => "Double" };
            lines.Add($"Dim {variable} As {type} : {variable} = {Literal(literal)}");
            return variable;
        });
        before = string.Join('\n', lines);
        return text;
    }

    public VbaValue Evaluate()
    {
        if (right is null)
        {
            return value;
        }

        var first = left?.Evaluate() ?? new VbaValue('I', 0);
        if (first.Type == 'X')
        {
            return first;
        }

        var second = right.Evaluate();
        if (second.Type == 'X')
        {
            return second;
        }

        return left is null ? Unary(second) : Binary(first, second);
    }

    private string Write(Func<VbaValue, string> literal)
    {
        if (right is null)
        {
            return literal(value);
        }

        return left is null ? $"({name} {right.Write(literal)})" : $"({left.Write(literal)} {name} {right.Write(literal)})";
    }

    private static string Literal(VbaValue value) => value.Type switch
    {
        'B' => value.Number == 0 ? "False" : "True",
        'D' => value.Number.ToString("R", CultureInfo.InvariantCulture) + "#",
        _ => value.Number.ToString("R", CultureInfo.InvariantCulture),
    };

    private static char Wider(char first, char second)
        => Widths[Math.Max(1, Math.Max(Widths.IndexOf(first, StringComparison.Ordinal), Widths.IndexOf(second, StringComparison.Ordinal)))];

    private static VbaValue Whole(char type, BigInteger number)
    {
        BigInteger limit = type == 'I' ? 32768 : 2147483648;
        return number >= -limit && number < limit ? new(type, (double)number) : VbaValue.Failed("ScriptOverflow");
    }

    private static VbaValue Real(double number) => double.IsFinite(number) ? new('D', number) : VbaValue.Failed("ScriptOverflow");

    /// <summary>To Long, half to even.</summary>
    private static VbaValue Rounded(VbaValue value)
    {
        var floor = Math.Floor(value.Number);
        var fraction = value.Number - floor;
        var up = fraction > 0.5 || (fraction == 0.5 && floor % 2 != 0);
        return double.IsFinite(value.Number) ? Whole('L', new BigInteger(up ? floor + 1 : floor)) : VbaValue.Failed("ScriptOverflow");
    }

    private VbaValue Unary(VbaValue operand)
    {
        if (string.Equals(name, "-", StringComparison.Ordinal))
        {
            var type = Wider(operand.Type, 'I');
            return type == 'D' ? Real(-operand.Number) : Whole(type, -new BigInteger(operand.Number));
        }

        if (operand.Type == 'B')
        {
            return new('B', operand.Number == 0 ? -1 : 0);
        }

        var whole = Rounded(operand);
        return whole.Type == 'X' ? whole : new(operand.Type == 'I' ? 'I' : 'L', -whole.Number - 1);
    }

    private VbaValue Binary(VbaValue first, VbaValue second)
    {
        var type = Wider(first.Type, second.Type);
        switch (name)
        {
            case "+" or "-" or "*" when type == 'D':
                return Real(name[0] switch { '+' => first.Number + second.Number, '-' => first.Number - second.Number, _ => first.Number * second.Number });
            case "+" or "-" or "*":
                BigInteger one = new(first.Number);
                BigInteger two = new(second.Number);
                return Whole(type, name[0] switch { '+' => one + two, '-' => one - two, _ => one * two });
            case "/":
                return second.Number == 0 ? VbaValue.Failed("ScriptDivisionByZero") : Real(first.Number / second.Number);
            case "^":
                var isInvalid = (first.Number == 0 && second.Number < 0) || (first.Number < 0 && second.Number % 1 != 0);
                return isInvalid ? VbaValue.Failed("ScriptInvalidArgument") : Real(Math.Pow(first.Number, second.Number));
            case "\\" or "Mod" or "And" or "Or" or "Xor":
                return OnWholeNumbers(first, second, type == 'I' ? 'I' : 'L');
            default:
                return new('B', Holds(first.Number.CompareTo(second.Number)) ? -1 : 0);
        }
    }

    private VbaValue OnWholeNumbers(VbaValue first, VbaValue second, char type)
    {
        var one = Rounded(first);
        var two = Rounded(second);
        if (one.Type == 'X' || two.Type == 'X')
        {
            return VbaValue.Failed("ScriptOverflow");
        }

        var a = new BigInteger(one.Number);
        var b = new BigInteger(two.Number);
        if (name is "\\" or "Mod")
        {
            if (b.IsZero)
            {
                return VbaValue.Failed("ScriptDivisionByZero");
            }

            return Whole(type, name[0] == '\\' ? BigInteger.Divide(a, b) : BigInteger.Remainder(a, b));
        }

        var bits = name switch { "And" => a & b, "Or" => a | b, _ => a ^ b };
        return first.Type == 'B' && second.Type == 'B' ? new('B', (double)bits) : new(type, (double)bits);
    }

    private bool Holds(int order) => name switch
    {
        "=" => order == 0,
        "<>" => order != 0,
        "<" => order < 0,
        ">" => order > 0,
        "<=" => order <= 0,
        _ => order >= 0,
    };
}
