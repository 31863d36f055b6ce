using System.Collections.Generic;
using Xlink.Odbc;

namespace Xlink.Sources.Universal;

/// <summary>Takes call data out of the result of a query.</summary>
internal interface ICallDataResult
{
    /// <summary>The columns to bind.</summary>
    IReadOnlyList<OdbcBoundColumn> Columns { get; }

    /// <summary>Rows of calls or intervals that were readable, of the days that are wanted.</summary>
    long RowsRead { get; }

    /// <summary>Those of them whose queue is wanted.</summary>
    long RowsUsed { get; }

    /// <summary>Rows of days that are not wanted.</summary>
    long RowsOfOtherDays { get; }

    /// <summary>Rows of queues that are not wanted.</summary>
    long RowsOfUnknownGroups { get; }

    /// <summary>Reads a row of a block.</summary>
    /// <param name="index">The row of the block.</param>
    /// <returns>Whether the result can be used at all.</returns>
    bool TryRead(int index);

    /// <summary>What to tell about rows whose time the clock shows twice.</summary>
    IEnumerable<string> FindRepeatedTimes();
}
