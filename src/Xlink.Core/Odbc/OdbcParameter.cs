using System;
using System.Globalization;
using System.Runtime.InteropServices;
using NodaTime;

namespace Xlink.Odbc;

/// <summary>A value that goes to the database beside the query, never as a part of it.</summary>
internal sealed class OdbcParameter
{
    private const int TimeStampColumnSize = 19; // yyyy-mm-dd hh:mm:ss

    private OdbcParameter(string text, Array data, short valueType, short sqlType, int size)
    {
        Text = text;
        Data = data;
        ValueType = valueType;
        SqlType = sqlType;
        Size = size;
    }

    /// <summary>The value for a log.</summary>
    internal string Text { get; }

    /// <summary>The value as the driver takes it.</summary>
    internal Array Data { get; }

    internal short ValueType { get; }

    internal short SqlType { get; }

    /// <summary>Characters of the value.</summary>
    internal int Size { get; }

    /// <summary>A text.</summary>
    internal static OdbcParameter From(string text)
        => new(
            "'" + text.Replace("'", "''") + "'",
            (text + "\0").ToCharArray(),
            OdbcCode.CWideChar,
            OdbcCode.SqlWideVarChar,
            Math.Max(text.Length, 1));

    /// <summary>A date and time in whole seconds.</summary>
    internal static OdbcParameter From(LocalDateTime time)
        => new(
            "'" + time.ToString("uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "'",
            new[] { OdbcTimeStamp.From(time) },
            OdbcCode.CTimeStamp,
            OdbcCode.SqlTimeStamp,
            TimeStampColumnSize);

    /// <summary>Bytes of the value, without the end mark of a text.</summary>
    internal int ByteLength => ValueType == OdbcCode.CWideChar ? (Data.Length - 1) * sizeof(char) : Marshal.SizeOf<OdbcTimeStamp>();
}
