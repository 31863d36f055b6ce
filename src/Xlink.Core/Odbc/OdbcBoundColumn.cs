using System;

namespace Xlink.Odbc;

/// <summary>A column of a block: the driver writes its values one behind the other.</summary>
internal sealed unsafe class OdbcBoundColumn
{
    // Longer numbers and times do not make sense.
    private const int AsciiLength = 64;

    private byte* values;
    private IntPtr* indicators;

    /// <summary>Describes a column to bind.</summary>
    /// <param name="buffer">What its values are fetched as.</param>
    /// <param name="textLength">Characters to make room for, of a text.</param>
    internal OdbcBoundColumn(OdbcBuffer buffer, int textLength = 0)
    {
        Buffer = buffer;
        ElementSize = buffer switch
        {
            OdbcBuffer.Integer or OdbcBuffer.Double => sizeof(long),
            OdbcBuffer.TimeStamp => sizeof(OdbcTimeStamp),
            OdbcBuffer.Ascii => Math.Max(AsciiLength, textLength) + 1,
            _ => (textLength + 1) * sizeof(char),
        };
    }

    internal OdbcBuffer Buffer { get; }

    /// <summary>Bytes per value.</summary>
    internal int ElementSize { get; }

    /// <summary>Binds the column.</summary>
    internal void Bind(OdbcStatement statement, int number, int rows)
    {
        this.values = (byte*)statement.Pin(new byte[rows * ElementSize]);
        this.indicators = (IntPtr*)statement.Pin(new IntPtr[rows]);
        var type = Buffer switch
        {
            OdbcBuffer.Integer => OdbcCode.CBigInteger,
            OdbcBuffer.Double => OdbcCode.CDouble,
            OdbcBuffer.TimeStamp => OdbcCode.CTimeStamp,
            OdbcBuffer.Ascii => OdbcCode.CChar,
            _ => OdbcCode.CWideChar,
        };
        statement.Check(statement.Library.BindColumn(
            statement.Handle, (ushort)number, type, (IntPtr)this.values, new IntPtr(ElementSize), this.indicators));
    }

    internal bool IsNull(int row) => (long)this.indicators[row] == OdbcCode.NullData;

    internal long GetInteger(int row) => ((long*)this.values)[row];

    internal double GetDouble(int row) => ((double*)this.values)[row];

    internal ref readonly OdbcTimeStamp GetTimeStamp(int row) => ref ((OdbcTimeStamp*)this.values)[row];

    /// <summary>The bytes of a text; of one that is longer than the room, or whose length the driver does not know, as many as there is room for.</summary>
    /// <param name="row">The row of the block.</param>
    /// <param name="isCut">Whether there was more.</param>
    internal ReadOnlySpan<byte> GetBytes(int row, out bool isCut)
    {
        var length = (long)this.indicators[row];
        var room = ElementSize - (Buffer == OdbcBuffer.Text ? sizeof(char) : 1);
        isCut = length > room || length < 0;
        return new ReadOnlySpan<byte>(this.values + ((long)row * ElementSize), isCut ? room : (int)length);
    }
}
