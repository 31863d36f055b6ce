using System.Collections.Generic;
using System.Text.Json;
using NodaTime;
using Xlink.Server.Store.Sql;

namespace Xlink.Server.Store.Sqlite;

/// <summary>What only SQLite writes like this.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    /// <summary>The one there is.</summary>
    internal static readonly SqliteDialect Instance = new();

    internal override string IsIn(string parameter) => "in (select value from json_each(" + parameter + "))";

    internal override object List(IEnumerable<int> numbers) => JsonSerializer.Serialize(numbers);

    internal override object Day(LocalDate day) => StoredDay.Number(day);

    internal override string DayNumber(string day) => day;
}
