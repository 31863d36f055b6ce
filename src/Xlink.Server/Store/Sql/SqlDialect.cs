using System.Collections.Generic;
using NodaTime;

namespace Xlink.Server.Store.Sql;

/// <summary>The little that queries of all databases write differently.</summary>
internal abstract class SqlDialect
{
    /// <summary>A condition's end: that what stands before it is in the list that a parameter holds.</summary>
    /// <param name="parameter">Name of the parameter, which has a value from <see cref="List"/>.</param>
    internal abstract string IsIn(string parameter);

    /// <summary>A list of numbers as one parameter, however many they are.</summary>
    internal abstract object List(IEnumerable<int> numbers);

    /// <summary>A day as the tables have it.</summary>
    internal abstract object Day(LocalDate day);

    /// <summary>The end of a query of rows that are to be deleted: leaves out those that another transaction is changing. Where one writes at a time there are none.</summary>
    internal virtual string UnlessLocked => string.Empty;

    /// <summary>An expression that gives the number of a day.</summary>
    /// <param name="day">Expression that gives the day.</param>
    internal abstract string DayNumber(string day);
}
