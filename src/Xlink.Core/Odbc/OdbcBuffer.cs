namespace Xlink.Odbc;

/// <summary>What the values of a bound column are fetched as.</summary>
internal enum OdbcBuffer
{
    /// <summary>64-bit numbers.</summary>
    Integer,

    /// <summary>Binary fractions.</summary>
    Double,

    /// <summary><see cref="OdbcTimeStamp"/>.</summary>
    TimeStamp,

    /// <summary>Short texts of which only digits and signs matter, one byte per character.</summary>
    Ascii,

    /// <summary>Texts in UTF-16.</summary>
    Text,
}
