using System;
using System.Collections.Generic;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Xlink.Sources.Formats;

namespace Xlink.Core.Tests.Sources.Formats;

public sealed class TimeFormatTests
{
    [Theory]
    [InlineData("9:50 AM", 9, 50, 0)]
    [InlineData("01:34:12 AM", 1, 34, 12)]
    [InlineData("08:48", 8, 48, 0)]
    [InlineData("8:48", 8, 48, 0)]
    [InlineData("08:48:00", 8, 48, 0)]
    [InlineData("0848", 8, 48, 0)]
    [InlineData("848", 8, 48, 0)]
    [InlineData("084800", 8, 48, 0)]
    [InlineData("84800", 8, 48, 0)]
    [InlineData(".5", 0, 30, 0)]
    [InlineData("8.5", 8, 30, 0)]
    [InlineData("12,7", 12, 42, 0)]
    public void Reads_the_documented_forms(string text, int hours, int minutes, int seconds) => AssertTime(text, hours, minutes, seconds);

    [Theory]
    [InlineData("12:00 AM", 0, 0, 0)]
    [InlineData("12:59 AM", 0, 59, 0)]
    [InlineData("12:00 PM", 12, 0, 0)]
    [InlineData("9:50pm", 21, 50, 0)]
    [InlineData("11:59:59 PM", 23, 59, 59)]
    [InlineData("8", 8, 0, 0)]
    [InlineData("0", 0, 0, 0)]
    [InlineData("8.0166667", 8, 1, 0)]
    [InlineData("08:48:00.123", 8, 48, 0)]
    [InlineData(" 08:48 ", 8, 48, 0)]
    public void Reads_what_follows_from_them(string text, int hours, int minutes, int seconds) => AssertTime(text, hours, minutes, seconds);

    [Fact]
    public void The_form_of_most_files_is_read_by_the_same_rules_as_any_other()
    {
        var random = new Random(1);
        for (var i = 0; i < 100_000; i++)
        {
            // A blank in front makes it another form.
            var text = $"{random.Next(30):00}:{random.Next(70):00}:{random.Next(70):00}".ToCharArray();
            if (random.Next(2) == 0)
            {
                text[random.Next(text.Length)] = (char)random.Next('!', 0x80);
            }

            var found = TimeFormat.TryParse(text, out var seconds);

            Assert.Equal(TimeFormat.TryParse([' ', .. text], out var expected), found);
            Assert.Equal(expected, seconds);
        }
    }

    [Theory]
    [InlineData("24:00")]
    [InlineData("24:00:00")]
    [InlineData("2400")]
    [InlineData("240000")]
    [InlineData("24")]
    [InlineData("24.0")]
    public void Twenty_four_is_the_end_of_the_day(string text) => AssertTime(text, 24, 0, 0);

    [Theory]
    [InlineData("")]
    [InlineData("25:99")]
    [InlineData("25:00")]
    [InlineData("24:01")]
    [InlineData("08:60")]
    [InlineData("08:48:60")]
    [InlineData("8:4")]
    [InlineData("8:")]
    [InlineData(":30")]
    [InlineData("8:048")]
    [InlineData("08:48:")]
    [InlineData("08:48:00.")]
    [InlineData("08:48:00 x")]
    [InlineData("13:00 PM")]
    [InlineData("0:15 AM")]
    [InlineData("8.5 AM")]
    [InlineData("AM")]
    [InlineData("m")]
    [InlineData("24.1")]
    [InlineData("24.9999999")]
    [InlineData(".")]
    [InlineData("8.")]
    [InlineData("8.5.")]
    [InlineData("100.5")]
    [InlineData("0860")]
    [InlineData("0848000")]
    [InlineData("-8:48")]
    [InlineData("+8")]
    [InlineData("٠٨:٤٨")]
    public void Refuses_what_is_no_time(string text) => Assert.False(TimeFormat.TryParse(text, out _));

    [Fact]
    public void Every_minute_of_the_day_is_read_back_from_every_form()
    {
        var failures = new List<string>();
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            foreach (var text in Forms(new TimeOnly(0).AddMinutes(minute)))
            {
                if (!TimeFormat.TryParse(text, out var seconds) || seconds != minute * 60)
                {
                    failures.Add(text);
                }
            }
        }

        Assert.Empty(failures);
    }

    [Fact]
    public void Never_throws_and_agrees_with_itself_on_bytes()
        => Prop.ForAll(FormatText.Arbitrary("0123456789:.,APMapm "), text =>
        {
            var fromText = TimeFormat.TryParse(text, out var seconds);
            return TimeFormat.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var again) == fromText && seconds == again
                && (!fromText || seconds is >= 0 and <= TimeFormat.SecondsPerDay);
        }).QuickCheckThrowOnFailure();

    private static IEnumerable<string> Forms(TimeOnly time)
    {
        foreach (var pattern in new[] { "HH:mm", "H:mm", "HH:mm:ss", "H:mm:ss", "HHmm", "Hmm", "HHmmss", "Hmmss", "h:mm tt", "hh:mm:ss tt" })
        {
            yield return time.ToString(pattern, CultureInfo.InvariantCulture);
        }

        var hours = time.ToTimeSpan().TotalHours;
        yield return hours.ToString("0.######", CultureInfo.InvariantCulture);
        yield return hours.ToString("#.000000", CultureInfo.InvariantCulture);
        yield return hours.ToString("0.00000", CultureInfo.InvariantCulture).Replace('.', ',');
    }

    private static void AssertTime(string text, int hours, int minutes, int seconds)
    {
        Assert.True(TimeFormat.TryParse(text, out var found));
        Assert.Equal((hours * 3600) + (minutes * 60) + seconds, found);
    }
}
