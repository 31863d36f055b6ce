using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Xlink.Sources.Formats;

namespace Xlink.Core.Tests.Sources.Formats;

public sealed class TimeStampFormatTests
{
    [Theory]
    [InlineData("2019-02-09T08:48:00")]
    [InlineData("2019-02-09 08:48:00")]
    [InlineData("2019-02-09T8:48")]
    [InlineData("20190209T084800")]
    [InlineData("190209 0848")]
    [InlineData("2019/02/09 8:48 AM")]
    [InlineData("2019-02-09  08:48")]
    public void Reads_a_date_and_a_time(string text)
    {
        Assert.True(new TimeStampFormat(DateOrder.Ymd).TryParse(text, out var date, out var seconds, out var offset));
        Assert.Equal((new LocalDate(2019, 2, 9), (8 * 60) + 48, null), (date, seconds / 60, offset));
    }

    [Theory]
    [InlineData("09.02.2019T08:48:00Z", 0)]
    [InlineData("09.02.2019 08:48z", 0)]
    [InlineData("09.02.2019T08:48:00+00:00", 0)]
    [InlineData("09-02-2019T08:48:00.000-05:30", -330)]
    [InlineData("09-02-2019T08:48+0100", 60)]
    [InlineData("09-02-2019 08:48 +01", 60)]
    public void Reads_an_offset(string text, int minutes)
    {
        Assert.True(new TimeStampFormat(DateOrder.Dmy).TryParse(text, out var date, out var seconds, out var offset));
        Assert.Equal((new LocalDate(2019, 2, 9), (8 * 60) + 48, Offset.FromSeconds(minutes * 60)), (date, seconds / 60, offset!.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2019-02-09")]
    [InlineData("2019-02-09T")]
    [InlineData("2019-02-09T25:99")]
    [InlineData("2019-02-30T08:00")]
    [InlineData("08:00 2019-02-09")]
    [InlineData("2019-02-09T08:00+")]
    [InlineData("2019-02-09T08:00+99:00")]
    [InlineData("2019-02-09T08:00+01:00Z")]
    [InlineData("Z")]
    public void Refuses_what_is_no_timestamp(string text)
        => Assert.False(new TimeStampFormat(DateOrder.Ymd).TryParse(text, out _, out _, out _));

    [Fact]
    public void Never_throws_and_agrees_with_itself_on_bytes()
        => Prop.ForAll(FormatText.Arbitrary("0123456789:./-+TZ "), text =>
        {
            var format = new TimeStampFormat(DateOrder.Ymd);
            var fromText = format.TryParse(text, out var date, out var seconds, out var offset);
            return format.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var date2, out var seconds2, out var offset2) == fromText
                && (!fromText || (date, seconds, offset) == (date2, seconds2, offset2));
        }).QuickCheckThrowOnFailure();
}
