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

    /// <summary>What stands between numbers.</summary>
    internal const byte Separator = (byte)',';

    /// <summary>What the first name of the result is called.</summary>
    internal const string FirstName = Name + "1";

    /// <summary>Stands for a sum of no values.</summary>
    internal const long NoSum = long.MinValue;

    /// <summary>Seconds of a piece: a quarter of an hour.</summary>
    internal const int PieceSeconds = 15 * 60;

    /// <summary>How many pieces a row may have.</summary>
    internal const int PiecesPerRow = DaysPerRow * 24 * 3600 / PieceSeconds;

    // Rows of a queue and a day are so many that the database finds none of them in the processor's cache when it adds a piece.
    private const int DaysPerRow = 8;

    // Means nothing, but neither conditions nor estimates pass it; as a number without quotes it would also keep the query on one processor.
    private const string Fence = " OFFSET '0'";

    private const int RowsLookedAt = 1000;
    private const string Name = "xlink_name";

    private const string Settings =
        "SELECT set_config('jit', 'off', true), set_config('work_mem', CASE WHEN pg_size_bytes(current_setting('work_mem')) < 67108864 THEN '64MB' ELSE current_setting('work_mem') END, true)"
        + ", set_config('min_parallel_table_scan_size', '5TB', true), set_config('min_parallel_index_scan_size', '5TB', true)";

    private const int MaximumNumberLength = 21;

    // By a clock that is set a few hours off, the range of days still lies within this.
    private static readonly Duration Margin = Duration.FromDays(2);

    private DatabaseSums(UniversalCallDataSettings settings, IReadOnlyList<int> values, IReadOnlyList<OdbcColumn> columns)
    {
        var expressions = values.Select(value => "(" + CallDataQuery.Select(settings.ValueTypes[value]) + ")").ToList();
        var names = Number(Name, settings.QueueNameColumns.Count);
        var found = Number("xlink_value", expressions.Count);
        var sums = Number("xlink_sum", expressions.Count);
        var isUnixTime = settings.TimeStamp.Type == TimeStampType.UnixSeconds;
        Units = [.. columns.Select(column => column.IsDecimal ? 1 : NumberFormat.One)];
        MaximumLength = PiecesPerRow * (2 + values.Count) * MaximumNumberLength;
        var days = isUnixTime
            ? FormattableString.Invariant($"xlink_time / {PiecesPerRow * PieceSeconds}")
            : FormattableString.Invariant($"(xlink_time::date - date '1970-01-01') / {DaysPerRow}");
        var seconds = isUnixTime ? "xlink_time" : "date_part('epoch', xlink_time)::bigint";
        var piece = new[] { FormattableString.Invariant($"{seconds} / {PieceSeconds} % {PiecesPerRow}"), "xlink_rows" }
            .Concat(sums.Select(sum => FormattableString.Invariant($"coalesce({sum}, '{NoSum}'::bigint)")));
        var added = names
            .Concat(found.Select((value, i) => AddUp(value, columns[i], settings.ValueTypes[values[i]].IsCount) + " AS " + sums[i]))
            .Concat([CountRows([.. found.Where((_, i) => !settings.ValueTypes[values[i]].IsCount && MayBeTooLarge(columns[i]))]) + " AS xlink_rows"]);
        var rows = new[] { CutTime(settings.TimeStamp) + " AS xlink_time" }
            .Concat(settings.QueueNameColumns.Zip(names, (column, name) => SelectName(column.Column, name)))
            .Concat(expressions.Zip(found, (expression, value) => expression + " AS " + value));
        Select = "SELECT " + string.Join(", ", names) + ", " + days + " AS xlink_days, string_agg(concat_ws(',', " + string.Join(", ", piece) + "), ',') FROM (SELECT xlink_time, "
            + string.Join(", ", added) + " FROM (SELECT " + string.Join(", ", rows) + " FROM " + settings.CallDataTable;
        GroupBy = Fence + ") AS xlink_calls GROUP BY " + string.Join(", ", Enumerable.Range(1, 1 + names.Count)) + ") AS xlink_sums GROUP BY "
            + string.Join(", ", names) + ", xlink_days";
        Preparation = Settings
            + ", (SELECT concat(" + string.Join(", ", settings.QueueNameColumns.Select(column => "min((" + column.Column + ")::text)").Concat(expressions.Select(expression => "sum(" + expression + ")")))
            + ") FROM " + settings.CallDataTable + " WHERE 1 = 0), " + SelectWhetherTextsAreBytes(settings);
    }

    /// <summary>
    /// The query as far as its table: names, the number of some days since 1970, and a text with their pieces. A piece is its number within these days, the number of
    /// its rows (negative if one has a value that is too large) and the sums, with commas between them and between pieces.
    /// </summary>
    /// <remarks>PostgreSQL thinks of fewer groups if they are not made of the table's columns: it then does not begin with room for more of them than there will be.</remarks>
    internal string Select { get; }

    /// <summary>The end of the query.</summary>
    internal string GroupBy { get; }

    /// <summary>
    /// Gives the query memory for its sums, without which PostgreSQL would sort all rows on disk, and no compiler. A table is read by one processor, so that what is added up on
    /// several is whole halves: it takes that for dearer than it is. Ends with the transaction. Fails where a value is nothing that can be added up, as a window function, which would
    /// see only its half of the rows. The last column is true where names are the same to the database only if all their bytes are.
    /// </summary>
    internal string Preparation { get; }

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
    internal static string SelectHalves(string first, string second, string condition)
        => FormattableString.Invariant($"SELECT * FROM (({first}) UNION ALL ({second})) AS xlink_halves{condition} LIMIT {MaximumRows + 1}");

    /// <summary>Makes a query that asks for the names of what has been added up, once for some days of a queue instead of once for each row.</summary>
    internal static string SelectNamed(string query, string condition) => "SELECT * FROM (" + query + ") AS xlink_all" + condition;

    /// <summary>Adds up before names are asked for, wherever the database would ask for them.</summary>
    internal static string AddUpFirst(string query) => query + Fence;

    /// <summary>Makes the query of how many of some rows there are, and how many of them fulfil a condition.</summary>
    internal static string CountWanted(UniversalCallDataSettings settings, string condition)
        => FormattableString.Invariant(
            $"SELECT count(*), count(CASE WHEN {condition} THEN 1 END) FROM (SELECT {SelectName(settings.QueueNameColumns[0].Column, FirstName)} FROM {settings.CallDataTable} LIMIT {RowsLookedAt}) AS xlink_some");

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

    // Only values that are too large can make a sum too large for the database; the query fails then, and the rows are read as if it had said so. Four times an
    // integer is out of its range long before its value is malformed: no check of each costs less.
    private static string AddUp(string value, OdbcColumn column, bool isCount)
        => column.IsDecimal ? "(sum(trunc(" + value + ", 6)) * 1000000)::bigint"
            : column.SqlType == OdbcCode.SqlInteger && !isCount ? "sum(" + value + " * 4) / 4"
            : "sum(" + value + ")::bigint";

    private static bool MayBeTooLarge(OdbcColumn column) => column.SqlType is not (OdbcCode.SqlInteger or OdbcCode.SqlSmallInteger);

    private static string SelectName(string column, string name) => "(" + column + ")::text COLLATE \"C\" AS " + name;

    private static List<string> Number(string name, int count) => [.. Enumerable.Range(1, count).Select(i => FormattableString.Invariant($"{name}{i}"))];

    // By its own type and collation: another may take capitals or blanks at the end for the same.
    private static string SelectWhetherTextsAreBytes(UniversalCallDataSettings settings)
        => "(SELECT CASE WHEN pg_typeof(xlink_name) IN (regtype 'text', regtype 'varchar') THEN (SELECT collisdeterministic FROM pg_collation WHERE oid = to_regcollation(pg_collation_for(xlink_name))) ELSE false END::text"
            + " FROM (SELECT 1) AS xlink_one LEFT JOIN (SELECT (" + settings.QueueNameColumns[0].Column + ") AS xlink_name FROM " + settings.CallDataTable + " WHERE 1 = 0) AS xlink_none ON true)";

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
