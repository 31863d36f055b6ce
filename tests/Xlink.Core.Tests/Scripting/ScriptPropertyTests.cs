using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using Xlink.Scripting;

namespace Xlink.Core.Tests.Scripting;

public sealed class ScriptPropertyTests
{
    private static readonly string[] Words =
    [
        "If", "Then", "Else", "ElseIf", "End", "End If", "For", "Each", "In", "To", "Step", "Next", "Do", "Loop", "While", "Until", "Wend",
        "Select", "Case", "Is", "Sub", "Function", "End Sub", "End Function", "Call", "Dim", "Const", "As", "Long", "Double", "String",
        "Exit", "Exit For", "GoTo", "Let", "Print", "MsgBox", "ByVal", "Option Explicit", "Not", "And", "Or", "Mod", "True", "(", ")", "(1)",
        "+", "-", "*", "/", "\\", "^", "&", "=", "<", ">", "<>", ",", ";", ":", ".", "#", "\n", "\n", "\n", "\r", " _\n", "'", "Rem", "\"", "\"a\"",
        "1", "2.5", "1E9", "&HFF", "x", "y", "a(1)", "Result", "Para1", "Weekday", "f", "Left", "Abs", "%", "$", "\t", "€", "\0", "\uFEFF",
    ];

    private static readonly string[] Statements =
    [
        "x = x + 1", "y = x * Para1", "Result = Result + x", "If x > 3 Then", "ElseIf y = 2 Then", "Else", "End If", "For i = 1 To 9", "Next",
        "Do While x < 9", "Do", "Loop", "Loop Until y > 1", "Select Case x", "Case 1, 2 To 3", "Case Is > 5", "Case Else", "End Select",
        "GoTo a", "a:", "Exit Do", "Exit For", "Exit Sub", "t = t & x", "z(x) = y", "y = z(x) + 1", "f x", "x = g(y)", "While y < 5", "Wend",
        "x = Mid(t, 1, 2)", "Dim k As Integer", "k = x", "For Each v In z", "d = x / y", "MsgBox t",
    ];

    [Fact]
    public void No_text_makes_the_compiler_crash_or_hang()
        => Check(Gen.ArrayOf(Gen.Elements(Words)), words => RunWhateverItIs("Sub Main()\n" + string.Join(' ', words) + "\nEnd Sub"), 3000);

    [Fact]
    public void No_sequence_of_characters_makes_the_compiler_crash_or_hang()
        => Check(ArbMap.Default.GeneratorFor<string?>(), text => RunWhateverItIs(text ?? string.Empty), 1000);

    [Fact]
    public void No_sequence_of_statements_makes_the_compiler_or_its_code_crash_or_hang()
        => Check(
            Gen.ArrayOf(Gen.Elements(Statements)),
            lines => RunWhateverItIs(
                "Dim z(5)\nSub f(p)\np = p + 1\nEnd Sub\nFunction g(q) As Long\ng = q * 2\nEnd Function\nSub Main()\n" + string.Join('\n', lines) + "\nEnd Sub"),
            1000);

    [Fact]
    public void The_short_way_of_the_default_script_says_what_the_script_says()
    {
        var numbers = Gen.OneOf(
            ArbMap.Default.GeneratorFor<double>(),
            ArbMap.Default.GeneratorFor<int>().Select(whole => (double)whole),
            ArbMap.Default.GeneratorFor<int>().Select(hundredths => hundredths / 100.0),
            Gen.Elements(double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.29, 21474836.47, 21474836.48, -21474836.47, -21474836.48, 1e300));
        Check(
            numbers,
            number =>
            {
                var said = Script.Default(1).Evaluate(new ScriptInput([number], weekday: 1, minutes: 0));
                if (DefaultScript.TryScale(number, out var value))
                {
                    Assert.Equal((value, null), (said.Value, said.Error));
                }
                else
                {
                    Assert.False(said.Error is null && Math.Floor(number) == number, $"{number} is a whole number.");
                }
            },
            2000);
    }

    [Fact]
    public void Trees_of_operators_have_the_value_that_VBA_gives_them()
        => Check(Expressions(6), tree => Assert.Equal(tree.Evaluate().ToString(), ScriptRunner.Show(tree.Text)), 500);

    [Fact]
    public void Trees_of_operators_on_variables_have_the_same_value()
        => Check(Expressions(4), tree => Assert.Equal(tree.Evaluate().ToString(), ScriptRunner.Show(tree.TextWithVariables(out var before), before)), 300);

    [Fact]
    public void Chains_of_operators_bind_by_precedence_and_from_left_to_right()
    {
        string[][] levels = [["^"], ["*", "/"], ["\\"], ["Mod"], ["+", "-"], ["=", "<>", "<", ">", "<=", ">="], ["And"], ["Or"], ["Xor"]];
        var link = Gen.Elements(levels.SelectMany(level => level).ToArray()).SelectMany(name => Literals().Select(operand => (name, operand)));
        Check(
            Literals().SelectMany(first => Gen.ArrayOf(link).Select(links => (first, links))),
            chain =>
            {
                var operands = new List<VbaExpression> { chain.first };
                var names = chain.links.Select(part => part.name).ToList();
                operands.AddRange(chain.links.Select(part => part.operand));
                var text = operands[0].Text + string.Concat(names.Zip(operands.Skip(1), (name, operand) => $" {name} {operand.Text}"));

                // Highest level first, each from left to right: not how a parser does it.
                foreach (var level in levels)
                {
                    for (var i = 0; i < names.Count;)
                    {
                        if (!level.Contains(names[i], StringComparer.Ordinal))
                        {
                            i++;
                            continue;
                        }

                        operands[i] = new VbaExpression(names[i], operands[i], operands[i + 1]);
                        operands.RemoveAt(i + 1);
                        names.RemoveAt(i);
                    }
                }

                Assert.Equal(operands[0].Evaluate().ToString(), ScriptRunner.Show(text));
            },
            500);
    }

    [Fact]
    public void Names_and_keywords_mean_the_same_in_any_case()
        => Check(
            Gen.ArrayOf(ArbMap.Default.GeneratorFor<bool>(), 200),
            upper =>
            {
                const string Text = "Dim Total As Long\nSub Main()\nFor Index = 1 To 3 Step 1\nIf Not Index = 2 Then Total = Total + Index * Para1\nNext Index\nResult = Abs(Total)\nEnd Sub";
                var mixed = string.Concat(Text.Select((character, i) => upper[i % upper.Length] ? char.ToUpperInvariant(character) : char.ToLowerInvariant(character)));
                Assert.Equal(40, ScriptRunner.Run(mixed, 10).Value);
            },
            50);

    private static void RunWhateverItIs(string text)
    {
        var found = Script.Check(text, "x.bas");
        Assert.All(found, diagnostic => Assert.NotEmpty(diagnostic.Message));
        if (found.All(diagnostic => diagnostic.Severity == ScriptSeverity.Warning))
        {
            var script = Script.Compile(text, "x.bas");
            var result = script.Evaluate(new ScriptInput(new double[script.ParameterCount], 1, 0), new ScriptLogRecorder(), TestContext.Current.CancellationToken);
            Assert.True(result.Error is null || result.Error.Message.Length > 0);
        }
        else
        {
            Assert.Throws<XlinkException>(() => Script.Compile(text, "x.bas"));
        }
    }

    private static Gen<VbaExpression> Literals() => Gen.OneOf(
        Gen.Choose(0, 10).Select(number => new VbaExpression(new VbaValue('I', number))),
        Gen.Choose(0, 32767).Select(number => new VbaExpression(new VbaValue('I', number))),
        Gen.Choose(32768, int.MaxValue).Select(number => new VbaExpression(new VbaValue('L', number))),
        Gen.Choose(0, 40).Select(number => new VbaExpression(new VbaValue('D', number / 8.0))),
        Gen.Elements(true, false).Select(value => new VbaExpression(new VbaValue('B', value ? -1 : 0))));

    private static Gen<VbaExpression> Expressions(int depth)
    {
        if (depth == 0)
        {
            return Literals();
        }

        var smaller = Expressions(depth - 1);
        return Gen.OneOf(
            Literals(),
            smaller.Select(operand => new VbaExpression("-", operand)),
            smaller.Select(operand => new VbaExpression("Not", operand)),
            Gen.Elements("+", "-", "*", "/", "\\", "Mod", "^", "And", "Or", "Xor", "=", "<>", "<", ">", "<=", ">=")
                .SelectMany(name => smaller.SelectMany(left => smaller.Select(right => new VbaExpression(name, left, right)))));
    }

    private static void Check<T>(Gen<T> generator, Action<T> property, int runs)
        => FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(runs).WithQuietOnSuccess(true),
            Prop.ForAll(Arb.From(generator), value =>
            {
                property(value);
                return true;
            }));
}
