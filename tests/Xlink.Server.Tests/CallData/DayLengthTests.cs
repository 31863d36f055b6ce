using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.CallData;

public sealed class DayLengthTests
{
    [Fact]
    public void A_day_has_as_many_quarters_of_an_hour_as_begin_on_it()
    {
        var zones = Gen.Elements("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Lagos", "America/Sao_Paulo", "Asia/Kathmandu");
        var days = Gen.Choose(0, 50 * 365).Select(number => new LocalDate(1985, 1, 1).PlusDays(number));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Gen.Zip(zones, days).ToArbitrary(), pair =>
        {
            var zone = DateTimeZoneProviders.Tzdb[pair.Item1];
            var noonBefore = pair.Item2.PlusDays(-1).At(new LocalTime(12, 0)).InZoneLeniently(zone).ToInstant();
            var quarters = Enumerable.Range(0, 60 * 4).Count(quarter => noonBefore.Plus(Duration.FromMinutes(15 * quarter)).InZone(zone).Date == pair.Item2);

            return DayVector.IntervalCount(pair.Item2, zone, 15) == quarters;
        }));
    }

    [Fact]
    public void Days_in_a_row_cover_a_decade_without_gap_or_overlap()
    {
        foreach (var name in new[] { "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Lagos" })
        {
            var zone = DateTimeZoneProviders.Tzdb[name];
            var first = new LocalDate(2020, 1, 1);
            var end = new LocalDate(2030, 1, 1);
            var minutes = Enumerable.Range(0, Period.DaysBetween(first, end)).Sum(day => DayVector.IntervalCount(first.PlusDays(day), zone, 1));

            Assert.Equal((zone.AtStartOfDay(end).ToInstant() - zone.AtStartOfDay(first).ToInstant()).TotalMinutes, minutes);
        }
    }
}
