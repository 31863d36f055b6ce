using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Xlink.Sources.Formats;

namespace Xlink.Core.Tests.Sources.Formats;

public sealed class NumberFormatTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("0", 0)]
    [InlineData("007", 7)]
    [InlineData(" 12 ", 12)]
    [InlineData("-3", -3)]
    [InlineData("+3", 3)]
    [InlineData("12.9", 12)]
    [InlineData("12,9", 12)]
    [InlineData("-12.9", -12)]
    [InlineData(".9", 0)]
    [InlineData("5.", 5)]
    [InlineData("999999999", 999999999)]
    [InlineData("00000000000000000000042", 42)]
    public void Whole_numbers_have_their_decimals_cut_off(string text, long value)
    {
        Assert.True(NumberFormat.TryParse(text, wholeNumber: true, out var millionths));
        Assert.Equal(value * NumberFormat.One, millionths);
    }

    [Theory]
    [InlineData("150.5", 150_500_000)]
    [InlineData("150,5", 150_500_000)]
    [InlineData(".25", 250_000)]
    [InlineData("-0.000001", -1)]
    [InlineData("180.333333333333333", 180_333_333)]
    [InlineData("999999999.999999", 999_999_999_999_999)]
    public void Decimals_are_read_to_the_millionth(string text, long expected)
    {
        Assert.True(NumberFormat.TryParse(text, wholeNumber: false, out var millionths));
        Assert.Equal(expected, millionths);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("--1")]
    [InlineData("1e999")]
    [InlineData("1e5")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("0x10")]
    [InlineData("1 000")]
    [InlineData("1.234,5")]
    [InlineData("1,234,567")]
    [InlineData("1'000")]
    [InlineData("12%")]
    [InlineData("1000000000")]
    [InlineData("99999999999999999999999999")]
    [InlineData("00:03:00")]
    [InlineData("١")]
    [InlineData("1\0")]
    public void Refuses_what_is_no_number(string text)
    {
        Assert.False(NumberFormat.TryParse(text, wholeNumber: false, out _));
        Assert.False(NumberFormat.TryParse(text, wholeNumber: true, out _));
    }

    [Fact]
    public void Every_number_is_read_back_exactly()
        => Prop.ForAll(Gen.Choose(-999_999_999, 999_999_999).ToArbitrary(), Gen.Choose(0, 999_999).ToArbitrary(), (units, rest) =>
        {
            var number = (units * NumberFormat.One) + (units < 0 ? -rest : rest);
            var text = (number / (decimal)NumberFormat.One).ToString(CultureInfo.InvariantCulture);
            return NumberFormat.TryParse(text, wholeNumber: false, out var read) && read == number
                && NumberFormat.TryParse(text.Replace('.', ','), wholeNumber: true, out var whole)
                && whole == number / NumberFormat.One * NumberFormat.One;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Never_throws_and_agrees_with_itself_on_bytes()
        => Prop.ForAll(FormatText.Arbitrary("0123456789.,-+eE "), text =>
        {
            var fromText = NumberFormat.TryParse(text, wholeNumber: false, out var number);
            return NumberFormat.TryParse(System.Text.Encoding.UTF8.GetBytes(text), wholeNumber: false, out var again) == fromText && number == again;
        }).QuickCheckThrowOnFailure();
}
