using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NodaTime;
using NodaTime.Text;
using Xlink.Sources.Formats;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>
/// How a database writes what its queries need. This class has the standard's way; where a database has another one, its own class says so. What
/// comes as an expression is one: it has its parentheses.
/// </summary>
internal class SqlSyntax
{
    private const string NameSize = "200";
    private static readonly LocalDateTimePattern TimePattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");

    /// <summary>Gets the way of a database.</summary>
    internal static SqlSyntax Of(SqlDialect dialect) => dialect switch
    {
        SqlDialect.PostgreSql => new PostgreSqlSyntax(),
        SqlDialect.MySql => new MySqlSyntax(),
        SqlDialect.Sqlite => new SqliteSyntax(),
        SqlDialect.SqlServer => new SqlServerSyntax(),
        _ => new SqlSyntax(),
    };

    /// <summary>A name of a column.</summary>
    internal virtual string Name(string name) => "\"" + name + "\"";

    /// <summary>A text.</summary>
    internal virtual string Text(string text) => "'" + text.Replace("'", "''") + "'";

    /// <summary>A time.</summary>
    internal virtual string Time(LocalDateTime time) => "TIMESTAMP " + TimeText(time);

    /// <summary>A time that is put in for a placeholder.</summary>
    internal virtual string Time(string placeholder) => "CAST(" + placeholder + " AS TIMESTAMP)";

    /// <summary>A date and time of the database, to compute with.</summary>
    internal virtual string DateTime(string expression) => expression;

    /// <summary>A date and time of the database, to compare with another: as it is, so that an index serves.</summary>
    internal virtual string ComparedTime(string expression) => expression;

    /// <summary>A time some seconds later.</summary>
    internal virtual string AddSeconds(string time, string seconds) => "(" + time + " + " + seconds + " * INTERVAL '1' SECOND)";

    /// <summary>The time in UTC of seconds of Unix time.</summary>
    internal virtual string FromUnix(string seconds) => AddSeconds(Time(new LocalDateTime(1970, 1, 1, 0, 0)), seconds);

    /// <summary>The seconds of Unix time of a time in UTC; <see langword="null"/> where the database has no function for it.</summary>
    internal virtual string? ToUnix(string time) => null;

    /// <summary>The beginning of an interval.</summary>
    internal virtual string CutToInterval(string time, int minutes)
        => "(" + time + " - MOD(EXTRACT(MINUTE FROM " + time + "), " + Number(minutes) + ") * INTERVAL '1' MINUTE - EXTRACT(SECOND FROM " + time + ") * INTERVAL '1' SECOND)";

    /// <summary>A midnight some days after that at which the day of a time begins.</summary>
    internal virtual string Midnight(string time, int days) => "(CAST(CAST(" + time + " AS DATE) AS TIMESTAMP) + INTERVAL '" + Number(days) + "' DAY)";

    /// <summary>A time by the clock of another zone; <see langword="null"/> where the database cannot convert.</summary>
    internal virtual string? Convert(string time, DateTimeZone from, DateTimeZone to) => null;

    /// <summary>A text of which every character counts when it is compared, but for the blanks that the database itself does not count.</summary>
    internal virtual string Key(string expression) => "CAST(" + expression + " AS VARCHAR(" + NameSize + "))";

    /// <summary>The same without blanks around it.</summary>
    internal virtual string TrimmedKey(string expression) => "TRIM(" + Key(expression) + ")";

    /// <summary>A number, to compare with others.</summary>
    internal virtual string NumberKey(string expression) => "CAST(" + expression + " AS DECIMAL(38, 10))";

    /// <summary>Texts one behind the other.</summary>
    internal virtual string Concat(params string[] texts) => "(" + string.Join(" || ", texts) + ")";

    /// <summary>A query as a table whose columns have names.</summary>
    internal virtual string Table(string query, string name, params string[] columns) => "(" + query + ") " + name + " (" + string.Join(", ", columns) + ")";

    /// <summary>Rows of literals as a table.</summary>
    internal virtual string Rows(IReadOnlyList<IReadOnlyList<string>> rows, string name, IReadOnlyList<string> columns, string indent)
    {
        var first = "SELECT " + string.Join(", ", rows[0].Zip(columns, (value, column) => value + " AS " + column));
        var lines = rows.Skip(1).Select(row => "SELECT " + string.Join(", ", row)).Prepend(first);
        return "(" + string.Join(" UNION ALL\n" + indent, lines) + ") " + name;
    }

    /// <summary>The time of a text: day, month and year at their places, of two digits and of four, then the time of day by 24 hours.</summary>
    internal string FromText(string expression, DateOrder order)
    {
        var (year, month, day) = order switch
        {
            DateOrder.Dmy => (7, 4, 1),
            DateOrder.Mdy => (7, 1, 4),
            _ => (1, 6, 9),
        };
        return FromIsoText(Concat(Part(expression, year, 4), "'-'", Part(expression, month, 2), "'-'", Part(expression, day, 2), "' '", Part(expression, 12, 8)));
    }

    /// <summary>A query that stands within another.</summary>
    internal virtual string Subquery(string query) => query;

    /// <summary>An expression that may stand beside any operator: in parentheses, unless it is the name of a column.</summary>
    internal static string Enclose(string expression)
        => expression.All(character => char.IsLetterOrDigit(character) || character is '_' or '.') ? expression : "(" + expression + ")";

    /// <summary>A number as SQL has it.</summary>
    internal static string Number(double number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    /// <summary>The text of a time, in its quotes.</summary>
    protected static string TimeText(LocalDateTime time) => "'" + TimePattern.Format(time) + "'";

    /// <summary>A part of a text; its place is counted from 1.</summary>
    protected virtual string Part(string text, int start, int length) => "SUBSTRING(" + text + " FROM " + Number(start) + " FOR " + Number(length) + ")";

    /// <summary>The time of a text <c>yyyy-mm-dd HH:MM:SS</c>.</summary>
    protected virtual string FromIsoText(string text) => "CAST(" + text + " AS TIMESTAMP)";

    /// <summary>The rows of <see cref="Rows"/> by a list of values, where that is no query of its own.</summary>
    protected static string Values(IReadOnlyList<IReadOnlyList<string>> rows, string indent)
        => "VALUES " + string.Join(",\n" + indent, rows.Select(row => "(" + string.Join(", ", row) + ")"));
}
