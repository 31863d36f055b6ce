using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using Xlink.Scripting;

namespace Xlink.Core.Tests.Scripting;

public sealed class LimitTests
{
    public static TheoryData<string, string, string> Attacks() => new()
    {
        { "parentheses", "ScriptTooDeep", "Result = " + Repeat("(", 10_000) + "1" + Repeat(")", 10_000) },
        { "Not", "ScriptTooDeep", "Result = " + Repeat("Not ", 10_000) + "1" },
        { "signs", "ScriptTooDeep", "Result = " + Repeat("-", 10_000) + "1" },
        { "calls", "ScriptTooDeep", "Result = " + Repeat("Abs(", 10_000) + "1" + Repeat(")", 10_000) },
        { "open parentheses", "ScriptTooDeep", "Result = " + Repeat("(1+", 100_000) },
        { "open calls as statement", "ScriptTooDeep", Repeat("a(", 100_000) },
        { "If blocks", "ScriptTooDeep", Repeat("If 1 Then\n", 10_000) + Repeat("End If\n", 10_000) },
        { "If in one line", "ScriptTooDeep", Repeat("If 1 Then ", 10_000) + "x = 1" },
        { "For blocks", "ScriptTooDeep", Repeat("For i = 1 To 2\n", 10_000) },
        { "lines", "ScriptTooLarge", Repeat("x=x+1\n", 100_000) },
        { "a chain", "ScriptTooLarge", "Result = 1" + Repeat("+1", 400_000) },
        { "a line of 1 MB", "ScriptTextTooLong", "Result = 1" + Repeat("+1", 500_000) },
        { "arguments", "ScriptTooLarge", "MsgBox 1" + Repeat(",1", 100_000) },
        { "variables", "ScriptTooManyVariables", string.Concat(Enumerable.Range(0, 2000).Select(i => "v" + i.ToString(CultureInfo.InvariantCulture) + "=1\n")) },
        { "errors", "ScriptSyntaxError", Repeat("x = = 1\n", 100_000) },
        { "unknown characters", "ScriptUnknownCharacter", Repeat("?", 900_000) },
        { "a number", "ScriptNumberTooLarge", "Result = " + Repeat("9", 900_000) },
        { "separators", "ScriptStray", Repeat(":", 900_000) + "\nNext" },
        { "labels", "ScriptTextTooLong", Repeat("a:\n", 400_000) },
    };

    [Theory]
    [MemberData(nameof(Attacks), DisableDiscoveryEnumeration = true)]
    public void What_is_too_deep_or_too_large_is_a_clear_error(string name, string id, string statements)
    {
        Assert.NotEmpty(name);
        Assert.Equal(id, FirstErrorOnSmallStack(ScriptRunner.InMain(statements)));
    }

    [Theory]
    [InlineData(90, 1)]
    public void What_is_within_the_limits_compiles_on_a_small_stack(int depth, int expected)
    {
        Assert.Equal(expected, ValueOnSmallStack("Result = " + Repeat("(", depth) + "1" + Repeat(")", depth)));
        Assert.Equal(expected, ValueOnSmallStack(Repeat("If True Then\n", depth) + "Result = 1\n" + Repeat("End If\n", depth)));
        Assert.Equal(4001, ValueOnSmallStack("Result = 1&" + Repeat(" + 1", 4000)));
        Assert.Equal(2000, ValueOnSmallStack(Repeat("x = x + 1\n", 2000) + "Result = x"));
        Assert.Equal(900_000, ValueOnSmallStack("Result = Len(\"" + Repeat("x", 900_000) + "\")"));
        Assert.Equal(1, ValueOnSmallStack(Repeat("' nothing\n", 90_000) + "Result = 1"));
    }

    private static string? FirstErrorOnSmallStack(string script)
        => OnSmallStack(() => Script.Check(script, "1.bas").First(found => found.Severity == ScriptSeverity.Error).Id);

    private static int ValueOnSmallStack(string statements)
        => OnSmallStack(() => Script.Compile(ScriptRunner.InMain(statements), "1.bas").Evaluate(default).Value);

    private static T OnSmallStack<T>(Func<T> compute)
    {
        var result = default(T)!;
        var thread = new Thread(() => result = compute(), 256 * 1024);
        thread.Start();
        thread.Join();
        return result;
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
