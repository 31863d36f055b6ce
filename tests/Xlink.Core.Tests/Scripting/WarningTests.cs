using System.Linq;
using Xlink.Scripting;

namespace Xlink.Core.Tests.Scripting;

public sealed class WarningTests
{
    [Theory]
    [InlineData("Result = Para1 / Para2", 2, 16)]
    [InlineData("Result = Para1 \\ Para2", 2, 16)]
    [InlineData("Result = Para1 Mod Para2", 2, 16)]
    [InlineData("Result = 1 / 0", 2, 12)]
    [InlineData("Result = 1 / (Para1 - Para2)", 2, 12)]
    [InlineData("If Para1 > 0 Then Result = 1 / Para2", 2, 30)]
    [InlineData("If Para2 <> 0 And Para1 / Para2 > 1 Then Result = 1", 2, 25)]
    [InlineData("If Para2 > 0 Then Result = 5\nResult = Para1 / Para2", 3, 16)]
    [InlineData("If Para2 > 0 Then\nPara2 = Para1\nResult = 1 / Para2\nEnd If", 4, 12)]
    [InlineData("d = 5\nd = Para1\nResult = 1 / d", 4, 12)]
    [InlineData("Do\nResult = 1 / d\nd = d + 1\nLoop Until d > 3", 3, 12)]
    [InlineData("Result = IIf(Para2 = 0, 0, Para1 / Para2)", 2, 34)]
    public void A_division_that_nothing_guards_is_found(string statements, int line, int column)
        => Assert.Equal([("ScriptDivisionUnguarded", line, column)], ScriptRunner.Check(ScriptRunner.InMain(statements)));

    [Theory]
    [InlineData("Result = Para1 / 2")]
    [InlineData("Result = Para1 / -60#")]
    [InlineData("Const N = 4\nResult = Para1 / N")]
    [InlineData("If Para2 <> 0 Then Result = Para1 / Para2")]
    [InlineData("If Para2 = 0 Then Result = 0 Else Result = Para1 / Para2")]
    [InlineData("If Para2 = 0 Then\nResult = 0\nElseIf Para1 > 3 Then\nResult = Para1 / Para2\nEnd If")]
    [InlineData("If Para2 = 0 Then Exit Sub\nResult = Para1 / Para2")]
    [InlineData("If Para2 = 0 Then GoTo done\nResult = Para1 / Para2\ndone:")]
    [InlineData("If Para2 = 0 Then Para2 = 1\nResult = Para1 / Para2")]
    [InlineData("If Para2 = 0 Then d = 1 Else d = Para2\nResult = Para1 / d")]
    [InlineData("d = IIf(Para2 = 0, 1, Para2)\nResult = Para1 / d")]
    [InlineData("d = 3\nResult = Para1 / d")]
    [InlineData("Select Case Para2\nCase 0\nResult = 0\nCase Else\nResult = Para1 / Para2\nEnd Select")]
    [InlineData("Do While Para2 > 0\nResult = Para1 / Para2\nPara2 = Para2 - 1\nLoop")]
    [InlineData("For i = 1 To 3\nResult = Result + Para1 / i\nNext")]
    public void A_division_that_something_guards_is_not(string statements)
        => Assert.Empty(ScriptRunner.Check(ScriptRunner.InMain(statements)));

    [Theory]
    [InlineData("Result = Prara1 * 100", "ScriptNeverAssigned", 2, 10)]
    [InlineData("Dim x As Long\nResult = 1 + x", "ScriptNeverAssigned", 3, 14)]
    [InlineData("Dim a(3)\nResult = a(1)", "ScriptNeverAssigned", 3, 10)]
    [InlineData("Reslut = Para1", "ScriptResultNeverSet", 1, 5)]
    [InlineData("If Para1 = 1\nResult = 1\nEnd If", "ScriptThenMissing", 2, 13)]
    [InlineData("If Para1 = 1 ' why\nResult = 1\nElseIf Para1 = 2 Then\nEnd If", "ScriptThenMissing", 2, 19)]
    [InlineData("If Para1 = 1 Then\nResult = 1\nElseIf Para1 = 2\nEnd If", "ScriptThenMissing", 4, 17)]
    public void What_is_probably_not_meant_is_found(string statements, string id, int line, int column)
        => Assert.Equal([(id, line, column)], ScriptRunner.Check(ScriptRunner.InMain(statements)));

    [Theory]
    [InlineData("Dim v(2)\nFor Each x In v\nResult = Result + x + 1\nNext", 3)]
    [InlineData("Dim v(2)\nResult = UBound(v) - LBound(v)", 2)]
    public void An_array_that_is_declared_has_elements_to_count(string statements, int result)
    {
        Assert.Empty(ScriptRunner.Check(ScriptRunner.InMain(statements)));
        Assert.Equal(result, ScriptRunner.Run(ScriptRunner.InMain(statements)).Value);
    }

    [Fact]
    public void Warnings_have_a_message_and_a_remedy_and_do_not_keep_a_script_from_running()
    {
        var script = Script.Compile(ScriptRunner.InMain("Result = Para1 / Para2"), "1.bas");
        var warning = script.Warnings.Single();

        Assert.Equal(2, script.Run(4, 2).Value);
        Assert.Equal(ScriptSeverity.Warning, warning.Severity);
        Assert.EndsWith("The line reads: Result = Para1 / Para2", warning.Message, System.StringComparison.Ordinal);
        Assert.NotEmpty(warning.Remedy);
        Assert.StartsWith("1.bas, line 2: column 16: ", warning.ToString(), System.StringComparison.Ordinal);
    }
}
