using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Scripting;

namespace Xlink.Core.Tests.Scripting;

public sealed class RuntimeErrorTests
{
    [Theory]
    [InlineData("Result = 1\nResult = 5 / Para1", "ScriptDivisionByZero", 3)]
    [InlineData("x = 1 _\n + 2 \\ Para1", "ScriptDivisionByZero", 2)]
    [InlineData("Dim x As Integer\nx = 30000\nx = x + 10000", "ScriptOverflow", 4)]
    [InlineData("If 1 > 2 Then\nResult = 1\nElseIf 1 / Para1 > 2 Then\nResult = 2\nEnd If", "ScriptDivisionByZero", 4)]
    [InlineData("Select Case 5\nCase 1\nCase 1 / Para1\nEnd Select", "ScriptDivisionByZero", 4)]
    [InlineData("Do\nLoop Until 1 / Para1", "ScriptDivisionByZero", 3)]
    [InlineData("For i = 1 To 1 / Para1\nNext", "ScriptDivisionByZero", 2)]
    [InlineData("Dim i As Integer\nFor i = 1 To 32767\nNext", "ScriptOverflow", 3)]
    [InlineData("Dim a(3)\na(Para1 + 4) = 1", "ScriptSubscriptOutOfRange", 3)]
    [InlineData("t = \"abc\"\nResult = t * 2", "ScriptTypeMismatch", 3)]
    [InlineData("If \"abc\" Then Result = 1", "ScriptTypeMismatch", 2)]
    [InlineData("MsgBox Left(\"a\", -1)", "ScriptInvalidArgument", 2)]
    [InlineData("Print 1 / Para1", "ScriptDivisionByZero", 2)]
    [InlineData("t = Space(32767)\nt = t & \"x\"", "ScriptStringTooLong", 3)]
    [InlineData("t = String(40000, \"x\")", "ScriptStringTooLong", 2)]
    [InlineData("Do\nLoop", "ScriptStepLimit", 2)]
    [InlineData("\nagain:\nGoTo again", "ScriptStepLimit", 4)]
    [InlineData("For i = 1 To 2 Step 0\nx = x + 1\nNext", "ScriptStepLimit", 2)]
    [InlineData("While True\nWend", "ScriptStepLimit", 2)]
    [InlineData("For i = 1 To 1E9\nNext", "ScriptStepLimit", 2)]
    public void An_error_has_its_ID_and_line_and_leaves_no_value(string statements, string id, int line)
    {
        var result = ScriptRunner.Run(ScriptRunner.InMain(statements), 0);

        Assert.Equal((id, line), (result.Error?.ErrorId, result.Error?.Line));
        Assert.Equal(0, result.Value);
        Assert.Contains(result.Error!.LineText, result.Error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(result.Error.LineText);
    }

    [Fact]
    public void The_message_says_what_and_where()
    {
        var error = ScriptRunner.Run(ScriptRunner.InMain("t = \"12,5\"\n  Result = t * 2")).Error!;

        Assert.Equal("type mismatch: '12,5' is not a number. The line reads: Result = t * 2", error.Message);
        var exception = error.ToException();
        Assert.Equal("test.bas, line 3: " + error.Message, exception.Message);
        Assert.Equal(("ScriptTypeMismatch", "test.bas", 3), (exception.ErrorId, exception.FilePath, exception.Line));
        Assert.Equal(("test.bas", 3, 3), (error.FilePath, error.Line, error.Column));
        Assert.NotEmpty(exception.Remedy);
    }

    [Fact]
    public void After_an_error_the_next_interval_is_evaluated_as_if_nothing_had_happened()
    {
        var script = Script.Compile(ScriptRunner.InMain("total = total + 1\nResult = total * 10 / Para1"), "1.bas");

        Assert.Equal(5, script.Run(2).Value);
        Assert.Equal("ScriptDivisionByZero", script.Run(0).Error?.ErrorId);
        Assert.Equal(5, script.Run(2).Value);
    }

    [Theory]
    [InlineData("Function F(x)\nF = F(x + 1)\nEnd Function", "Result = F(1)")]
    [InlineData("Sub A\nB\nEnd Sub\nSub B\nA\nEnd Sub", "A")]
    [InlineData("Function F(a, b, c, d, e, g, h)\nDim v(5) As Long\nF = F(a & b, b, c & d, d, e, g, h) + F(1, 2, 3, 4, 5, 6, 7)\nEnd Function", "Result = F(1, 2, 3, 4, 5, 6, 7)")]
    public void A_recursion_without_end_is_an_error_on_a_small_stack_too(string procedures, string statements)
    {
        var script = Script.Compile(procedures + "\n" + ScriptRunner.InMain(statements), "1.bas");

        Assert.Equal("ScriptRecursionLimit", script.Run().Error?.ErrorId);
        Assert.Equal("ScriptRecursionLimit", OnStackOf(256, () => script.Evaluate(default).Error?.ErrorId));
    }

    [Fact]
    public void After_a_recursion_without_end_the_next_evaluation_may_recurse_again()
    {
        var script = Script.Compile(
            "Function F(n)\nIf n > 0 Then F = F(n - Para1) + 1\nEnd Function\n" + ScriptRunner.InMain("Result = F(100)"), "1.bas");

        Assert.Equal("ScriptRecursionLimit", script.Run(0).Error?.ErrorId);
        Assert.Equal(100, script.Run(1).Value);
        Assert.Equal(100, script.Run(1).Value);
    }

    [Fact]
    public void A_recursion_of_200_is_fine_on_an_ordinary_stack()
        => Assert.Equal(200, OnStackOf(1024, () => ScriptRunner.Run(
            "Function Depth(n)\nIf n > 1 Then Depth = 1 + Depth(n - 1) Else Depth = 1\nEnd Function\n" + ScriptRunner.InMain("Result = Depth(200)")).Value));

    [Fact]
    public void Large_frames_reach_the_recursion_limit_before_the_end_of_a_small_stack()
    {
        var body = string.Join('\n', Enumerable.Range(0, 400).Select(i => string.Format(CultureInfo.InvariantCulture, "v{0} = x + {0}", i)));
        var script = Script.Compile($"Function F(x)\n{body}\nF = F(x + 1)\nEnd Function\n" + ScriptRunner.InMain("Result = F(1)"), "1.bas");

        Assert.Equal("ScriptRecursionLimit", OnStackOf(256, () => script.Evaluate(default).Error?.ErrorId));
    }

    [Fact]
    public void Arrays_of_a_recursion_do_not_take_all_memory()
        => Assert.Equal("ScriptStepLimit", ScriptRunner.Run("Function F(x)\nDim a(99999)\nF = F(x)\nEnd Function\n" + ScriptRunner.InMain("Result = F(1)")).Error?.ErrorId);

    [Fact]
    public void Texts_of_a_loop_do_not_take_all_time()
        => Assert.Equal("ScriptStepLimit", ScriptRunner.Run(ScriptRunner.InMain("Do\nt = Space(32000)\nx = Val(t) + InStr(t, t & \"x\")\nLoop Until IsNumeric(t)")).Error?.ErrorId);

    [Fact]
    public void An_endless_loop_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var script = Script.Compile(ScriptRunner.InMain("Do\nLoop"), "1.bas");

        Assert.Throws<OperationCanceledException>(() => script.Evaluate(default, log: null, cancelled.Token));
        Assert.Equal("ScriptStepLimit", script.Run().Error?.ErrorId);
    }

    [Fact]
    public void One_script_can_be_evaluated_by_many_threads()
    {
        var script = Script.Compile("""
            Dim shared As Double
            Function Twice(x As Double) As Double
              shared = x
              For i = 1 To 3
                Twice = shared * 2
              Next
            End Function
            Sub Main()
              Result = Twice(Para1) + shared
            End Sub
            """, "1.bas");

        Parallel.For(0, 20_000, i => Assert.Equal(3 * i, script.Evaluate(new ScriptInput([i], 1, 0)).Value));
    }

    [Fact]
    public void An_evaluation_allocates_nothing()
    {
        var script = Script.Compile("Dim d As Double, l As Long, b As Boolean\n" + ScriptRunner.InMain(
            "l = Minutes\nb = Weekday = 1\nv = Para1\nFor i = 1 To 3\nd = d + Para1 * i + v\nNext\nIf b Or l > 9 Then Result = d * 100"), "1.bas");
        double[] para = [1.5];
        script.Run(para);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            script.Run(para);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static T OnStackOf<T>(int kilobytes, Func<T> evaluate)
    {
        var result = default(T)!;
        var thread = new Thread(() => result = evaluate(), kilobytes * 1024);
        thread.Start();
        thread.Join();
        return result;
    }
}
