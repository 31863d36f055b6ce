using System.Text;
using NodaTime;
using Xlink.Files;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>The way of MySQL 8 and MariaDB.</summary>
internal sealed class MySqlSyntax : SqlSyntax
{
    internal override string Name(string name) => "`" + name + "`";

    // Whether a backslash means something is a setting of the session: where there is one, the text stands byte by byte.
    internal override string Text(string text)
        => text.IndexOf('\\') < 0 ? base.Text(text) : "_utf8mb4 X'" + HexText.Write(Encoding.UTF8.GetBytes(text)) + "'";

    internal override string Time(string placeholder) => "CAST(" + placeholder + " AS DATETIME)";

    internal override string AddSeconds(string time, string seconds) => "DATE_ADD(" + time + ", INTERVAL " + seconds + " SECOND)";

    internal override string ToUnix(string time) => "TIMESTAMPDIFF(SECOND, TIMESTAMP '1970-01-01 00:00:00', " + time + ")";

    internal override string CutToInterval(string time, int minutes)
        => "DATE_ADD(CAST(DATE(" + time + ") AS DATETIME), INTERVAL ((HOUR(" + time + ") * 60 + MINUTE(" + time + ")) DIV " + Number(minutes) + " * " + Number(minutes) + ") MINUTE)";

    internal override string Midnight(string time, int days) => "DATE_ADD(CAST(DATE(" + time + ") AS DATETIME), INTERVAL " + Number(days) + " DAY)";

    internal override string Convert(string time, DateTimeZone from, DateTimeZone to)
        => "CONVERT_TZ(" + time + ", " + Text(from.Id) + ", " + Text(to.Id) + ")";

    // Collations take ü for u, and A for a.
    internal override string Key(string expression) => "CONVERT(" + expression + " USING utf8mb4) COLLATE utf8mb4_bin";

    internal override string TrimmedKey(string expression) => Key("TRIM(" + expression + ")");

    internal override string Concat(params string[] texts) => "CONCAT(" + string.Join(", ", texts) + ")";

    // MariaDB has no names for the columns of a derived table, but for those of a common one.
    internal override string Table(string query, string name, params string[] columns)
        => "(WITH " + name + " (" + string.Join(", ", columns) + ") AS (" + query + ") SELECT * FROM " + name + ") " + name;

    protected override string Part(string text, int start, int length) => "SUBSTRING(" + text + ", " + Number(start) + ", " + Number(length) + ")";

    protected override string FromIsoText(string text) => "CAST(" + text + " AS DATETIME)";
}
