namespace Xlink.Odbc;

/// <summary>The numbers of the ODBC standard (ISO/IEC 9075-3, <c>sql.h</c>, <c>sqlext.h</c>) that are used here.</summary>
internal static class OdbcCode
{
    internal const short Success = 0;
    internal const short SuccessWithInfo = 1;
    internal const short NoData = 100;

    internal const short EnvironmentHandle = 1;
    internal const short ConnectionHandle = 2;
    internal const short StatementHandle = 3;

    internal const int NullTerminated = -3;
    internal const int NullData = -1;

    internal const int AttributeOdbcVersion = 200;
    internal const int OdbcVersion3 = 3;
    internal const int AttributeAutoCommit = 102;
    internal const int AttributeLoginTimeout = 103;
    internal const int AttributeQueryTimeout = 0;
    internal const int AttributeMaximumRows = 1;
    internal const int AttributeRowStatus = 25;
    internal const int AttributeRowsFetched = 26;
    internal const int AttributeRowArraySize = 27;

    internal const ushort InfoDriverName = 6;
    internal const ushort InfoDatabaseName = 17;
    internal const ushort InfoDatabaseVersion = 18;

    internal const ushort NoPrompt = 0;
    internal const short Rollback = 1;
    internal const short ParameterInput = 1;
    internal const ushort FetchNext = 1;
    internal const ushort FetchFirst = 2;
    internal const ushort FetchFirstUser = 31;
    internal const ushort FetchFirstSystem = 32;

    internal const ushort RowError = 5;

    internal const short SqlNumeric = 2;
    internal const short SqlDecimal = 3;
    internal const short SqlInteger = 4;
    internal const short SqlSmallInteger = 5;
    internal const short SqlFloat = 6;
    internal const short SqlReal = 7;
    internal const short SqlDouble = 8;
    internal const short SqlDate2 = 9;
    internal const short SqlTimeStamp2 = 11;
    internal const short SqlDate = 91;
    internal const short SqlTimeStamp = 93;
    internal const short SqlBigInteger = -5;
    internal const short SqlTinyInteger = -6;
    internal const short SqlWideVarChar = -9;

    internal const short CChar = 1;
    internal const short CWideChar = -8;
    internal const short CDouble = 8;
    internal const short CBigInteger = -25;
    internal const short CTimeStamp = 93;

    /// <summary>Whether a call did what it should.</summary>
    internal static bool IsSuccess(short code) => code is Success or SuccessWithInfo;
}
