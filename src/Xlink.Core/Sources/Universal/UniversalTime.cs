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
    internal IEnumerable<string> Limit(LocalDateTime start, LocalDateTime end, DateTimeZone serverZone, SourceTimeZone zone, List<OdbcParameter> parameters)
    {
        switch (Type)
        {
            case TimeStampType.UnixSeconds:
                yield return Compare(">=", ToSeconds(start));
                yield return Compare("<", ToSeconds(end));
                break;
            case TimeStampType.DateTime:
                parameters.Add(OdbcParameter.From(ToSource(start, -1).PlusSeconds(-1)));
                yield return Compare(">=", "?");
                parameters.Add(OdbcParameter.From(ToSource(end, 1)));
                yield return Compare("<", "?");
                break;
        }

        string Compare(string comparison, string value) => "(" + Expression + ") " + comparison + " " + value;

        string ToSeconds(LocalDateTime time)
            => time.InZoneLeniently(serverZone).ToInstant().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        // By the clock of a zone the same time can come twice: an hour more on each side has both.
        LocalDateTime ToSource(LocalDateTime time, int margin) => zone.Zone is { } own
            ? time.InZoneLeniently(serverZone).WithZone(own).LocalDateTime.PlusHours(margin)
            : time.PlusSeconds(-zone.Offset.Seconds);
    }
}
