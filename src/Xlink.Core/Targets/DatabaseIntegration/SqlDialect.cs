namespace Xlink.Targets.DatabaseIntegration;

/// <summary>Whose SQL a query is written in.</summary>
public enum SqlDialect
{
    /// <summary>Standard SQL, for databases that none of the others is: Oracle and Informix among them.</summary>
    Ansi = 0,

    /// <summary>PostgreSQL.</summary>
    PostgreSql,

    /// <summary>MySQL 8 and MariaDB.</summary>
    MySql,

    /// <summary>SQLite.</summary>
    Sqlite,

    /// <summary>Microsoft SQL Server.</summary>
    SqlServer,
}
