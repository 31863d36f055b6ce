using System;
using NodaTime;
using NodaTime.Text;
using Xlink.Sources;

namespace Xlink.Core.Tests.Sources;

public sealed class SourceTimeZoneTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Theory]
    [InlineData("-2", -2 * 3600)]
    [InlineData("2", 2 * 3600)]
    [InlineData("-3.5", -(3 * 3600) - 1800)]
    [InlineData("-08:00", -8 * 3600)]
    [InlineData(" 06:30 ", (6 * 3600) + 1800)]
    public void A_documented_offset_is_one_on_every_day(string text, int seconds)
    {
        Assert.True(SourceTimeZone.TryParse(text, out var zone));

        Assert.Equal(seconds, zone.Offset.Seconds);
        Assert.Null(zone.Zone);
        Assert.Equal(text.Trim(), zone.ToString());
    }

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("europe/BERLIN", "Europe/Berlin")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("w. europe standard time", "Europe/Berlin")]
    [InlineData("Eastern Standard Time", "America/New_York")]
    [InlineData("Lord Howe Standard Time", "Australia/Lord_Howe")]
    [InlineData("UTC", "UTC")]
    [InlineData("Etc/GMT+2", "Etc/GMT+2")]
    public void A_name_of_IANA_or_Windows_is_a_zone(string text, string id)
    {
        Assert.True(SourceTimeZone.TryParse(text, out var zone));

        Assert.Equal(id, zone.Zone?.Id);
        Assert.Equal(Offset.Zero, zone.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("19")]
    [InlineData("Europe")]
    [InlineData("Europe/Berlin;")]
    [InlineData("../etc/localtime")]
    public void Anything_else_is_none(string text) => Assert.False(SourceTimeZone.TryParse(text, out _));

    [Theory]
    [InlineData("Europe/Berlni", "Europe/Berlin")]
    [InlineData("Berlin", "Europe/Berlin")]
    [InlineData("New York", "America/New_York")]
    [InlineData("W Europe Standard Time", "W. Europe Standard Time")]
    [InlineData("Eastern Standart Time", "Eastern Standard Time")]
    public void The_nearest_name_of_a_misspelt_one_is_the_one_that_was_meant(string text, string name)
        => Assert.Equal(name, SourceTimeZone.FindNearestNames(text)[0]);

    [Theory]
    [InlineData("")]
    [InlineData("99")]
    [InlineData("qqqqqqqqqqqqqqqqqqqqqqqqqq")]
    public void Where_no_name_is_near_there_are_examples(string text)
        => Assert.All(SourceTimeZone.FindNearestNames(text), name => Assert.True(SourceTimeZone.TryParse(name, out _)));

    [Fact]
    public void Every_name_offered_can_be_used()
    {
        Assert.Contains("Europe/Berlin", SourceTimeZone.Names);
        Assert.Contains("W. Europe Standard Time", SourceTimeZone.Names);
        Assert.All(SourceTimeZone.Names, name => Assert.True(SourceTimeZone.TryParse(name, out var zone) && zone.Zone is not null));
    }

    [Theory]
    [InlineData("0", "2024-07-01T08:00:00", "2024-07-01T06:00:00Z")]
    [InlineData("2", "2024-07-01T08:00:00", "2024-07-01T08:00:00Z")]
    [InlineData("America/New_York", "2024-07-01T08:00:00", "2024-07-01T12:00:00Z")]
    [InlineData("America/New_York", "2024-12-01T08:00:00", "2024-12-01T13:00:00Z")]
    [InlineData("America/New_York", "2024-03-20T08:00:00", "2024-03-20T12:00:00Z")]
    [InlineData("0", "2024-03-31T02:30:00", "2024-03-31T01:30:00Z")]
    [InlineData("0", "2024-10-27T02:30:00", "2024-10-27T00:30:00Z")]
    public void A_time_is_a_moment(string zone, string time, string moment)
        => Assert.Equal(At(moment), Parse(zone).ToInstant(Local(time), Berlin));

    [Theory]
    [InlineData("2024-10-27T02:10:00", "2024-10-27T00:50:00Z", "2024-10-27T01:10:00Z")]
    [InlineData("2024-10-27T02:10:00", "2024-10-27T00:05:00Z", "2024-10-27T00:10:00Z")]
    [InlineData("2024-10-27T02:10:00", "2024-10-27T01:30:00Z", "2024-10-27T00:10:00Z")]
    [InlineData("2024-10-27T01:10:00", "2024-10-27T00:50:00Z", "2024-10-26T23:10:00Z")]
    public void A_time_that_comes_twice_is_the_later_one_if_the_earlier_is_too_early(string time, string notBefore, string moment)
        => Assert.Equal(At(moment), SourceTimeZone.ServerTime.ToInstant(Local(time), Berlin, At(notBefore)));

    private static SourceTimeZone Parse(string text)
        => SourceTimeZone.TryParse(text, out var zone) ? zone : throw new ArgumentException("No zone: " + text, nameof(text));

    private static LocalDateTime Local(string text) => LocalDateTimePattern.GeneralIso.Parse(text).Value;

    private static Instant At(string text) => InstantPattern.General.Parse(text).Value;
}
