using System.Runtime.InteropServices;
using NodaTime;

namespace Xlink.Odbc;

/// <summary>A date and time as drivers exchange it: <c>SQL_TIMESTAMP_STRUCT</c>.</summary>
/// <param name="Year">The year.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
/// <param name="Hour">0 to 23.</param>
/// <param name="Minute">0 to 59.</param>
/// <param name="Second">0 to 59, 61 with leap seconds.</param>
/// <param name="Fraction">Billionths of a second.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct OdbcTimeStamp(short Year, ushort Month, ushort Day, ushort Hour, ushort Minute, ushort Second, uint Fraction)
{
    internal static OdbcTimeStamp From(LocalDateTime time)
        => new((short)time.Year, (ushort)time.Month, (ushort)time.Day, (ushort)time.Hour, (ushort)time.Minute, (ushort)time.Second, 0);
}
