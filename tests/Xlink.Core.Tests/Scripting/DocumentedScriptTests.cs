using System;
using System.Linq;
using Xlink.Scripting;

namespace Xlink.Core.Tests.Scripting;

public sealed class DocumentedScriptTests
{
    private const string Template = """
        Dim Result As Long
        Dim Weekday As Long
        Dim Minutes As Long
        Dim Para1 As Long
        Dim Para2 As Long

        Sub Main()
          Result = (Para1 + Para2) * 100
        End Sub
        """;

    private const string WithoutThen = """
        Dim Result As Long
        Dim Weekday As Long
        Dim Minutes As Long
        Dim Para1 As Long

        Sub Main()
          If Weekday = 1 Or Weekday = 7
            Result = 0
          ElseIf Minutes >= 480 And Minutes < 1080 Then
            Result = Para1 * 100
          Else
            Result = Para1 * 50
          End If
        End Sub
        """;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void The_template_adds_two_metrics(string lineEnd)
    {
        var script = Script.Compile(Template.ReplaceLineEndings(lineEnd), "1.bas");

        Assert.Equal(1700, script.Run(7, 10).Value);
        Assert.Equal(2, script.ParameterCount);
        Assert.Empty(script.Warnings);
    }

    [Fact]
    public void Names_and_keywords_may_be_written_in_any_case()
        => Assert.Equal(1700, Script.Compile(Template.ToUpperInvariant(), "1.bas").Run(7, 10).Value);

    [Theory]
    [InlineData(1, 600, 0)]
    [InlineData(7, 600, 0)]
    [InlineData(2, 479, 350)]
    [InlineData(2, 480, 700)]
    [InlineData(6, 1079, 700)]
    [InlineData(6, 1080, 350)]
    public void A_script_that_omits_Then_at_a_lines_end_runs(int weekday, int minutes, int expected)
        => Assert.Equal(expected, ScriptRunner.Run(WithoutThen, [7], weekday, minutes).Value);

    [Fact]
    public void A_script_that_omits_Then_at_a_lines_end_gets_a_warning()
    {
        var warning = Assert.Single(Script.Compile(WithoutThen, "1.bas").Warnings);

        Assert.Equal(("ScriptThenMissing", 7, 32), (warning.Id, warning.Line, warning.Column));
        Assert.Equal(ScriptSeverity.Warning, warning.Severity);
        Assert.Contains("If Weekday = 1 Or Weekday = 7", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new double[] { }, 0)]
    [InlineData(new[] { 7d }, 700)]
    [InlineData(new[] { 7d, 10, 3 }, 2000)]
    [InlineData(new[] { 1.239 }, 123)]
    [InlineData(new[] { -1.239 }, -123)]
    [InlineData(new[] { 0.29 }, 29)]
    [InlineData(new[] { 0.1, 0.2 }, 30)]
    [InlineData(new[] { 21474836.47 }, 2147483647)]
    [InlineData(new[] { 1234567.899 }, 123456789)]
    public void The_default_script_is_the_sum_times_100_with_decimals_cut_off(double[] para, int expected)
    {
        var script = Script.Default(para.Length);

        Assert.Equal(expected, script.Run(para).Value);
        Assert.Equal(para.Length, script.ParameterCount);
    }

    [Fact]
    public void The_default_script_and_its_text_give_the_same_values()
    {
        var text = Script.Compile(ScriptRunner.InMain("Result = (Para1 + Para2) * 100"), "1.bas");
        foreach (var i in Enumerable.Range(0, 5000))
        {
            double[] para = [i / 100.0, i / 7.0];
            Assert.Equal(Script.Default(2).Run(para), text.Run(para));
        }
    }

    [Theory]
    [InlineData(21474836.48)]
    [InlineData(-21474836.48)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_sum_that_cannot_be_stored_is_an_overflow(double metric)
        => Assert.Equal("ScriptOverflow", Script.Default(1).Run(metric).Error?.ErrorId);

    [Fact]
    public void A_negative_number_of_parameters_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Script.Default(-1));
}
