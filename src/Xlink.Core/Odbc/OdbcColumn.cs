namespace Xlink.Odbc;

/// <summary>A column of a query's result, as the driver describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SqlType">The number of its type in the standard.</param>
internal sealed record OdbcColumn(string Name, short SqlType)
{
    /// <summary>Whether its values are whole numbers of at most 64 bits.</summary>
    internal bool IsInteger => SqlType is OdbcCode.SqlInteger or OdbcCode.SqlSmallInteger or OdbcCode.SqlBigInteger or OdbcCode.SqlTinyInteger;

    /// <summary>Whether its values are binary fractions.</summary>
    internal bool IsFloat => SqlType is OdbcCode.SqlFloat or OdbcCode.SqlReal or OdbcCode.SqlDouble;

    /// <summary>Whether its values are exact decimal numbers.</summary>
    internal bool IsDecimal => SqlType is OdbcCode.SqlNumeric or OdbcCode.SqlDecimal;

    /// <summary>Whether its values are dates, with or without a time.</summary>
    internal bool IsTimeStamp => SqlType is OdbcCode.SqlTimeStamp or OdbcCode.SqlDate or OdbcCode.SqlTimeStamp2 or OdbcCode.SqlDate2;
}
