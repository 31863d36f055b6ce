using System;
using System.Linq;
using System.Text.RegularExpressions;
using Xlink.Configuration;
using Xlink.Credentials;
using Xlink.Sources;

namespace Xlink.Odbc;

/// <summary>How the database of an external system is reached: <see cref="OdbcKeys"/>. No record, because a record shows its members.</summary>
/// <remarks>
/// [Our reading] <c>ConnectionString</c> overrides data source, user and password, except that a connection string with a user and no password
/// gets the one of <c>Password</c>, so that it need not stand in the connection string in plain text.
/// </remarks>
public sealed class OdbcConnectionSettings
{
    private const int DefaultLoginTimeout = 15;
    private const int DefaultQueryTimeout = 600;
    private const int MaximumTimeout = 24 * 3600;
    private const string Hidden = "********";

    /// <summary>How long a query may take where QueryTimeout is not set.</summary>
    internal static readonly TimeSpan DefaultQueryTime = TimeSpan.FromSeconds(DefaultQueryTimeout);

    // What must not stand in a connection string outside braces.
    private static readonly char[] Special = [.. "[]{}(),;?*=!@"];
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);
    private static readonly Regex PasswordValue = Pattern(@"(?<=(?:^|;)\s*(?:PWD|PASSWORD)\s*=\s*)(?:\{(?:[^}]|\}\})*\}?|[^;]*)");
    private static readonly Regex DriverValue = Value("DRIVER");
    private static readonly Regex DataSourceValue = Value("DSN");
    private static readonly Regex UserKeyword = Pattern(@"(?:^|;)\s*(?:UID|USER|USERNAME|USER ID)\s*=");

    private readonly string? connectionString;
    private readonly Secret? password;

    private OdbcConnectionSettings(string externalSystem, string? connectionString, Secret? password)
    {
        ExternalSystem = externalSystem;
        this.connectionString = connectionString;
        this.password = password;
    }

    /// <summary>Name of the external system.</summary>
    public string ExternalSystem { get; }

    /// <summary>The data source (DSN), unless a connection string overrides it.</summary>
    public string? DataSource { get; private init; }

    /// <summary>The user, if one is set beside the data source.</summary>
    public string? User { get; private init; }

    /// <summary>How long logging in may take.</summary>
    public TimeSpan LoginTimeout { get; private init; }

    /// <summary>How long a query may take before its first rows; zero for no limit.</summary>
    public TimeSpan QueryTimeout { get; private init; }

    /// <summary>Reads the configuration of an external system.</summary>
    /// <param name="section">Its section.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="XlinkException">A key is missing (<c>SourceKeyMissing</c>) or wrong (<c>SourceKeyInvalid</c>); <c>AcdPasswordMalformed</c>.</exception>
    public static OdbcConnectionSettings FromSection(IConfigurationSection section)
    {
        var reader = new SectionReader(section ?? throw new ArgumentNullException(nameof(section)));
        var text = reader.GetOptional(OdbcKeys.ConnectionString);
        return new OdbcConnectionSettings(section.Name, text, AcdPassword.Find(section))
        {
            DataSource = text is null ? reader.GetRequired(OdbcKeys.Source, Messages.SourceExpectedDataSource) : null,
            User = reader.GetOptional(OdbcKeys.User),
            LoginTimeout = ReadSeconds(reader, OdbcKeys.LoginTimeout, DefaultLoginTimeout),
            QueryTimeout = ReadSeconds(reader, OdbcKeys.QueryTimeout, DefaultQueryTimeout),
        };
    }

    /// <summary>The text for the driver manager. It holds the password: do not keep it.</summary>
    internal string ToConnectionString()
    {
        if (this.connectionString is not { } own)
        {
            return "DSN=" + Quote(DataSource!)
                + (User is null ? string.Empty : ";UID=" + Quote(User))
                + (this.password is null ? string.Empty : ";PWD=" + Quote(this.password.Reveal()));
        }

        return this.password is { IsEmpty: false } && UserKeyword.IsMatch(own) && !PasswordValue.IsMatch(own)
            ? own.TrimEnd(';', ' ') + ";PWD=" + Quote(this.password.Reveal())
            : own;
    }

    /// <summary>The ODBC driver that reaches the database: the one that the connection string names, or that of the data source on this computer.</summary>
    /// <returns>The driver; <see langword="null"/> if this computer does not know the data source.</returns>
    internal string? FindDriver()
    {
        if (this.connectionString is { } own && DriverValue.Match(own) is { Length: > 0 } driver)
        {
            return driver.Value.Trim().Trim('{', '}');
        }

        var source = this.connectionString is null ? DataSource : DataSourceValue.Match(this.connectionString).Value.Trim().Trim('{', '}');
        try
        {
            return OdbcDataSource.FindAll()
                .FirstOrDefault(found => found.Type != OdbcDataSourceType.Driver && string.Equals(found.Name, source, StringComparison.OrdinalIgnoreCase))?.Driver;
        }
        catch (XlinkException)
        {
            // Without a driver manager nothing is known.
            return null;
        }
    }

    /// <summary>Hides the password in what a driver says: some repeat the connection string.</summary>
    internal string Scrub(string text)
    {
        if (this.password is { IsEmpty: false } secret)
        {
            text = Hide(text, secret.Reveal());
        }

        if (this.connectionString is { } own && PasswordValue.Match(own) is { Length: > 0 } found)
        {
            text = Hide(text, found.Value);
            text = Hide(text, found.Value.Trim().Trim('{', '}').Replace("}}", "}"));
        }

        return PasswordValue.Replace(text, Hidden);
    }

    private static string Hide(string text, string secret) => secret.Length == 0 ? text : text.Replace(secret, Hidden);

    private static TimeSpan ReadSeconds(SectionReader reader, string key, int defaultValue)
        => TimeSpan.FromSeconds(reader.GetWholeNumber(key, defaultValue, MaximumTimeout, MessageText.Format(nameof(Messages.SourceExpectedSeconds), MaximumTimeout)));

    private static string Quote(string value)
        => value.IndexOfAny(Special) < 0 && value.Trim().Length == value.Length ? value : "{" + value.Replace("}", "}}") + "}";

    private static Regex Value(string keyword) => Pattern(@"(?<=(?:^|;)\s*" + keyword + @"\s*=\s*)(?:\{(?:[^}]|\}\})*\}?|[^;]*)");

    private static Regex Pattern(string pattern)
        => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, PatternTimeout);
}
