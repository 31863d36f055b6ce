using System;
using System.Collections.Generic;
using System.Linq;

namespace Xlink.Odbc;

/// <summary>Reads a result in blocks of rows: one call for some thousand rows instead of several for each.</summary>
internal sealed unsafe class OdbcBlockReader
{
    // A block that stays in the processor's cache.
    private const int BlockBytes = 256 * 1024;
    private const int MinimumRows = 64;
    private const int MaximumRows = 4096;

    private readonly OdbcStatement statement;
    private readonly IntPtr* fetched;
    private readonly ushort* states;
    private readonly int rows;

    /// <summary>Binds the columns of a result.</summary>
    /// <param name="statement">The query; it keeps the buffers until it is closed.</param>
    /// <param name="columns">All its columns, in their order.</param>
    internal OdbcBlockReader(OdbcStatement statement, IReadOnlyList<OdbcBoundColumn> columns)
    {
        this.statement = statement;
        fetched = (IntPtr*)statement.Pin(new IntPtr[1]);
        this.rows = Math.Min(MaximumRows, Math.Max(MinimumRows, BlockBytes / columns.Sum(column => column.ElementSize + IntPtr.Size)));
        if (!statement.TrySetAttribute(OdbcCode.AttributeRowsFetched, (IntPtr)fetched)
            || !statement.TrySetAttribute(OdbcCode.AttributeRowArraySize, new IntPtr(this.rows)))
        {
            // A driver that does not say how many rows it has fetched fetches one.
            this.rows = 1;
        }

        states = (ushort*)statement.Pin(new ushort[this.rows]);
        statement.TrySetAttribute(OdbcCode.AttributeRowStatus, (IntPtr)states);
        for (var i = 0; i < columns.Count; i++)
        {
            columns[i].Bind(statement, i + 1, this.rows);
        }
    }

    /// <summary>Fetches the next block.</summary>
    /// <returns>How many rows it has; 0 at the end.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="OdbcStatement.Fetch"/>; also if the driver could not read one of the rows.</exception>
    internal int Read()
    {
        *fetched = new IntPtr(1);
        if (!this.statement.Fetch())
        {
            return 0;
        }

        var count = Math.Min((int)*fetched, this.rows);
        for (var i = 0; i < count; i++)
        {
            if (states[i] == OdbcCode.RowError)
            {
                throw this.statement.Failure();
            }
        }

        return count;
    }
}
