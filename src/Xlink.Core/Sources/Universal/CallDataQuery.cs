using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Odbc;

namespace Xlink.Sources.Universal;

/// <summary>
/// The one query for all mapped queues and a whole range of days, of rows or of their sums. Names and times go beside it as parameters; numbers
/// stand in it, since some drivers know no 64-bit parameters and a checked number cannot be anything else.
/// </summary>
internal sealed class CallDataQuery
{
    // Databases limit the number of parameters, some to 999. Beyond this the rows of all queues are read.
    private const int MaximumKeys = 500;
    private const int ShownKeys = 10;

    private readonly List<OdbcParameter> parameters = [];

    /// <summary>Makes the query.</summary>
    /// <param name="settings">The external system.</param>
    /// <param name="request">The days.</param>
    /// <param name="values">The values that are wanted, by position.</param>
    /// <param name="keys">What the rows of the wanted queues carry.</param>
    /// <param name="sums">Makes the database add the rows up; <see langword="null"/> for the rows themselves.</param>
    /// <param name="form">How the database is to add up.</param>
    internal CallDataQuery(
        UniversalCallDataSettings settings,
        CallDataRequest request,
        IReadOnlyList<int> values,
        IReadOnlyList<string> keys,
        DatabaseSums? sums = null,
        SumForm form = default)
    {
        if (form.IsInHalves)
        {
            Text = DatabaseSums.SelectHalves(MakePart(0, 2), MakePart(1, 2), MakeLastCondition());
        }
        else
        {
            Text = form.AddsUpAll ? DatabaseSums.SelectNamed(MakePart(0, 1), MakeLastCondition()) : MakePart(0, 1);
        }

        string MakePart(int part, int parts)
        {
            var (start, end) = (request.Days.Start.AtMidnight(), request.Days.End.PlusDays(1).AtMidnight());
            var conditions = settings.TimeStamp.Limit(start, end, request.Zone, settings.TimeZone, parameters, part, parts)
                .Concat(form.AddsUpAll ? [] : LimitQueues(settings, settings.QueueNameColumns[0].Column, keys)).ToList();
            var query = (sums?.Select ?? SelectAll(settings, values))
                + (conditions.Count == 0 ? string.Empty : " WHERE " + string.Join(" AND ", conditions))
                + sums?.GroupBy;
            return form.AddsUpAll ? DatabaseSums.AddUpFirst(query) : query;
        }

        string MakeLastCondition() => form.AddsUpAll ? " WHERE " + LimitQueues(settings, DatabaseSums.FirstName, keys).Single() : string.Empty;
    }

    private CallDataQuery(UniversalCallDataSettings settings, IReadOnlyList<string> keys)
        => Text = DatabaseSums.CountWanted(settings, LimitQueues(settings, DatabaseSums.FirstName, keys).Single());

    /// <summary>The query, with a question mark for each parameter.</summary>
    internal string Text { get; }

    /// <summary>The parameters in their order.</summary>
    internal IReadOnlyList<OdbcParameter> Parameters => parameters;

    /// <summary>The query and its parameters, for a log.</summary>
    public override string ToString()
        => parameters.Count == 0 ? Text
            : Text + " [" + string.Join(", ", parameters.Take(ShownKeys).Select(parameter => parameter.Text))
                + (parameters.Count > ShownKeys ? ", …]" : "]");

    /// <summary>The query of how many of some rows there are, and how many of them are of wanted queues.</summary>
    internal static CallDataQuery CountWanted(UniversalCallDataSettings settings, IReadOnlyList<string> keys) => new(settings, keys);

    /// <summary>The query of all values of all rows.</summary>
    internal static string SelectAll(UniversalCallDataSettings settings) => SelectAll(settings, Enumerable.Range(0, settings.ValueTypes.Count));

    /// <summary>A query without rows that shows the types of what <see cref="CallDataQuery"/> selects.</summary>
    internal static string SelectNothing(UniversalCallDataSettings settings, IReadOnlyList<int> values) => SelectAll(settings, values) + " WHERE 1 = 0";

    /// <summary>What a value is selected as: a counted one as 1 or nothing, so that its text need not be fetched.</summary>
    internal static string Select((string Expression, bool IsCount) value)
        => !value.IsCount ? value.Expression
            : string.Equals(value.Expression, "*", StringComparison.Ordinal) ? "1"
            : "CASE WHEN (" + value.Expression + ") IS NULL THEN NULL ELSE 1 END";

    /// <summary>Whether the rows of other queues stay in the database.</summary>
    internal static bool LimitsQueues(UniversalCallDataSettings settings, IReadOnlyList<string> keys)
        => settings.QueueNameColumns.Count == 1 && keys.Count <= MaximumKeys;

    private static string SelectAll(UniversalCallDataSettings settings, IEnumerable<int> values)
    {
        var selected = new[] { settings.TimeStamp.Expression }
            .Concat(settings.QueueNameColumns.Select(column => column.Column))
            .Concat(values.Select(value => Select(settings.ValueTypes[value])));
        return "SELECT " + string.Join(", ", selected) + " FROM " + settings.CallDataTable;
    }

    private IEnumerable<string> LimitQueues(UniversalCallDataSettings settings, string column, IReadOnlyList<string> keys)
    {
        if (!LimitsQueues(settings, keys))
        {
            yield break;
        }

        var list = settings.QueueNameColumns[0].IsNumber ? [.. keys.Select(QueueKeys.NormalizeNumber).OfType<string>()] : keys.Select(Add).ToList();
        yield return list.Count == 0 ? "1 = 0" : "(" + column + ") IN (" + string.Join(", ", list) + ")";

        string Add(string key)
        {
            parameters.Add(OdbcParameter.From(key));
            return "?";
        }
    }
}
