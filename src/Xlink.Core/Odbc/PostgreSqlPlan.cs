using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;

namespace Xlink.Odbc;

/// <summary>What PostgreSQL says of a query before it runs it.</summary>
internal sealed class PostgreSqlPlan
{
    private static readonly Regex TotalCost = new(
        @"\(cost=\d+\.\d+\.\.(?<total>\d+\.\d+) ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private PostgreSqlPlan(double cost, bool isInParallel) => (Cost, IsInParallel) = (cost, isInParallel);

    /// <summary>How long the database expects to be at it, in its own unit; several processors are counted in.</summary>
    internal double Cost { get; }

    /// <summary>Whether what a UNION ALL puts together is made at the same time.</summary>
    internal bool IsInParallel { get; }

    /// <summary>Asks for the plan of a query.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="key">The key of the configuration that the query comes from, for messages.</param>
    /// <param name="sql">The query.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns><see langword="null"/> if it does not say.</returns>
    /// <exception cref="XlinkException">The query cannot be run.</exception>
    internal static PostgreSqlPlan? Find(
        OdbcConnection connection, string key, string sql, IReadOnlyList<OdbcParameter> parameters, CancellationToken cancellationToken)
    {
        using var statement = OdbcStatement.Execute(connection, key, "EXPLAIN " + sql, parameters, maximumRows: 0, cancellationToken);
        var lines = OdbcRowReader.ReadAll(statement).Select(row => row[0] ?? string.Empty).ToList();
        return lines.Count > 0 && TotalCost.Match(lines[0]) is { Success: true } found
            ? new(double.Parse(found.Groups["total"].Value, CultureInfo.InvariantCulture), lines.Exists(line => line.Contains("Parallel Append")))
            : null;
    }
}
