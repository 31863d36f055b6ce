using System.Collections.Generic;
using System.Threading.Tasks;

namespace Xlink.Benchmarks.Table;

/// <summary>A row of the table: some work, done by us and by others in turns, which must come to the same result.</summary>
internal abstract class TableRow
{
    /// <summary>How the row is called on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>The work, as the table has it.</summary>
    public abstract string Work { get; }

    /// <summary>Does the work.</summary>
    /// <param name="context">Folders, number of runs, size.</param>
    /// <returns>What came out.</returns>
    public abstract Task<IReadOnlyList<Measure>> RunAsync(TableContext context);
}
