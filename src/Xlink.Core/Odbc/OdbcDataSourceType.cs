namespace Xlink.Odbc;

/// <summary>What an <see cref="OdbcDataSource"/> is.</summary>
public enum OdbcDataSourceType
{
    /// <summary>A data source of the current user; a service that runs as another user does not see it.</summary>
    User,

    /// <summary>A data source of the computer.</summary>
    System,

    /// <summary>A driver, for <c>Driver={…}</c> in a connection string.</summary>
    Driver,
}
