using System;

namespace Xlink.Odbc;

/// <summary>
/// What psqlODBC needs to be told: by itself it keeps all rows of a query in memory before it hands out the first. Its own attributes make it
/// use a cursor on the server instead. They are in its header <c>psqlodbc.h</c> and have no text in the standard.
/// </summary>
/// <remarks>
/// <para>Without a transaction the server would copy all rows for the cursor first; nothing is changed in it, and it is rolled back at the end.</para>
/// <para>The driver's own cursor crashes the process if the connection is lost while it fetches (seen with 13.02). So large queries get a cursor
/// that is declared and fetched from by statements: where these fail, the driver says so.</para>
/// </remarks>
internal static class PostgreSqlDriver
{
    /// <summary>Rows that are fetched from a cursor at once, if they are no longer than a call's.</summary>
    internal const int CursorRows = 16384;

    private const string Name = "psqlodbc";
    private const int UseDeclareFetch = 65539; // SQL_ATTR_PGOPT_USE_DECLAREFETCH
    private const int FetchSize = 65541; // SQL_ATTR_PGOPT_FETCH
    private const int Rows = 10_000;

    /// <summary>Whether it is this driver.</summary>
    internal static bool IsOf(OdbcConnection connection) => connection.GetInfo(OdbcCode.InfoDriverName).StartsWith(Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Sets the attributes. A driver that does not know them goes on as it is.</summary>
    internal static void FetchInBlocks(OdbcConnection connection)
    {
        connection.Library.SetConnectionAttribute(connection.Handle, OdbcCode.AttributeAutoCommit, IntPtr.Zero, 0);
        connection.Library.SetConnectionAttribute(connection.Handle, UseDeclareFetch, new IntPtr(1), 0);
        connection.Library.SetConnectionAttribute(connection.Handle, FetchSize, new IntPtr(Rows), 0);
    }

    /// <summary>Gives the rows of a query at once, without a cursor: PostgreSQL runs none on several processors.</summary>
    internal static void FetchAtOnce(OdbcConnection connection)
        => connection.Library.SetConnectionAttribute(connection.Handle, UseDeclareFetch, IntPtr.Zero, 0);

    /// <summary>The statement that fetches the next rows of the cursor.</summary>
    internal static string FetchFromCursor(int rows) => FormattableString.Invariant($"FETCH FORWARD {rows} FROM xlink_rows");

    /// <summary>The statement that opens the cursor of a connection; it has one at a time.</summary>
    internal static string DeclareCursor(string sql) => "DECLARE xlink_rows NO SCROLL CURSOR FOR " + sql;
}
