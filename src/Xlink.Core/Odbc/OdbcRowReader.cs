using System;
using System.Collections.Generic;
using System.Text;

namespace Xlink.Odbc;

/// <summary>Reads a result row by row as texts of any length: for the few rows of a tree, and for a look at a query.</summary>
internal static unsafe class OdbcRowReader
{
    private const int BufferLength = 2048;

    /// <summary>The next row.</summary>
    /// <returns>A text or <see langword="null"/> per column; <see langword="null"/> at the end.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="OdbcStatement.Fetch"/>.</exception>
    internal static string?[]? Read(OdbcStatement statement)
    {
        if (!statement.Fetch())
        {
            return null;
        }

        var values = new string?[statement.Columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ReadText(statement, (ushort)(i + 1));
        }

        return values;
    }

    /// <summary>All rows of a query.</summary>
    internal static IReadOnlyList<string?[]> ReadAll(OdbcStatement statement)
    {
        var rows = new List<string?[]>();
        while (Read(statement) is { } row)
        {
            rows.Add(row);
        }

        return rows;
    }

    private static string? ReadText(OdbcStatement statement, ushort number)
    {
        var buffer = stackalloc char[BufferLength];
        var text = new StringBuilder();
        while (true)
        {
            IntPtr indicator;
            var code = statement.Library.GetData(
                statement.Handle, number, OdbcCode.CWideChar, (IntPtr)buffer, new IntPtr(BufferLength * sizeof(char)), &indicator);
            statement.Check(code);
            if (code == OdbcCode.NoData)
            {
                return text.ToString();
            }

            var length = indicator.ToInt64();
            if (length == OdbcCode.NullData)
            {
                return null;
            }

            // The length counts what is left; a text that does not fit is cut, ends with a NUL, and goes on with the next call.
            var fits = length >= 0 && length < BufferLength * sizeof(char);
            text.Append(buffer, fits ? (int)length / sizeof(char) : BufferLength - 1);
            if (fits)
            {
                return text.ToString();
            }
        }
    }
}
