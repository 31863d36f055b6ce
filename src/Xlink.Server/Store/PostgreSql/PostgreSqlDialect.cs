using System.Collections.Generic;
using System.Linq;
using NodaTime;
using Xlink.Server.Store.Sql;

namespace Xlink.Server.Store.PostgreSql;

/// <summary>What only PostgreSQL writes like this.</summary>
internal sealed class PostgreSqlDialect : SqlDialect
{
    /// <summary>The one there is.</summary>
    internal static readonly PostgreSqlDialect Instance = new();

    internal override string IsIn(string parameter) => "= any(" + parameter + ")";

    internal override object List(IEnumerable<int> numbers) => numbers.ToArray();

    internal override object Day(LocalDate day) => day.ToDateTimeUnspecified();

    internal override string UnlessLocked => "for update skip locked";

    internal override string DayNumber(string day) => "to_char(" + day + ", 'YYYYMMDD')::integer";
}
