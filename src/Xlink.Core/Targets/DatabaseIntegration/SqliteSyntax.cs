using System.Collections.Generic;
using NodaTime;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>SQLite's way. It keeps times as texts: all of them are brought into one form before they are compared.</summary>
internal sealed class SqliteSyntax : SqlSyntax
{
    internal override string Time(LocalDateTime time) => TimeText(time);

    internal override string Time(string placeholder) => DateTime(placeholder);

    internal override string DateTime(string expression) => "DATETIME(" + expression + ")";

    internal override string ComparedTime(string expression) => DateTime(expression);

    internal override string AddSeconds(string time, string seconds) => "DATETIME(" + time + ", " + seconds + " || ' seconds')";

    internal override string FromUnix(string seconds) => "DATETIME(" + seconds + ", 'unixepoch')";

    internal override string ToUnix(string time) => "CAST(STRFTIME('%s', " + time + ") AS INTEGER)";

    internal override string CutToInterval(string time, int minutes)
        => "DATETIME(CAST(STRFTIME('%s', " + time + ") AS INTEGER) / " + Number(minutes * 60) + " * " + Number(minutes * 60) + ", 'unixepoch')";

    internal override string Midnight(string time, int days) => "DATETIME(" + time + ", 'start of day', '+" + Number(days) + " days')";

    internal override string Key(string expression) => "CAST(" + expression + " AS TEXT)";

    internal override string NumberKey(string expression) => "CAST(" + expression + " AS NUMERIC)";

    internal override string Table(string query, string name, params string[] columns)
        => "(WITH " + name + " (" + string.Join(", ", columns) + ") AS (" + query + ") SELECT * FROM " + name + ") " + name;

    // Unlike that of queries, the number of values is not limited.
    internal override string Rows(IReadOnlyList<IReadOnlyList<string>> rows, string name, IReadOnlyList<string> columns, string indent)
        => Table(Values(rows, indent), name, [.. columns]);

    protected override string Part(string text, int start, int length) => "SUBSTR(" + text + ", " + Number(start) + ", " + Number(length) + ")";

    protected override string FromIsoText(string text) => DateTime(text);
}
