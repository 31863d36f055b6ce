using System.Collections.Generic;
using NodaTime;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>PostgreSQL's way.</summary>
internal sealed class PostgreSqlSyntax : SqlSyntax
{
    // Whatever the server is set to, a backslash of such a text is one if it is doubled.
    internal override string Text(string text) => text.IndexOf('\\') < 0 ? base.Text(text) : "E" + base.Text(text.Replace("\\", "\\\\"));

    internal override string DateTime(string expression) => "CAST(" + expression + " AS TIMESTAMP)";

    internal override string ToUnix(string time) => "EXTRACT(EPOCH FROM " + time + ")";

    internal override string CutToInterval(string time, int minutes)
        => "(DATE_TRUNC('hour', " + time + ") + FLOOR(EXTRACT(MINUTE FROM " + time + ") / " + Number(minutes) + ") * INTERVAL '" + Number(minutes) + " minutes')";

    internal override string Convert(string time, DateTimeZone from, DateTimeZone to)
        => "(" + time + " AT TIME ZONE " + Text(from.Id) + " AT TIME ZONE " + Text(to.Id) + ")";

    internal override string Key(string expression) => "CAST(" + expression + " AS TEXT)";

    internal override string Rows(IReadOnlyList<IReadOnlyList<string>> rows, string name, IReadOnlyList<string> columns, string indent)
        => Table(Values(rows, indent), name, [.. columns]);
}
