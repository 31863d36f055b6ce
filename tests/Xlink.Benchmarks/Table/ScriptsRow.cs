using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace Xlink.Benchmarks.Table;

/// <summary>Scripts evaluated one by one, as an import needs them.</summary>
internal sealed class ScriptsRow : TableRow
{
    private static readonly double[] Goals = [20, 5];

    public override string Name => "scripts";

    public override string Work => "script evaluation";

    public override Task<IReadOnlyList<Measure>> RunAsync(TableContext context)
        => Task.FromResult<IReadOnlyList<Measure>>(
            [.. new ScriptComparison(context.Scaled(20_000_000), context.Runs).Run(context.Output).Zip(Goals, (found, goal) => new Measure(found.Name, found.MillionPerSecond, goal, Unit: "million/s"))]);
}
