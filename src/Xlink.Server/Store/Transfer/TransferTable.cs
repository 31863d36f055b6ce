using System.Collections.Generic;
using System.Linq;

namespace Xlink.Server.Store.Transfer;

/// <summary>A table of the store that is copied from one database to another.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Key">The columns of its key, which are the order that rows are read and compared in.</param>
/// <param name="HasSequence">Whether the database gives its rows numbers, none twice.</param>
internal sealed record TransferTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Key, bool HasSequence)
{
    /// <summary>The name as SQL has it.</summary>
    internal string QuotedName => Quote(Name);

    /// <summary>The columns as SQL has them.</summary>
    internal string ColumnList => string.Join(", ", Columns.Select(Quote));

    /// <summary>The order as SQL has it; empty for a table without a key.</summary>
    internal string Order => Key.Count == 0 ? string.Empty : " order by " + string.Join(", ", Key.Select(Quote));

    /// <summary>Place of a column.</summary>
    internal int IndexOf(string column) => Columns.Select((name, index) => (name, index)).Single(pair => string.Equals(pair.name, column, System.StringComparison.Ordinal)).index;

    private static string Quote(string name) => "\"" + name + "\"";
}
