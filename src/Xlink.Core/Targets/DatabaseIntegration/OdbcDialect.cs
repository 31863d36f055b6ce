using System;
using System.Linq;
using Xlink.Odbc;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>Whose SQL the database of an external system speaks, by the name of its ODBC driver.</summary>
internal static class OdbcDialect
{
    private static readonly (string Word, SqlDialect Dialect)[] Words =
    [
        ("postgres", SqlDialect.PostgreSql),
        ("psql", SqlDialect.PostgreSql),
        ("maria", SqlDialect.MySql),
        ("mysql", SqlDialect.MySql),
        ("myodbc", SqlDialect.MySql),
        ("sqlite", SqlDialect.Sqlite),
        ("sql server", SqlDialect.SqlServer),
        ("sqlsrv", SqlDialect.SqlServer),
        ("sqlncli", SqlDialect.SqlServer),
        ("msodbcsql", SqlDialect.SqlServer),
        ("freetds", SqlDialect.SqlServer),
        ("tdsodbc", SqlDialect.SqlServer),
    ];

    /// <summary>The dialect of a connection.</summary>
    /// <param name="connection">How the database is reached; it is not connected to.</param>
    /// <param name="driver">The driver; <see langword="null"/> if this computer does not know the data source.</param>
    /// <returns>The dialect; <see langword="null"/> if the driver is none that we know.</returns>
    internal static SqlDialect? Find(OdbcConnectionSettings connection, out string? driver)
    {
        driver = connection.FindDriver();
        var name = driver;
        return name is null ? null
            : Words.Where(word => name.IndexOf(word.Word, StringComparison.OrdinalIgnoreCase) >= 0).Select(word => (SqlDialect?)word.Dialect).FirstOrDefault();
    }
}
