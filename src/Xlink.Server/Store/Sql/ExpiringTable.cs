using System.Collections.Generic;
using System.Linq;
using NodaTime;

namespace Xlink.Server.Store.Sql;

/// <summary>A table whose old days are over.</summary>
/// <param name="Name">The table.</param>
/// <param name="Kind">What its rows are kept by: a column, or a number if all of them are kept alike.</param>
/// <param name="Limits">First day that stays, by kind; of other kinds all days do.</param>
internal sealed record ExpiringTable(string Name, string Kind, IReadOnlyDictionary<int, LocalDate> Limits)
{
    /// <summary>First day of which nothing is over.</summary>
    internal LocalDate End => Limits.Values.Max();

    /// <summary>Kinds that are over on a day.</summary>
    internal IEnumerable<int> OverOn(LocalDate day) => Limits.Where(limit => day < limit.Value).Select(limit => limit.Key);
}
