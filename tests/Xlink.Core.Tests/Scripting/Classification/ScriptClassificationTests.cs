using System;
using System.Linq;
using Xlink.Scripting.Classification;

namespace Xlink.Core.Tests.Scripting.Classification;

public sealed class ScriptClassificationTests
{
    [Theory]
    [InlineData("Result = (Para1 + Para2) * 100", "Para1 + Para2")]
    [InlineData("Result = Para1 * 100 + 100 * para2", "Para1 + Para2")]
    [InlineData("Dim s As Long\n s = Para1\n s = s + Para3\n Result = CLng(s * 100)", "Para1 + Para3")]
    [InlineData("Const Factor = 100\n ' Weekday and Minutes / 2 only stand in this comment\n Result = Para1 * Factor", "Para1")]
    [InlineData("Result = Para1 * 100\n MsgBox \"If Weekday = 1 Then\"\n Print Minutes", "Para1")]
    [InlineData("If Weekday = 1 Then\n Result = Para1 * 100\n Else\n Result = 100 * Para1\n End If", "Para1")]
    [InlineData("Result = Para1 * 100 + Para2 * 100 - 100 * Para2", "Para1")]
    [InlineData("Result = Para1 * 100\n Exit Sub\n Result = Para1 / Para2", "Para1")]
    public void A_plain_sum_is_one_however_it_is_written(string body, string formula)
    {
        var script = Classify(body);

        Assert.Equal(ScriptClass.PlainSum, script.Class);
        Assert.Equal([formula], script.Formulas);
    }

    [Theory]
    [InlineData("If Weekday = 1 Or Weekday = 7 Then\n Result = 0\n Else\n Result = Para1 * 100\n End If")]
    [InlineData("Result = Para1 * 100\n If Minutes < 480 Then Exit Sub\n Result = (Para1 + Para2) * 100")]
    [InlineData("Select Case Weekday\n Case 1, 7\n Result = Para1 * 50\n Case 2 To 6\n Result = Para1 * 100\n End Select")]
    [InlineData("Dim late As Long\n late = Minutes / 60\n If late >= 18 Then Result = Para2 * 100 Else Result = Para1 * 100")]
    [InlineData("If Weekday = 1 Then Result = Para1 * 100")]
    public void A_filter_is_one_if_only_weekday_and_time_decide(string body) => Assert.Equal(ScriptClass.TimeFilter, Classify(body).Class);

    [Theory]
    [InlineData("Result = (Para1 + Para2) / 2 * 100")]
    [InlineData("If Para2 + Para4 = 0 Then\n Result = 0\n Else\n Result = (Para1 * Para2 + Para3 * Para4) / (Para2 + Para4) * 100\n End If")]
    [InlineData("If Para2 > 0 Then Result = Para1 / Para2 * 100")]
    [InlineData("Dim n\n If Para1 > 0 Then n = n + 1\n If Para2 > 0 Then n = n + 1\n If n > 0 Then Result = (Para1 + Para2) * 100 / n")]
    [InlineData("If Para2 > 0 Then Result = Int(100 * Para1 / Para2 + 0)")]
    public void An_average_is_one_with_or_without_a_guard(string body) => Assert.Equal(ScriptClass.Average, Classify(body).Class);

    [Theory]
    [InlineData("Result = Para1 * 6000")]
    [InlineData("Result = (Para1 - Para2) * 100")]
    [InlineData("Result = Para1 * 100 + 300")]
    [InlineData("Result = 4200")]
    [InlineData("MsgBox \"nothing\"")]
    [InlineData("Result = Para1 * Para2 * 100")]
    [InlineData("If Para1 > 50 Then Result = Para1 * 100 Else Result = Para2 * 100")]
    [InlineData("If Weekday = 1 Then Result = 0 Else If Para2 > 0 Then Result = Para1 / Para2 * 100")]
    [InlineData("Dim i\n For i = 1 To 3\n Result = Result + Para1 * 100\n Next")]
    [InlineData("Dim a(3)\n a(1) = Para1\n Result = a(1) * 100")]
    [InlineData("GoTo ready\n ready:\n Result = Para1 * 100")]
    [InlineData("Result = Para1 * 100 * (Weekday Mod 2)")]
    [InlineData("Result = IIf(Para1 > 5, Para1, Para2) * 100")]
    public void Anything_else_is_logic_of_its_own(string body) => Assert.Equal(ScriptClass.OwnLogic, Classify(body).Class);

    [Fact]
    public void A_script_with_procedures_is_logic_of_its_own()
        => Assert.Equal(
            ScriptClass.OwnLogic, ScriptClassification.Of("Function F(x)\n F = x * 100\nEnd Function\nSub Main()\n Result = F(Para1)\nEnd Sub\n", "$1.BAS").Class);

    [Fact]
    public void A_script_with_an_error_is_invalid_and_says_where()
    {
        var script = ScriptClassification.Of("Sub Main()\n  Result = (Para1\nEnd Sub\n", "$7.BAS");

        Assert.Equal(ScriptClass.Invalid, script.Class);
        Assert.Contains("$7.BAS", script.Reason, StringComparison.Ordinal);
        Assert.Contains("2", script.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subtraction_and_a_factor_are_named_in_the_formula()
        => Assert.Equal("Para1 − 0.5 × Para2", Assert.Single(Classify("Result = Para1 * 100 - Para2 * 50").Formulas));

    [Fact]
    public void A_script_with_many_independent_decisions_or_a_long_chain_ends_in_time()
    {
        var decisions = string.Concat(Enumerable.Range(1, 40).Select(n => $"If Weekday = {n} Then Result = Result + Para{n} * 100\n"));
        var chain = "Result = (" + string.Join(" + ", Enumerable.Repeat("Para1", 4000)) + ") * 100";

        Assert.Equal(ScriptClass.OwnLogic, Classify(decisions).Class);
        Assert.Equal(ScriptClass.OwnLogic, Classify(chain).Class);
    }

    [Fact]
    public void A_mapping_without_a_script_is_a_plain_sum()
        => Assert.Equal((ScriptClass.PlainSum, "Para1 + Para2"), (ScriptClassification.Default(2).Class, ScriptClassification.Default(2).Formulas[0]));

    private static ScriptClassification Classify(string body) => ScriptClassification.Of($"Sub Main()\n {body}\nEnd Sub\n", "$1.BAS");
}
