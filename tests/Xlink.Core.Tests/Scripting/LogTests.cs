using Xlink.Scripting;

namespace Xlink.Core.Tests.Scripting;

public sealed class LogTests
{
    [Theory]
    [InlineData("MsgBox \"Hello\"", "Hello")]
    [InlineData("MsgBox \"Hello\", 0, \"Title\"", "Hello")]
    [InlineData("MsgBox(\"Hello\")", "Hello")]
    [InlineData("Call MsgBox(\"Hello\")", "Hello")]
    [InlineData("x = MsgBox(\"Hello\", 4)", "Hello")]
    [InlineData("MsgBox 12.5", "12.5")]
    [InlineData("Print \"a\"; \"b\"", "ab")]
    [InlineData("Print \"a\", \"b\"", "a             b")]
    [InlineData("Print 5; -5; 0.5", " 5 -5  .5 ")]
    [InlineData("Print \"x =\"; 5;", "x = 5 ")]
    [InlineData("Print True; e", "True")]
    [InlineData("Print", "")]
    public void MsgBox_and_Print_write_to_the_log_and_do_not_halt(string statement, string expected)
    {
        Assert.Equal([expected], ScriptRunner.Log(ScriptRunner.InMain(statement), out var error));
        Assert.Null(error);
    }

    [Fact]
    public void A_MsgBox_answers_OK() => Assert.Equal(1, ScriptRunner.Value("Result = MsgBox(\"Sure?\", 1)"));

    [Fact]
    public void The_log_gets_the_line_of_the_statement()
    {
        var log = new ScriptLogRecorder();
        Script.Compile(ScriptRunner.InMain("MsgBox \"a\"\n\nFor i = 1 To 2\nPrint i\nNext"), "1.bas")
            .Evaluate(default, log, TestContext.Current.CancellationToken);

        Assert.Equal([(2, "a"), (5, " 1 "), (5, " 2 ")], log.Written);
    }

    [Fact]
    public void A_script_that_writes_without_end_is_cut_short()
    {
        var log = ScriptRunner.Log(ScriptRunner.InMain("Do\nMsgBox Space(5000) & \"x\"\nLoop"), out var error);

        Assert.Equal("ScriptStepLimit", error);
        Assert.Equal(100, log.Count);
        Assert.All(log, text => Assert.InRange(text.Length, 1000, 1003));
        Assert.EndsWith("…", log[log.Count - 1], System.StringComparison.Ordinal);
    }
}
