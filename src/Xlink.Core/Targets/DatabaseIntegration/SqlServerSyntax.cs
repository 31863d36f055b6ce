using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.TimeZones;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>The way of Microsoft SQL Server.</summary>
internal sealed class SqlServerSyntax : SqlSyntax
{
    private const string Epoch = "CAST('1970-01-01T00:00:00' AS DATETIME2(0))";
    private const string Start = "CAST('2000-01-01T00:00:00' AS DATETIME2(0))";
    private static readonly Regex OrderBy = new(@"\GORDER\s+BY\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    internal override string Name(string name) => "[" + name + "]";

    internal override string Text(string text) => "N" + base.Text(text);

    // With the T the text means the same in every language of a login.
    internal override string Time(LocalDateTime time) => "CAST(" + TimeText(time).Replace(' ', 'T') + " AS DATETIME2(0))";

    internal override string Time(string placeholder) => "CAST(" + placeholder + " AS DATETIME2(0))";

    // A shorter type would round to the next second, and a time before an interval's end into the next one.
    internal override string DateTime(string expression) => "CAST(" + expression + " AS DATETIME2(7))";

    internal override string AddSeconds(string time, string seconds) => "DATEADD(SECOND, " + seconds + ", " + time + ")";

    internal override string FromUnix(string seconds) => "DATEADD(SECOND, " + seconds + " % 60, DATEADD(MINUTE, " + seconds + " / 60, " + Epoch + "))";

    internal override string ToUnix(string time) => "DATEDIFF_BIG(SECOND, " + Epoch + ", " + time + ")";

    internal override string CutToInterval(string time, int minutes)
        => "DATEADD(MINUTE, DATEDIFF(MINUTE, " + Start + ", " + time + ") / " + Number(minutes) + " * " + Number(minutes) + ", " + Start + ")";

    internal override string Midnight(string time, int days) => "DATEADD(DAY, " + Number(days) + ", CAST(CAST(" + time + " AS DATE) AS DATETIME2(0)))";

    internal override string? Convert(string time, DateTimeZone from, DateTimeZone to)
        => FindName(from) is { } source && FindName(to) is { } target
            ? "CAST(" + time + " AT TIME ZONE " + Text(source) + " AT TIME ZONE " + Text(target) + " AS DATETIME2(7))"
            : null;

    internal override string Key(string expression) => "CAST(" + expression + " AS NVARCHAR(200)) COLLATE Latin1_General_100_BIN2";

    internal override string TrimmedKey(string expression) => "LTRIM(RTRIM(CAST(" + expression + " AS NVARCHAR(200)))) COLLATE Latin1_General_100_BIN2";

    internal override string Concat(params string[] texts) => "(" + string.Join(" + ", texts) + ")";

    internal override string Rows(IReadOnlyList<IReadOnlyList<string>> rows, string name, IReadOnlyList<string> columns, string indent)
        => Table(Values(rows, indent), name, [.. columns]);

    // Within another query it wants to know why rows are in an order.
    internal override string Subquery(string query) => IsOrdered(query) ? query + " OFFSET 0 ROWS" : query;

    protected override string Part(string text, int start, int length) => "SUBSTRING(" + text + ", " + Number(start) + ", " + Number(length) + ")";

    protected override string FromIsoText(string text) => "CONVERT(DATETIME2(0), " + text + ", 120)";

    private static bool IsOrdered(string query)
    {
        var depth = 0;
        for (var i = 0; i < query.Length; i++)
        {
            switch (query[i])
            {
                case '\'' or '"':
                    i = query.IndexOf(query[i], i + 1) is >= 0 and var end ? end : query.Length;
                    break;
                case '(':
                    depth++;
                    break;
                case ')':
                    depth--;
                    break;
                case 'o' or 'O' when depth == 0 && i > 0 && char.IsWhiteSpace(query[i - 1]) && OrderBy.IsMatch(query, i):
                    return true;
            }
        }

        return false;
    }

    // It knows zones by the names of Windows only.
    private static string? FindName(DateTimeZone zone)
        => zone.Equals(DateTimeZone.Utc) ? "UTC"
            : TzdbDateTimeZoneSource.Default.TzdbToWindowsIds.TryGetValue(zone.Id, out var name) ? name
            : TzdbDateTimeZoneSource.Default.CanonicalIdMap.TryGetValue(zone.Id, out var canonical)
                && TzdbDateTimeZoneSource.Default.TzdbToWindowsIds.TryGetValue(canonical, out name) ? name
            : null;
}
