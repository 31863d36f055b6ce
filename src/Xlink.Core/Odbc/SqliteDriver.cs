using System;
using Xlink.Files;

namespace Xlink.Odbc;

/// <summary>
/// What the driver of SQLite needs outside Windows: it has no wide functions there, and unixODBC would turn a query for it into Latin-1, while it
/// takes UTF-8.
/// </summary>
internal static class SqliteDriver
{
    private const string Name = "sqlite";

    /// <summary>Whether queries have to be handed over as UTF-8.</summary>
    internal static bool TakesUtf8(OdbcConnection connection)
        => !WindowsFileSystem.IsCurrent && connection.GetInfo(OdbcCode.InfoDriverName).StartsWith(Name, StringComparison.OrdinalIgnoreCase);
}
