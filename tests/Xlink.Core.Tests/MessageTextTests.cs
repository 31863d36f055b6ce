using System;
using System.Globalization;
using NodaTime;

namespace Xlink.Core.Tests;

public sealed class MessageTextTests
{
    [Theory]
    [InlineData(0, "0 Zeilen wurden gelesen")]
    [InlineData(1, "1 Zeile wurde gelesen")]
    [InlineData(1L, "1 Zeile wurde gelesen")]
    [InlineData(1.0, "1 Zeile wurde gelesen")]
    [InlineData("1", "1 Zeile wurde gelesen")]
    [InlineData(1.5, "1,5 Zeilen wurden gelesen")]
    [InlineData(-1, "-1 Zeilen wurden gelesen")]
    [InlineData(11, "11 Zeilen wurden gelesen")]
    [InlineData("1 bis 2", "1 bis 2 Zeilen wurden gelesen")]
    [InlineData(null, " Zeilen wurden gelesen")]
    public void A_noun_and_its_verb_follow_the_number(object? number, string expected)
        => Assert.Equal(expected, MessageText.Fill(CultureInfo.GetCultureInfo("de-DE"), "{0} {0:Zeile wurde|Zeilen wurden} gelesen", number));

    [Fact]
    public void Everything_else_is_written_as_the_culture_has_it()
        => Assert.Equal(
            "02.05.2024, 03.05.2024, 1.234, 1,5,   x|",
            MessageText.Fill(CultureInfo.GetCultureInfo("de-DE"), "{0:d}, {1:d}, {2:n0}, {3}, {4,3}|{5}", new DateTime(2024, 5, 2), new LocalDate(2024, 5, 3), 1234, 1.5m, "x", null));
}
