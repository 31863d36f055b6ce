using System;

namespace Xlink.Odbc;

/// <summary>
/// What psqlODBC needs to be told: by itself it keeps all rows of a query in memory before it hands out the first. Its own attributes make it
/// use a cursor on the server instead. They are in its header <c>psqlodbc.h</c> and have no text in the standard.
/// </summary>
/// <remarks>Without a transaction the server would copy all rows for the cursor first; nothing is changed in it, and it is rolled back at the end.</remarks>
internal static class PostgreSqlDriver
{
    private const string Name = "psqlodbc";
    private const int UseDeclareFetch = 65539; // SQL_ATTR_PGOPT_USE_DECLAREFETCH
    private const int FetchSize = 65541; // SQL_ATTR_PGOPT_FETCH
    private const int Rows = 10_000;

    /// <summary>Sets the attributes, if it is this driver. One that does not know them goes on as it is.</summary>
    internal static void FetchInBlocks(OdbcConnection connection)
    {
        if (connection.GetInfo(OdbcCode.InfoDriverName).StartsWith(Name, StringComparison.OrdinalIgnoreCase))
        {
            connection.Library.SetConnectionAttribute(connection.Handle, OdbcCode.AttributeAutoCommit, IntPtr.Zero, 0);
            connection.Library.SetConnectionAttribute(connection.Handle, UseDeclareFetch, new IntPtr(1), 0);
            connection.Library.SetConnectionAttribute(connection.Handle, FetchSize, new IntPtr(Rows), 0);
        }
    }
}
