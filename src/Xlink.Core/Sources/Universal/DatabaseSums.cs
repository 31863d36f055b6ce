using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NodaTime;
using Xlink.Odbc;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Universal;

/// <summary>
/// Lets PostgreSQL add rows up per queue and quarter of an hour before they come: a fraction of the rows then crosses the driver, which is
/// slow. The sums are those that the rows would have had; where the database cannot know that, the rows are read.
/// </summary>
/// <remarks>
/// Numbers are exact, whole or decimal with six digits that count, as <see cref="NumberFormat"/> reads them. Names are compared byte by byte.
/// A quarter of an hour has one place by every clock whose offset and changes are multiples of it. Another database than PostgreSQL compares
/// names and cuts time in its own way, and none of them is tried here.
/// </remarks>
internal sealed class DatabaseSums
{
    /// <summary>The largest value of a row, positive or negative; larger ones are malformed.</summary>
    internal const long MaximumValue = 999_999_999;

    private const int PieceSeconds = 15 * 60;

    // By a clock that is set a few hours off, the range of days still lies within this.
    private static readonly Duration Margin = Duration.FromDays(2);

    private DatabaseSums(UniversalCallDataSettings settings, IReadOnlyList<int> values, IReadOnlyList<OdbcColumn> columns)
    {
        var expressions = values.Select(value => "(" + CallDataQuery.Select(settings.ValueTypes[value]) + ")").ToList();
        var names = settings.QueueNameColumns.Select(column => "(" + column.Column + ")::text COLLATE \"C\"").ToList();
        Units = [.. columns.Select(column => column.IsDecimal ? 1 : NumberFormat.One)];
        Select = "SELECT " + string.Join(
            ", ",
            [
                CutTime(settings.TimeStamp),
                .. names,
                .. expressions.Select((expression, i) => AddUp(expression, columns[i])),
                "count(*)",
                "count(*) FILTER (WHERE " + string.Join(" OR ", expressions.Select(IsTooLarge)) + ")",
            ]) + " FROM " + settings.CallDataTable;
        GroupBy = " GROUP BY " + string.Join(", ", Enumerable.Range(1, 1 + names.Count));
    }

    /// <summary>Gives the query memory for its sums; without it PostgreSQL would sort all rows on disk. Ends with the transaction.</summary>
    internal static string EnoughMemory
        => "SELECT set_config('work_mem', '64MB', true) WHERE pg_size_bytes(current_setting('work_mem')) < 67108864";

    /// <summary>The query as far as its table: time, names, sums, the number of rows, and of those that have a value that is too large.</summary>
    internal string Select { get; }

    /// <summary>The end of the query.</summary>
    internal string GroupBy { get; }

    /// <summary>For each value what a sum of 1 is in millionths: those of decimal numbers come in millionths.</summary>
    internal IReadOnlyList<long> Units { get; }

    /// <summary>Lets the database add up if it comes to the same.</summary>
    /// <param name="settings">The external system.</param>
    /// <param name="request">The days.</param>
    /// <param name="values">The values that are wanted, by position; at least one.</param>
    /// <param name="columns">What the database says of the rows' columns: time, names, values.</param>
    /// <returns><see langword="null"/> if only the rows will do.</returns>
    internal static DatabaseSums? TryCreate(
        UniversalCallDataSettings settings, CallDataRequest request, IReadOnlyList<int> values, IReadOnlyList<OdbcColumn> columns)
    {
        var numbers = columns.Skip(1 + settings.QueueNameColumns.Count).ToList();
        var isTime = settings.TimeStamp.Type switch
        {
            TimeStampType.DateTime => columns[0].IsTimeStamp,
            TimeStampType.UnixSeconds => columns[0].IsInteger,
            _ => false,
        };
        return isTime && numbers.Count > 0 && numbers.TrueForAll(number => number.IsInteger || number.IsDecimal)
            && ArePiecesWhole(settings.TimeZone, request)
            ? new DatabaseSums(settings, values, numbers)
            : null;
    }

    private static bool ArePiecesWhole(SourceTimeZone source, CallDataRequest request)
        => source.Offset.Seconds % PieceSeconds == 0 && ArePiecesWhole(request.Zone, request) && (source.Zone is null || ArePiecesWhole(source.Zone, request));

    private static bool ArePiecesWhole(DateTimeZone zone, CallDataRequest request)
    {
        var start = request.Days.Start.AtMidnight().InUtc().ToInstant() - Margin;
        var end = request.Days.End.AtMidnight().InUtc().ToInstant() + Duration.FromDays(1) + Margin;

        // Before 1970 a remainder of Unix time would be negative.
        return start.ToUnixTimeSeconds() >= 0 && zone.GetZoneIntervals(start, end).All(interval =>
            interval.WallOffset.Seconds % PieceSeconds == 0 && (!interval.HasEnd || interval.End.ToUnixTimeSeconds() % PieceSeconds == 0));
    }

    private static string CutTime(UniversalTime time)
        => time.Type == TimeStampType.UnixSeconds
            ? FormattableString.Invariant($"({time.Expression})::bigint - ({time.Expression})::bigint % {PieceSeconds}")
            : FormattableString.Invariant($"date_bin(interval '{PieceSeconds} seconds', ({time.Expression})::timestamp, timestamp '1970-01-01')");

    // Too large values are left out of the sum, which they could make too large for the database; the rows are read then anyway.
    private static string AddUp(string expression, OdbcColumn column)
        => column.IsDecimal
            ? "(sum(CASE WHEN NOT (" + IsTooLarge(expression) + ") THEN trunc(" + expression + ", 6) END) * 1000000)::bigint"
            : "sum(CASE WHEN NOT (" + IsTooLarge(expression) + ") THEN " + expression + " END)::bigint";

    private static string IsTooLarge(string expression)
    {
        var limit = (MaximumValue + 1).ToString(CultureInfo.InvariantCulture);
        return expression + " >= " + limit + " OR " + expression + " <= -" + limit;
    }
}
