using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NodaTime;
using Xlink.Odbc;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Universal;

/// <summary>
/// Lets PostgreSQL add rows up per queue and quarter of an hour, and hand out a row per queue and eight days: the driver, which is slow, has next to
/// nothing to do. The sums are those that the rows would have had; where the database cannot know that, the rows are read.
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

    /// <summary>Rows that may be in memory at once: as much text as <see cref="PostgreSqlDriver.CursorRows"/> rows of a day.</summary>
    internal const int MaximumRows = PostgreSqlDriver.CursorRows / DaysPerRow;

    /// <summary>What stands behind each number of a piece.</summary>
    internal const byte Separator = (byte)',';

    private const string Separate = "','";
    private const int SecondsPerDay = 24 * 3600;
    private const int PieceSeconds = 15 * 60;

    // Rows of a queue and a day are so many that the database finds none of them in the processor's cache when it adds a piece.
    private const int DaysPerRow = 8;

    private const int MaximumNumberLength = 21;

    // By a clock that is set a few hours off, the range of days still lies within this.
    private static readonly Duration Margin = Duration.FromDays(2);

    private DatabaseSums(UniversalCallDataSettings settings, IReadOnlyList<int> values, IReadOnlyList<OdbcColumn> columns)
    {
        var expressions = values.Select(value => "(" + CallDataQuery.Select(settings.ValueTypes[value]) + ")").ToList();
        var names = Enumerable.Range(1, settings.QueueNameColumns.Count).Select(i => FormattableString.Invariant($"xlink_name{i}")).ToList();
        var sums = Enumerable.Range(1, expressions.Count).Select(i => FormattableString.Invariant($"xlink_sum{i}")).ToList();
        Units = [.. columns.Select(column => column.IsDecimal ? 1 : NumberFormat.One)];
        MaximumLength = DaysPerRow * (SecondsPerDay / PieceSeconds) * (2 + values.Count) * MaximumNumberLength;
        var (second, days) = settings.TimeStamp.Type == TimeStampType.UnixSeconds
            ? ("xlink_time", FormattableString.Invariant($"xlink_time / {DaysPerRow * SecondsPerDay}"))
            : ("date_part('epoch', xlink_time)::bigint", FormattableString.Invariant($"(xlink_time::date - date '1970-01-01') / {DaysPerRow}"));
        var pieces = new[] { second, Separate, "xlink_rows", Separate }.Concat(sums.SelectMany(sum => new[] { sum, Separate }));
        var inner = new[] { CutTime(settings.TimeStamp) + " AS xlink_time" }
            .Concat(settings.QueueNameColumns.Zip(names, (column, name) => "(" + column.Column + ")::text COLLATE \"C\" AS " + name))
            .Concat(expressions.Select((expression, i) => AddUp(expression, columns[i]) + " AS " + sums[i]))
            .Concat([CountRows([.. expressions.Where((_, i) => !settings.ValueTypes[values[i]].IsCount)]) + " AS xlink_rows"]);
        Select = "SELECT " + string.Join(", ", names) + ", string_agg(concat(" + string.Join(", ", pieces) + "), '') FROM (SELECT "
            + string.Join(", ", inner) + " FROM " + settings.CallDataTable;
        GroupBy = " GROUP BY " + string.Join(", ", Enumerable.Range(1, 1 + names.Count)) + ") AS xlink_sums GROUP BY "
            + string.Join(", ", names) + ", " + days;
    }

    /// <summary>
    /// Gives the query memory for its sums, without which PostgreSQL would sort all rows on disk, and no compiler. A table is read by one processor, so that what is added up on
    /// several is whole halves: it takes that for dearer than it is. Ends with the transaction.
    /// </summary>
    internal static string Preparation
        => "SELECT set_config('jit', 'off', true), set_config('work_mem', CASE WHEN pg_size_bytes(current_setting('work_mem')) < 67108864 THEN '64MB' ELSE current_setting('work_mem') END, true)"
            + ", set_config('min_parallel_table_scan_size', '5TB', true), set_config('min_parallel_index_scan_size', '5TB', true)";

    /// <summary>
    /// The query as far as its table: names, and a text with the pieces of some days. A piece is its time in seconds since 1970, the number of its
    /// rows (negative if one has a value that is too large) and the sums, each with a comma behind it.
    /// </summary>
    internal string Select { get; }

    /// <summary>The end of the query.</summary>
    internal string GroupBy { get; }

    /// <summary>Characters that the text of a row has at most.</summary>
    internal int MaximumLength { get; }

    /// <summary>For each value what a sum of 1 is in millionths: those of decimal numbers come in millionths.</summary>
    internal IReadOnlyList<long> Units { get; }

    /// <summary>Whether the sums of queues and days are few enough to be handed out at once.</summary>
    /// <param name="queues">How many queues the rows are limited to.</param>
    /// <param name="days">How many days.</param>
    internal static bool FitAtOnce(int queues, int days)
    {
        // By a clock that is set a few hours off a day more; each half begins and ends within the days of a row.
        const int edges = 4;
        return (long)queues * ((days / DaysPerRow) + edges) <= MaximumRows;
    }

    /// <summary>Makes one query of those for the halves of a range: PostgreSQL can then add up each on a processor of its own.</summary>
    /// <remarks>One of its ordinary plans for several processors would add up twice, and only the first time on several.</remarks>
    internal static string SelectHalves(string first, string second)
        => FormattableString.Invariant($"SELECT * FROM ({first} UNION ALL {second}) AS xlink_halves LIMIT {MaximumRows + 1}");

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

    // Only values that are too large can make a sum too large for the database; the query fails then, and the rows are read as if it had said so.
    private static string AddUp(string expression, OdbcColumn column)
        => column.IsDecimal ? "(sum(trunc(" + expression + ", 6)) * 1000000)::bigint" : "sum(" + expression + ")::bigint";

    // One sum instead of a count and a check of its own; no quarter of an hour has so many rows that they could outweigh one that is malformed.
    private static string CountRows(IReadOnlyList<string> expressions)
        => expressions.Count == 0 ? "count(*)"
            : "sum(CASE WHEN " + string.Join(" OR ", expressions.Select(IsTooLarge)) + " THEN -2147483647 ELSE 1 END)";

    private static string IsTooLarge(string expression)
    {
        var limit = (MaximumValue + 1).ToString(CultureInfo.InvariantCulture);
        return expression + " >= " + limit + " OR " + expression + " <= -" + limit;
    }
}
