using System;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Xlink.Server.Store.Sqlite;

/// <summary>
/// A prepared statement for rows by the hundred. SQLite's library is called without counting for each call who uses the statement, which the .NET package does, and which
/// takes as long as the call: whoever has this keeps the statement.
/// </summary>
internal readonly unsafe partial struct SqliteStatement(sqlite3 database, sqlite3_stmt statement)
{
    private const string Library = "e_sqlite3";

    // SQLITE_TRANSIENT
    private const nint Transient = -1;

    private readonly nint handle = statement.DangerousGetHandle();

    /// <summary>The statement.</summary>
    internal sqlite3_stmt Statement => statement;

    /// <summary>Gives it a number.</summary>
    internal void Bind(int index, int value) => Check(sqlite3_bind_int(handle, index, value));

    /// <summary>Gives it a copy of bytes.</summary>
    internal void Bind(int index, ReadOnlySpan<byte> bytes)
    {
        // Bytes at no address would be NULL.
        byte none;
        fixed (byte* first = bytes)
        {
            Check(sqlite3_bind_blob(handle, index, first is null ? &none : first, bytes.Length, Transient));
        }
    }

    /// <summary>Runs a statement that has no rows, and makes it ready for the next values.</summary>
    internal void Execute()
    {
        Check(sqlite3_step(handle));
        Check(sqlite3_reset(handle));
    }

    /// <summary>Goes to the first row.</summary>
    /// <returns>Whether there is one.</returns>
    internal bool Find()
    {
        var result = sqlite3_step(handle);
        Check(result);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Makes it ready for the next values.</summary>
    internal void Reset() => Check(sqlite3_reset(handle));

    [LibraryImport(Library)]
    [SuppressGCTransition]
    private static partial int sqlite3_bind_int(nint statement, int index, int value);

    [LibraryImport(Library)]
    private static partial int sqlite3_bind_blob(nint statement, int index, byte* bytes, int length, nint destructor);

    [LibraryImport(Library)]
    private static partial int sqlite3_step(nint statement);

    [LibraryImport(Library)]
    private static partial int sqlite3_reset(nint statement);

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(result, database);
        }
    }
}
