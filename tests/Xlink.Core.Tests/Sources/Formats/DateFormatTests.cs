using System.Collections.Generic;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Xlink.Sources.Formats;

namespace Xlink.Core.Tests.Sources.Formats;

public sealed class DateFormatTests
{
    [Theory]
    [InlineData("02/09/2019")]
    [InlineData("02/09/19")]
    [InlineData("2/9/19")]
    [InlineData("020919")]
    [InlineData("02092019")]
    [InlineData("02.09.2019")]
    [InlineData("02-09-2019")]
    [InlineData(" 02/09/2019 ")]
    public void Reads_the_documented_forms(string text)
    {
        Assert.True(new DateFormat(DateOrder.Mdy).TryParse(text, out var date));
        Assert.Equal(new LocalDate(2019, 2, 9), date);

        Assert.True(new DateFormat(DateOrder.Dmy).TryParse(text, out date));
        Assert.Equal(new LocalDate(2019, 9, 2), date);
    }

    [Theory]
    [InlineData("2019-02-09")]
    [InlineData("19-2-9")]
    [InlineData("20190209")]
    [InlineData("190209")]
    [InlineData("2019/02/09")]
    public void Reads_the_year_first(string text)
    {
        Assert.True(new DateFormat(DateOrder.Ymd).TryParse(text, out var date));
        Assert.Equal(new LocalDate(2019, 2, 9), date);
    }

    [Theory]
    [InlineData("")]
    [InlineData("31.02.2019")]
    [InlineData("29.02.2019")]
    [InlineData("00.01.2019")]
    [InlineData("01.13.2019")]
    [InlineData("1.1.2")]
    [InlineData("1.1.219")]
    [InlineData("01.01.20190")]
    [InlineData("01.01-2019")]
    [InlineData("01.01.")]
    [InlineData("01.01.2019 08:00")]
    [InlineData("1012019")]
    [InlineData("01 01 2019")]
    [InlineData("01.01.0001")]
    [InlineData("01.01.9999")]
    [InlineData("١.١.٢٠١٩")]
    [InlineData("-1.1.2019")]
    [InlineData("heute")]
    [InlineData("\0")]
    public void Refuses_what_is_no_date(string text) => Assert.False(new DateFormat(DateOrder.Dmy).TryParse(text, out _));

    [Fact]
    public void Every_date_of_a_century_is_read_back_from_every_form()
    {
        var failures = new List<string>();
        for (var date = new LocalDate(1980, 1, 1); date.Year < 2080; date = date.PlusDays(1))
        {
            foreach (var (order, pattern) in Forms())
            {
                var text = date.ToString(pattern, CultureInfo.InvariantCulture);
                if (!new DateFormat(order).TryParse(text, out var read) || read != date)
                {
                    failures.Add(order + " " + text);
                }
            }
        }

        Assert.Empty(failures);
    }

    [Fact]
    public void Never_throws_and_agrees_with_itself_on_bytes()
        => Prop.ForAll(FormatText.Arbitrary("0123456789./-T: "), Gen.Elements(DateOrder.Dmy, DateOrder.Mdy, DateOrder.Ymd).ToArbitrary(), (text, order) =>
        {
            var format = new DateFormat(order);
            var fromText = format.TryParse(text, out var date);
            return format.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var again) == fromText && date == again
                && (!fromText || date.Year is >= DateFormat.FirstYear and <= DateFormat.LastYear);
        }).QuickCheckThrowOnFailure();

    private static IEnumerable<(DateOrder Order, string Pattern)> Forms()
    {
        foreach (var separator in new[] { ".", "-", "'/'" })
        {
            foreach (var (day, month, year) in new[] { ("dd", "MM", "yyyy"), ("dd", "MM", "yy"), ("d", "M", "yyyy"), ("d", "M", "yy") })
            {
                yield return (DateOrder.Dmy, string.Join(separator, day, month, year));
                yield return (DateOrder.Mdy, string.Join(separator, month, day, year));
                yield return (DateOrder.Ymd, string.Join(separator, year, month, day));
            }
        }

        foreach (var year in new[] { "yyyy", "yy" })
        {
            yield return (DateOrder.Dmy, "ddMM" + year);
            yield return (DateOrder.Mdy, "MMdd" + year);
            yield return (DateOrder.Ymd, year + "MMdd");
        }
    }
}
