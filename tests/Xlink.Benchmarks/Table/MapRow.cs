using System.Collections.Generic;
using System.Threading.Tasks;

namespace Xlink.Benchmarks.Table;

/// <summary>A map of 100,000 lines opened, one changed, saved, beside reading the bytes and taking the lines apart once.</summary>
internal sealed class MapRow : TableRow
{
    private const int Runs = 5;

    public override string Name => "map";

    public override string Work => "acd_map.ini with 100,000 mappings: open, change one, save";

    public override Task<IReadOnlyList<Measure>> RunAsync(TableContext context)
        => Task.FromResult<IReadOnlyList<Measure>>(
            [new("reading the bytes and parsing the lines once", new MapComparison(context.Scaled(100_000) / 2 * 2, Runs * context.Runs).Run(context.Output), 3, AtLeast: false)]);
}
