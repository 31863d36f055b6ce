using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Xlink.Sources.Formats;

namespace Xlink.Core.Tests.Sources.Formats;

public sealed class TimeOffsetFormatTests
{
    [Theory]
    [InlineData("-2", -120)]
    [InlineData("2", 120)]
    [InlineData("+2", 120)]
    [InlineData("-3.5", -210)]
    [InlineData("-08:00", -480)]
    [InlineData("06:30", 390)]
    [InlineData("+0530", 330)]
    [InlineData("0", 0)]
    [InlineData("-.5", -30)]
    public void Reads_the_documented_forms(string text, int minutes)
    {
        Assert.True(TimeOffsetFormat.TryParse(text, out var offset));
        Assert.Equal(Offset.FromSeconds(minutes * 60), offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("--2")]
    [InlineData("19")]
    [InlineData("-24:00")]
    [InlineData("2 AM")]
    [InlineData("CET")]
    [InlineData("2:5")]
    public void Refuses_what_is_no_offset(string text) => Assert.False(TimeOffsetFormat.TryParse(text, out _));

    [Fact]
    public void Never_throws() => Prop.ForAll(FormatText.Arbitrary("0123456789:+-.,"), text =>
        !TimeOffsetFormat.TryParse(text, out var offset) || offset.Seconds is >= -18 * 3600 and <= 18 * 3600).QuickCheckThrowOnFailure();
}
