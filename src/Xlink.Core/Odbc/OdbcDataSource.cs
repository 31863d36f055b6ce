using System.Collections.Generic;

namespace Xlink.Odbc;

/// <summary>What the ODBC driver manager of this computer offers: a data source (DSN), or a driver to use in a connection string.</summary>
/// <param name="Name">Name of the data source or driver.</param>
/// <param name="Driver">The driver of the data source, as the driver manager describes it.</param>
/// <param name="Type">Whose data source it is, or that it is a driver.</param>
public sealed record OdbcDataSource(string Name, string Driver, OdbcDataSourceType Type)
{
    /// <summary>All of them: the user's, the system's, the drivers.</summary>
    /// <returns>They, in the order of the driver manager.</returns>
    /// <exception cref="XlinkException"><c>OdbcDriverManagerMissing</c>.</exception>
    public static IReadOnlyList<OdbcDataSource> FindAll() => OdbcEnvironment.List();
}
