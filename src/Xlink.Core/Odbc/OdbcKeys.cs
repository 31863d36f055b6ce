namespace Xlink.Odbc;

/// <summary>The keys in <c>isps_ul.ini</c> that say how to reach the database of an external system; the password's are those of <see cref="Credentials.AcdPassword"/>.</summary>
public static class OdbcKeys
{
    /// <summary>Name of the data source (DSN) [documented].</summary>
    public const string Source = "Source";

    /// <summary>The user [documented].</summary>
    public const string User = "User";

    /// <summary>A whole connection string, which overrides data source, user and password [our reading].</summary>
    public const string ConnectionString = "ConnectionString";

    /// <summary>Seconds that logging in may take [our reading].</summary>
    public const string LoginTimeout = "LoginTimeout";

    /// <summary>Seconds that a query may take before its first rows; 0 for no limit [our reading].</summary>
    public const string QueryTimeout = "QueryTimeout";
}
