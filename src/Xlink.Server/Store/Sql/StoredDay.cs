using NodaTime;

namespace Xlink.Server.Store.Sql;

/// <summary>Days as numbers: 20141223, as SQLite has them. They lead the keys, because an import writes whole days.</summary>
internal static class StoredDay
{
    /// <summary>A day as a number.</summary>
    internal static int Number(LocalDate day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    /// <summary>The day of a number.</summary>
    internal static LocalDate Date(int number) => new(number / 10_000, number / 100 % 100, number % 100);

    /// <summary>
    /// Begins a query with the days from @from to @to of which a table has rows, as <c>stored_day (day)</c>, and perhaps one more and a null. They are
    /// found by going through the key from day to day, and so is then whatever stands behind the day in it.
    /// </summary>
    internal static string With(string table) =>
        $"""
        with recursive stored_day (day) as (
            select min(day) from {table} where day >= @from
            union all
            select (select min(day) from {table} where day > stored_day.day) from stored_day where stored_day.day < @to
        )

        """;
}
