using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading;

namespace Xlink.Odbc;

/// <summary>What PostgreSQL says of a query before it runs it.</summary>
internal static class PostgreSqlPlan
{
    private static readonly Regex TotalCost = new(
        @"\(cost=\d+\.\d+\.\.(?<total>\d+\.\d+) ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>How long the database expects to be at a query, in its own unit; several processors are counted in.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="key">The key of the configuration that the query comes from, for messages.</param>
    /// <param name="sql">The query.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns><see langword="null"/> if it does not say.</returns>
    /// <exception cref="XlinkException">The query cannot be run.</exception>
    internal static double? FindCost(
        OdbcConnection connection, string key, string sql, IReadOnlyList<OdbcParameter> parameters, CancellationToken cancellationToken)
    {
        using var statement = OdbcStatement.Execute(connection, key, "EXPLAIN " + sql, parameters, maximumRows: 0, cancellationToken);
        return OdbcRowReader.Read(statement)?[0] is { } first && TotalCost.Match(first) is { Success: true } found
            ? double.Parse(found.Groups["total"].Value, CultureInfo.InvariantCulture)
            : null;
    }
}
