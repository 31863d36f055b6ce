using System.Collections.Generic;
using System.Globalization;
using NodaTime;
using Xlink.Odbc;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Universal;

/// <summary>A column or SQL expression that is a time.</summary>
/// <param name="Key">The key that it stands in.</param>
/// <param name="TypeKey">The key that says what it is.</param>
/// <param name="Expression">The column or expression.</param>
/// <param name="Type">What it is.</param>
/// <param name="DateOrder">The order of a date in a text.</param>
public sealed record UniversalTime(string Key, string TypeKey, string Expression, TimeStampType Type, DateOrder DateOrder)
{
    /// <summary>Reads the keys of a time.</summary>
    /// <param name="reader">The section.</param>
    /// <param name="key">The key of the column.</param>
    /// <param name="typeKey">The key of its type; a date and time where it is missing [documented].</param>
    /// <param name="order">The order of a date in a text.</param>
    internal static UniversalTime Read(SectionReader reader, string key, string typeKey, DateOrder order)
        => new(
            key,
            typeKey,
            SqlSection.GetRequired(reader, key, Messages.SourceExpectedExpression),
            (TimeStampType)reader.GetWholeNumber(typeKey, (int)TimeStampType.DateTime, (int)TimeStampType.DateTime, Messages.SourceExpectedTimeStampType),
            order);

    /// <summary>The conditions that leave only the rows of a range, roughly: more rows may come.</summary>
    /// <remarks>
    /// [Our reading] Times that are texts are not compared in the database, whose order of texts is not that of times: all rows are read. The
    /// range begins a second early, because a database that keeps times as texts may hold that <c>08:00:00</c> comes before <c>08:00:00.000</c>.
    /// </remarks>
    /// <param name="start">The beginning of the range, in local time.</param>
    /// <param name="end">The end of the range, in local time.</param>
    /// <param name="serverZone">The zone of local time.</param>
    /// <param name="zone">What the times of the database are.</param>
    /// <param name="parameters">Takes the parameters.</param>
    /// <param name="part">Which part of the range, from 0.</param>
    /// <param name="parts">How many parts the range is cut into; each row is in one of them.</param>
    internal IEnumerable<string> Limit(
        LocalDateTime start, LocalDateTime end, DateTimeZone serverZone, SourceTimeZone zone, List<OdbcParameter> parameters, int part = 0, int parts = 1)
    {
        // Where the time has no index, each half reads all rows: the border between the halves leaves out more of them than the range's end.
        (string Comparison, int Border)[] borders = part == 0 && parts > 1 ? [("<", part + 1), (">=", part)] : [(">=", part), ("<", part + 1)];
        switch (Type)
        {
            case TimeStampType.UnixSeconds:
                var (first, last) = (ToSeconds(start), ToSeconds(end));
                foreach (var (comparison, border) in borders)
                {
                    yield return Compare(comparison, Show(first + ((last - first) * border / parts)));
                }

                break;
            case TimeStampType.DateTime:
                var from = ToSource(start, -1).PlusSeconds(-1);
                var seconds = Period.Between(from, ToSource(end, 1), PeriodUnits.Seconds).Seconds;
                foreach (var (comparison, border) in borders)
                {
                    parameters.Add(OdbcParameter.From(from.PlusSeconds(seconds * border / parts)));
                    yield return Compare(comparison, "?");
                }

                break;
        }

        string Compare(string comparison, string value) => "(" + Expression + ") " + comparison + " " + value;

        long ToSeconds(LocalDateTime time) => time.InZoneLeniently(serverZone).ToInstant().ToUnixTimeSeconds();

        static string Show(long moment) => moment.ToString(CultureInfo.InvariantCulture);

        // By the clock of a zone the same time can come twice: an hour more on each side has both.
        LocalDateTime ToSource(LocalDateTime time, int margin) => zone.Zone is { } own
            ? time.InZoneLeniently(serverZone).WithZone(own).LocalDateTime.PlusHours(margin)
            : time.PlusSeconds(-zone.Offset.Seconds);
    }
}
