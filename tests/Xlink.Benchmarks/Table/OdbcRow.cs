using System.Collections.Generic;
using System.Threading.Tasks;

namespace Xlink.Benchmarks.Table;

/// <summary>Five million rows from a PostgreSQL of its own, beside Npgsql's reader and the same driver read row by row.</summary>
internal sealed class OdbcRow : TableRow
{
    public override string Name => "odbc";

    public override string Work => "ODBC, rows from PostgreSQL over loopback";

    public override Task<IReadOnlyList<Measure>> RunAsync(TableContext context)
    {
        var (npgsql, rowByRow) = new OdbcComparison(context.Scaled(5_000_000), context.Runs).Run(context.Output);
        return Task.FromResult<IReadOnlyList<Measure>>([new("Npgsql's reader", npgsql, 1), new("row by row", rowByRow, 3)]);
    }
}
