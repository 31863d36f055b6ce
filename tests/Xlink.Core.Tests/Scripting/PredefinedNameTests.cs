using System;
using Xlink.Scripting;

namespace Xlink.Core.Tests.Scripting;

public sealed class PredefinedNameTests
{
    [Theory]
    [InlineData("Result = 12.99", 12)]
    [InlineData("Result = -12.99", -12)]
    [InlineData("Result = 0.29 * 100", 29)]
    [InlineData("Result = \"12.99\"", 12)]
    [InlineData("v = 12.99 : Result = v", 12)]
    [InlineData("Result = 12.99!", 12)]
    [InlineData("Result = True", -1)]
    [InlineData("Dim x As Long : x = 12.99 : Result = x", 13)]
    [InlineData("Result = 2147483647", 2147483647)]
    public void Decimals_of_Result_are_cut_off_where_other_variables_round(string statements, int expected)
    {
        Assert.Equal(expected, ScriptRunner.Value(statements));
        Assert.Equal(expected, ScriptRunner.Run("Dim Result As Long\n" + ScriptRunner.InMain(statements)).Value);
    }

    [Theory]
    [InlineData("Double", 12)]
    [InlineData("Single", 12)]
    [InlineData("Variant", 12)]
    [InlineData("String", 12)]
    [InlineData("Integer", 12)]
    public void Result_may_be_declared_with_any_type(string type, int expected)
        => Assert.Equal(expected, ScriptRunner.Run($"Dim Result As {type}\n" + ScriptRunner.InMain("Result = 4.25\nResult = Result + 8.5")).Value);

    [Fact]
    public void A_Result_declared_inside_Main_is_the_same_Result()
        => Assert.Equal(700, ScriptRunner.Value("Dim Result As Double, Para1 As Double\nResult = Para1 * 100", 7));

    [Theory]
    [InlineData("Result = 2147483648#")]
    [InlineData("Result = -2147483649#")]
    [InlineData("Result = Para1 * 100")]
    [InlineData("Result = -2147483647\nResult = Result - 1")]
    public void A_Result_beyond_32_bits_is_an_overflow(string statements)
        => Assert.Equal("ScriptOverflow", ScriptRunner.Run(ScriptRunner.InMain(statements), 30_000_000).Error?.ErrorId);

    [Theory]
    [InlineData("Long", 7.5, 8)]
    [InlineData("Long", 6.5, 6)]
    [InlineData("Long", -7.5, -8)]
    [InlineData("Integer", 2.5, 2)]
    [InlineData("Double", 2.5, 2)]
    [InlineData("Single", 2.75, 2)]
    [InlineData("Variant", 2.75, 2)]
    [InlineData("String", 2.75, 2)]
    [InlineData("Boolean", 2.75, -1)]
    public void A_declared_metric_is_converted_to_its_type(string type, double metric, int expected)
        => Assert.Equal(expected, ScriptRunner.Run($"Dim Para1 As {type}\n" + ScriptRunner.InMain("Result = Para1"), metric).Value);

    [Fact]
    public void A_metric_that_does_not_fit_its_declared_type_is_an_overflow_where_it_is_declared()
    {
        var error = ScriptRunner.Run("Dim Result As Long\nDim Para1 As Integer\n" + ScriptRunner.InMain("Result = Para1"), 40_000).Error;

        Assert.Equal(("ScriptOverflow", 2), (error?.ErrorId, error?.Line));
    }

    [Fact]
    public void A_declared_metric_that_is_not_used_is_not_looked_at()
    {
        var script = Script.Compile("Dim Para2 As Integer\n" + ScriptRunner.InMain("Result = Para1"), "1.bas");

        Assert.Equal(1, script.ParameterCount);
        Assert.Equal(7, script.Run(7, 40_000).Value);
        Assert.Equal(7, script.Run(7).Value);
    }

    [Fact]
    public void Weekday_Minutes_and_metrics_are_there_without_declaration()
        => Assert.Equal(30612, ScriptRunner.Run(ScriptRunner.InMain("Result = Weekday * 10000 + Minutes + para12"), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12], 3, 600).Value);

    [Fact]
    public void A_metric_can_be_assigned_to_like_any_variable()
        => Assert.Equal(9, ScriptRunner.Value("If Para1 < 9 Then Para1 = 9\nResult = Para1", 7));

    [Fact]
    public void Weekday_is_a_variable_alone_and_a_function_with_an_argument()
        => Assert.Equal(37, ScriptRunner.Value("Result = Weekday * 10 + Weekday(\"2019-02-09\")"));

    [Fact]
    public void A_mapping_with_too_few_sources_is_refused_before_the_import()
    {
        var script = Script.Compile("Dim Para3 As Long\n" + ScriptRunner.InMain("Result = Para1 +\tPara3"), "4.bas");
        script.EnsureParameters(3);

        var error = Assert.Throws<XlinkException>(() => script.EnsureParameters(2));
        Assert.Equal(("ScriptParameterMissing", "4.bas", 3), (error.ErrorId, error.FilePath, error.Line));
        Assert.Contains("'Para3' is used, but the mapping has only 2 sources", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);

        var result = script.Run(1, 2);
        Assert.Equal(("ScriptParameterMissing", 3), (result.Error?.ErrorId, result.Error?.Line));
    }

    [Fact]
    public void The_default_script_needs_all_its_sources()
    {
        Assert.Equal("ScriptParameterMissing", Script.Default(2).Run(1).Error?.ErrorId);
        Assert.Equal("ScriptParameterMissing", Assert.Throws<XlinkException>(() => Script.Default(2).EnsureParameters(1)).ErrorId);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_metric_that_is_no_number_is_an_error(double metric)
        => Assert.Equal("ScriptParameterNotFinite", ScriptRunner.Run(ScriptRunner.InMain("Result = Para1"), metric).Error?.ErrorId);

    [Theory]
    [InlineData("Dim Result(3)")]
    [InlineData("Function Minutes()\nEnd Function")]
    public void Predefined_names_are_simple_variables(string declaration)
        => Assert.Equal("ScriptPredefinedName", Assert.Single(ScriptRunner.Check(declaration + "\n" + ScriptRunner.InMain("x = 1"))).Id);

    [Fact]
    public void A_parameter_may_have_a_predefined_name()
        => Assert.Equal(12, ScriptRunner.Run("Function F(Para1 As Long)\nF = Para1 * 2\nEnd Function\n" + ScriptRunner.InMain("Result = F(6)")).Value);
}
