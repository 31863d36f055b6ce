using System;
using System.Linq;
using Xlink.Scripting;

namespace Xlink.Core.Tests.Scripting;

public sealed class CompileErrorTests
{
    /// <summary>The statements stand in Main, from line 2 on.</summary>
    [Theory]
    [InlineData("x = ", "ScriptSyntaxError", 2, 5)]
    [InlineData("x = 1 +", "ScriptSyntaxError", 2, 8)]
    [InlineData("x = (1 + 2", "ScriptSyntaxError", 2, 11)]
    [InlineData("x = 1 + 2)", "ScriptSyntaxError", 2, 10)]
    [InlineData("x = 1 2", "ScriptSyntaxError", 2, 7)]
    [InlineData("  x = * 2", "ScriptSyntaxError", 2, 7)]
    [InlineData("x = 1\n\ty = = 2", "ScriptSyntaxError", 3, 6)]
    [InlineData("x = 1 _\n + _\n )", "ScriptSyntaxError", 4, 2)]
    [InlineData("f(1", "ScriptSyntaxError", 2, 4)]
    [InlineData("1 = x", "ScriptSyntaxError", 2, 3)]
    [InlineData("If x = 1 Result = 2", "ScriptSyntaxError", 2, 10)]
    [InlineData("If x = 1 Then x = 2 End If", "ScriptSyntaxError", 2, 21)]
    [InlineData("If Then\nEnd If", "ScriptSyntaxError", 2, 4)]
    [InlineData("Dim 5", "ScriptSyntaxError", 2, 5)]
    [InlineData("Dim x As", "ScriptSyntaxError", 2, 9)]
    [InlineData("Dim x()", "ScriptSyntaxError", 2, 7)]
    [InlineData("Const x", "ScriptSyntaxError", 2, 8)]
    [InlineData("For i To 3\nNext", "ScriptSyntaxError", 2, 7)]
    [InlineData("For i = 1\nNext", "ScriptSyntaxError", 2, 10)]
    [InlineData("For i = 1 To 3\nNext j", "ScriptSyntaxError", 3, 6)]
    [InlineData("For Each x In\nNext", "ScriptSyntaxError", 2, 14)]
    [InlineData("Select x\nEnd Select", "ScriptSyntaxError", 2, 8)]
    [InlineData("Select Case x\ny = 1\nCase 1\nEnd Select", "ScriptSyntaxError", 3, 1)]
    [InlineData("Select Case x\nCase Is\nEnd Select", "ScriptSyntaxError", 3, 8)]
    [InlineData("Do Until x Loop", "ScriptSyntaxError", 2, 12)]
    [InlineData("Do While x = 1\nLoop Until x = 2", "ScriptSyntaxError", 3, 6)]
    [InlineData("Exit While", "ScriptSyntaxError", 2, 6)]
    [InlineData("Exit", "ScriptSyntaxError", 2, 5)]
    [InlineData("GoTo", "ScriptSyntaxError", 2, 5)]
    [InlineData("GoTo 1.5", "ScriptSyntaxError", 2, 6)]
    [InlineData("Call 5", "ScriptSyntaxError", 2, 6)]
    [InlineData("x.y = 5", "ScriptSyntaxError", 2, 2)]
    [InlineData("= 5", "ScriptSyntaxError", 2, 1)]
    [InlineData("x = 5 ?", "ScriptUnknownCharacter", 2, 7)]
    [InlineData("x = “text”", "ScriptUnknownCharacter", 2, 5)]
    [InlineData("x = [1]", "ScriptUnknownCharacter", 2, 5)]
    [InlineData("x = 1 _ + 2", "ScriptUnknownCharacter", 2, 7)]
    [InlineData("x = \"abc", "ScriptTextNotClosed", 2, 5)]
    [InlineData("x = \"abc\"\"", "ScriptTextNotClosed", 2, 5)]
    [InlineData("x = 1E400", "ScriptNumberTooLarge", 2, 5)]
    [InlineData("x = 40000%", "ScriptNumberTooLarge", 2, 5)]
    [InlineData("x = 1E39!", "ScriptNumberTooLarge", 2, 5)]
    [InlineData("x = &H100000000", "ScriptNumberTooLarge", 2, 5)]
    [InlineData("If x = 1 Then\nx = 2", "ScriptNotClosed", 2, 1)]
    [InlineData("For i = 1 To 3", "ScriptNotClosed", 2, 1)]
    [InlineData("If x = 1 Then\n  For i = 1 To 3\nEnd If", "ScriptNotClosed", 3, 3)]
    [InlineData("Do\nx = 1", "ScriptNotClosed", 2, 1)]
    [InlineData("While x = 1", "ScriptNotClosed", 2, 1)]
    [InlineData("Select Case x\nCase 1", "ScriptNotClosed", 2, 1)]
    [InlineData("x = 1\n Next", "ScriptStray", 3, 2)]
    [InlineData("End If", "ScriptStray", 2, 1)]
    [InlineData("Else", "ScriptStray", 2, 1)]
    [InlineData("ElseIf x = 1 Then", "ScriptStray", 2, 1)]
    [InlineData("Loop", "ScriptStray", 2, 1)]
    [InlineData("Wend", "ScriptStray", 2, 1)]
    [InlineData("Case 1", "ScriptStray", 2, 1)]
    [InlineData("End Select", "ScriptStray", 2, 1)]
    [InlineData("End Function", "ScriptStray", 2, 1)]
    [InlineData("Foo", "ScriptUnknownStatement", 2, 1)]
    [InlineData("x = 1 : Foo 1, 2", "ScriptUnknownStatement", 2, 9)]
    [InlineData("Call Foo(1)", "ScriptUnknownStatement", 2, 1)]
    [InlineData("On Error Resume Next", "ScriptUnknownStatement", 2, 1)]
    [InlineData("ReDim a(5)", "ScriptUnknownStatement", 2, 1)]
    [InlineData("Set x = y", "ScriptUnknownStatement", 2, 1)]
    [InlineData("With x", "ScriptUnknownStatement", 2, 1)]
    [InlineData("GoSub a", "ScriptUnknownStatement", 2, 1)]
    [InlineData("Static x", "ScriptUnknownStatement", 2, 1)]
    [InlineData("End", "ScriptUnknownStatement", 2, 1)]
    [InlineData("x = Foo(1)", "ScriptUnknownFunction", 2, 5)]
    [InlineData("x = 1\nx = 2 * Foo(1)", "ScriptUnknownFunction", 3, 9)]
    [InlineData("Dim x As Date", "ScriptUnknownType", 2, 10)]
    [InlineData("Dim x As New Thing", "ScriptSyntaxError", 2, 14)]
    [InlineData("Dim x, X", "ScriptDeclaredTwice", 2, 8)]
    [InlineData("Dim x\nConst X = 1", "ScriptDeclaredTwice", 3, 7)]
    [InlineData("a:\na:", "ScriptDeclaredTwice", 3, 1)]
    [InlineData("GoTo nowhere", "ScriptUnknownLabel", 2, 1)]
    [InlineData("Exit For", "ScriptExitOutside", 2, 1)]
    [InlineData("For i = 1 To 2\nExit Do\nNext", "ScriptExitOutside", 3, 1)]
    [InlineData("While x\nExit Do\nWend", "ScriptExitOutside", 3, 1)]
    [InlineData("Exit Function", "ScriptExitOutside", 2, 1)]
    [InlineData("x = Left(\"a\")", "ScriptArgumentCount", 2, 5)]
    [InlineData("x = Abs(1, 2)", "ScriptArgumentCount", 2, 5)]
    [InlineData("x = Abs", "ScriptArgumentCount", 2, 5)]
    [InlineData("x = Int()", "ScriptArgumentCount", 2, 5)]
    [InlineData("MsgBox", "ScriptArgumentCount", 2, 1)]
    [InlineData("x = UBound()", "ScriptArgumentCount", 2, 5)]
    [InlineData("Const C = 1\nC = 2", "ScriptNotAssignable", 3, 1)]
    [InlineData("Abs = 2", "ScriptNotAssignable", 2, 1)]
    [InlineData("Main = 2", "ScriptNotAssignable", 2, 1)]
    [InlineData("x = Main", "ScriptNotAFunction", 2, 5)]
    [InlineData("Main", "ScriptMainCalled", 2, 1)]
    [InlineData("Const C = x", "ScriptNotConstant", 2, 11)]
    [InlineData("Dim a(n)", "ScriptNotConstant", 2, 7)]
    [InlineData("Const C = 1 / 0", "ScriptConstantInvalid", 2, 13)]
    [InlineData("Const C As Integer = 40000", "ScriptConstantInvalid", 2, 22)]
    [InlineData("Const C As Long = \"x\"", "ScriptConstantInvalid", 2, 19)]
    [InlineData("Dim a(5 To 1)", "ScriptBoundsInvalid", 2, 5)]
    [InlineData("Dim a(-1)", "ScriptBoundsInvalid", 2, 5)]
    [InlineData("Dim a(1000000)", "ScriptArrayTooLarge", 2, 5)]
    [InlineData("Dim a(-2147483647 To 2147483647)", "ScriptArrayTooLarge", 2, 5)]
    [InlineData("Dim a(999, 999, 999, 999, 999, 999, 999)", "ScriptArrayTooLarge", 2, 5)]
    [InlineData("Dim a(5)\na = 1", "ScriptArrayWithoutSubscript", 3, 1)]
    [InlineData("Dim a(5)\nx = a", "ScriptArrayWithoutSubscript", 3, 5)]
    [InlineData("Dim a(5)\nFor a = 1 To 2\nNext", "ScriptArrayWithoutSubscript", 3, 5)]
    [InlineData("Dim a(5)\nx = a(1, 2)", "ScriptSubscriptCount", 3, 5)]
    [InlineData("Dim a(5)\na() = 1", "ScriptSubscriptCount", 3, 1)]
    [InlineData("Dim x\nx(1) = 2", "ScriptNotAnArray", 3, 1)]
    [InlineData("Dim x\ny = x(1)", "ScriptNotAnArray", 3, 5)]
    [InlineData("x(1) = 2", "ScriptNotAnArray", 2, 1)]
    [InlineData("For Each x In y\nNext", "ScriptArrayExpected", 2, 15)]
    [InlineData("x = UBound(y)", "ScriptArrayExpected", 2, 12)]
    [InlineData("Dim s As String\nFor s = 1 To 2\nNext", "ScriptLoopVariable", 3, 5)]
    public void Every_error_has_its_place(string statements, string id, int line, int column)
    {
        var found = Script.Check(ScriptRunner.InMain(statements), "7.bas").First(diagnostic => diagnostic.Severity == ScriptSeverity.Error);
        Assert.Equal((id, line, column), (found.Id, found.Line, found.Column));
        Assert.NotEmpty(found.Remedy);
        Assert.Contains(found.LineText, found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Open \"a.txt\" For Input As #1")]
    [InlineData("Print #1, \"x\"")]
    [InlineData("Shell \"calc.exe\"")]
    [InlineData("x = Shell(\"calc.exe\")")]
    [InlineData("x = CreateObject(\"Scripting.FileSystemObject\")")]
    [InlineData("Kill \"*.*\"")]
    [InlineData("x = Now")]
    [InlineData("x = Now()")]
    [InlineData("x = Date")]
    [InlineData("x = Time")]
    [InlineData("x = Timer")]
    [InlineData("x = Rnd")]
    [InlineData("x = Environ(\"PATH\")")]
    [InlineData("x = Dir(\"*\")")]
    [InlineData("x = InputBox(\"?\")")]
    [InlineData("SendKeys \"x\"")]
    [InlineData("Date = 5")]
    [InlineData("MkDir \"x\"")]
    [InlineData("Line Input #1, x")]
    [InlineData("Call Shell(\"x\")")]
    [InlineData("DoEvents")]
    public void A_script_reaches_nothing_outside(string statement)
        => Assert.Equal(("ScriptRefused", 2), Script.Check(ScriptRunner.InMain(statement), "1.bas").Select(found => (found.Id, found.Line)).First());

    [Theory]
    [InlineData("Declare Function GetTickCount Lib \"kernel32\" () As Long")]
    [InlineData("Private Declare Sub Sleep Lib \"kernel32\" (ByVal n As Long)")]
    public void No_library_can_be_declared(string declaration)
        => Assert.Equal("ScriptRefused", ScriptRunner.Check(declaration + "\n" + ScriptRunner.InMain("Result = 1"))[0].Id);

    [Fact]
    public void A_declared_variable_may_have_the_name_of_something_that_is_refused()
        => Assert.Equal(12, ScriptRunner.Value("Dim Date As Long, Name(3), Time\nDate = 5 : Name(1) = 6 : Time = 1\nResult = Date + Name(1) + Time"));

    [Theory]
    [InlineData("", "ScriptNoMain", 1, 1)]
    [InlineData("' nothing", "ScriptNoMain", 1, 1)]
    [InlineData("Sub Other()\nEnd Sub", "ScriptNoMain", 1, 1)]
    [InlineData("Function Main()\nEnd Function", "ScriptNoMain", 1, 1)]
    [InlineData("Sub Main(x)\nEnd Sub", "ScriptNoMain", 1, 1)]
    [InlineData("Result = Para1 * 100", "ScriptStatementOutside", 1, 1)]
    [InlineData("Dim x\nx = 1\nSub Main()\nEnd Sub", "ScriptStatementOutside", 2, 1)]
    [InlineData("Sub Main()\nx = 1", "ScriptNotClosed", 1, 1)]
    [InlineData("Sub Main()\nx = 1\nSub Other()\nEnd Sub", "ScriptNotClosed", 1, 1)]
    [InlineData("Sub Main()\nEnd Sub\nSub MAIN()\nEnd Sub", "ScriptDeclaredTwice", 3, 5)]
    [InlineData("Dim a\nSub A()\nEnd Sub\nSub Main()\nEnd Sub", "ScriptDeclaredTwice", 1, 5)]
    [InlineData("Sub S(a, A)\nEnd Sub\nSub Main()\nEnd Sub", "ScriptDeclaredTwice", 1, 10)]
    [InlineData("Sub 5()\nEnd Sub", "ScriptSyntaxError", 1, 5)]
    [InlineData("Sub Main(\nEnd Sub", "ScriptSyntaxError", 1, 10)]
    [InlineData("Option Compare Text", "ScriptSyntaxError", 1, 8)]
    [InlineData("Option Base 2", "ScriptSyntaxError", 1, 13)]
    [InlineData("Type T", "ScriptUnknownStatement", 1, 1)]
    [InlineData("Option Explicit\nSub Main()\nResult = speling\nEnd Sub", "ScriptNotDeclared", 3, 10)]
    [InlineData("Option Explicit\nSub Main()\nspeling = 1\nEnd Sub", "ScriptNotDeclared", 3, 1)]
    [InlineData("Sub S(a)\nEnd Sub\nSub Main()\nS\nEnd Sub", "ScriptArgumentCount", 4, 1)]
    [InlineData("Sub S(a)\nEnd Sub\nSub Main()\nx = S(1)\nEnd Sub", "ScriptNotAFunction", 4, 5)]
    [InlineData("Sub S(a() As Long)\nEnd Sub\nSub Main()\nDim b(3)\nS b\nEnd Sub", "ScriptArrayParameter", 5, 3)]
    [InlineData("Sub S(a() As Long)\nEnd Sub\nSub Main()\nS 5\nEnd Sub", "ScriptArrayParameter", 4, 3)]
    public void Every_error_of_a_whole_script_has_its_place(string script, string id, int line, int column)
        => Assert.Equal((id, line, column), Script.Check(script, "1.bas").Where(found => found.Severity == ScriptSeverity.Error).Select(found => (found.Id, found.Line, found.Column)).First());

    [Fact]
    public void The_exception_names_file_line_column_and_the_lines_text()
    {
        var error = Assert.Throws<XlinkException>(() => Script.Compile("Sub Main()\r\n  Result = (Para1 + \r\nEnd Sub", "/opt/Xlink/7.BAS"));

        Assert.Equal(("ScriptSyntaxError", "/opt/Xlink/7.BAS", 2), (error.ErrorId, error.FilePath, error.Line));
        Assert.Equal(XlinkErrorCategory.InvalidData, error.Category);
        Assert.Equal("/opt/Xlink/7.BAS, line 2: column 21: a value is expected, but the end of the line is found. The line reads: Result = (Para1 +", error.Message);
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public void A_check_finds_more_than_one_error_and_Compile_reports_the_first()
    {
        const string Text = "Sub Main()\nx = Foo(1)\ny = Bar(2)\nGoTo nowhere\nEnd Sub";

        Assert.Equal([("ScriptUnknownFunction", 2, 5), ("ScriptUnknownFunction", 3, 5), ("ScriptUnknownLabel", 4, 1)], ScriptRunner.Check(Text));
        Assert.Equal(2, Assert.Throws<XlinkException>(() => Script.Compile(Text, "1.bas")).Line);
    }

    [Fact]
    public void Errors_of_form_are_found_together()
        => Assert.Equal(
            [("ScriptSyntaxError", 2, 5), ("ScriptUnknownCharacter", 3, 5), ("ScriptSyntaxError", 3, 6), ("ScriptNotClosed", 4, 1)],
            ScriptRunner.Check("Sub Main()\nx = \ny = ?\nIf x Then\nEnd Sub"));

    [Fact]
    public void A_missing_End_Sub_does_not_spoil_the_next_procedure()
        => Assert.Equal([("ScriptNotClosed", 1, 1)], ScriptRunner.Check("Sub Other()\nx = 1\nSub Main()\ny = 1\nEnd Sub"));

    [Fact]
    public void A_long_line_is_shown_around_the_place()
    {
        var found = Script.Check(ScriptRunner.InMain("x = 1" + string.Concat(Enumerable.Repeat(" + 1", 500)) + " +* 1" + new string(' ', 500)), "1.bas")[0];

        Assert.InRange(found.LineText.Length, 10, 130);
        Assert.Contains("+* 1", found.LineText, StringComparison.Ordinal);
        Assert.StartsWith("…", found.LineText, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_and_path_must_be_there()
    {
        Assert.Throws<ArgumentNullException>(() => Script.Compile(null!, "1.bas"));
        Assert.Throws<ArgumentNullException>(() => Script.Check(null!, "1.bas"));
    }
}
