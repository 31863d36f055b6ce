using System.Globalization;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using Xlink.Scripting;

namespace Xlink.Core.Tests.Scripting;

/// <summary>Which scripts are sums of their metrics, so that a query can do what they do.</summary>
public sealed class ScriptSumTests
{
    [Theory]
    [InlineData("Result = (Para1 + Para2) * 100", "1 1 0")]
    [InlineData("result = 100 * para2 + 50 * PARA1 - Para3 * 100", "0.5 1 -1")]
    [InlineData("Dim a As Long\na = Para1\na = a + Para1\nResult = a * 100", "2 0 0")]
    [InlineData("Const Factor = 60\nResult = -(Para1 * -Factor) * 100", "60 0 0")]
    [InlineData("Result = Para3 / 1000 * 100", "0 0 0.001")]
    [InlineData("Result = Para1 / Para2 * 100", "1 0 0 / 0 1 0")]
    [InlineData("Result = (Para1 + Para3) * 100 / (Para2 + Para3)", "1 0 1 / 0 1 1")]
    [InlineData("If Para2 > 0 Then Result = Para1 / Para2 * 100 Else Result = 0", "1 0 0 / 0 1 0")]
    [InlineData("If Para2 = 0 Then\nResult = 0\nElse\nResult = Para1 * 100 / Para2\nEnd If", "1 0 0 / 0 1 0")]
    [InlineData("Dim n\nn = Para2 + Para3\nIf n <> 0 Then\nResult = Para1 / n * 100\nEnd If", "1 0 0 / 0 1 1")]
    public void A_sum_is_found(string body, string expected) => Assert.Equal(expected, Find(body));

    [Theory]
    [InlineData("If Weekday = 1 Then Result = 0 Else Result = Para1 * 100")]
    [InlineData("If Minutes > 480 Then Result = Para1 * 100")]
    [InlineData("If Para1 > 0 Then Result = Para1 * 100 Else Result = Para2 * 100")]
    [InlineData("If Para2 > 0 Then Result = Para1 / Para2 * 100 Else Result = 5")]
    [InlineData("If Para3 > 0 Then Result = Para1 / Para2 * 100 Else Result = 0")]
    [InlineData("If Para2 > 5 Then Result = Para1 / Para2 * 100 Else Result = 0")]
    [InlineData("Result = Para1 * 100 + 100")]
    [InlineData("Result = Para1 * Para2")]
    [InlineData("Result = Para1 / (Para2 + 1) * 100")]
    [InlineData("Result = Para1 \\ 2 * 100")]
    [InlineData("Result = Int(Para1) * 100")]
    [InlineData("For i = 1 To 3\nResult = Result + Para1 * 100\nNext")]
    [InlineData("Dim a(3)\na(1) = Para1\nResult = a(1) * 100")]
    [InlineData("Dim a\na = Para1")]
    public void What_is_more_than_a_sum_is_none(string body) => Assert.Null(Find(body));

    [Fact]
    public void A_chain_as_long_as_a_script_may_be_is_found() => Assert.Equal("9000 0 0", Find("Result = 100 * (" + string.Join(" + ", Enumerable.Repeat("Para1", 9_000)) + ")"));

    [Fact]
    public void A_sum_is_what_the_script_computes() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<(sbyte A, sbyte B, sbyte C, byte One, byte Two)>(),
        sample =>
        {
            var text = Wrap(string.Create(CultureInfo.InvariantCulture, $"Result = 100 * (({sample.A}) * Para1 - ({sample.B}) * (Para2 + Para1)) + Para2 * ({sample.C} * 100)"));
            var sum = ScriptSum.Find(text, 2)!;
            var result = Script.Compile(text, "$1.BAS").Evaluate(new ScriptInput([sample.One, sample.Two], 1, 0));
            return result.Error is null && result.Value == 100 * ((sum.Factors[0] * sample.One) + (sum.Factors[1] * sample.Two));
        }));

    private static string Wrap(string body) => "Sub Main()\n" + body + "\nEnd Sub\n";

    private static string? Find(string body)
    {
        var text = Wrap(body);
        Assert.DoesNotContain(Script.Check(text, "$1.BAS"), diagnostic => diagnostic.Severity == ScriptSeverity.Error);
        return ScriptSum.Find(text, 3) is { } sum ? Show(sum.Factors) + (sum.Divisors is null ? string.Empty : " / " + Show(sum.Divisors)) : null;

        static string Show(System.Collections.Generic.IReadOnlyList<double> factors) => string.Join(' ', factors.Select(factor => factor.ToString(CultureInfo.InvariantCulture)));
    }
}
