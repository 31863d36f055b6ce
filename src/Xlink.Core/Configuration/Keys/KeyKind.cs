namespace Xlink.Configuration.Keys;

/// <summary>What the value of a key is.</summary>
public enum KeyKind
{
    /// <summary>Any text: a name, a DSN.</summary>
    Text,

    /// <summary>A whole number, or one of a few values: see <see cref="ConfigurationKey.Values"/> and <see cref="ConfigurationKey.Minimum"/>.</summary>
    Number,

    /// <summary>The number of a column of the files, counted from 1.</summary>
    Column,

    /// <summary>One or two such numbers, separated by a semicolon.</summary>
    Columns,

    /// <summary>Texts separated by semicolons.</summary>
    List,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>The order of day, month and year: dmy, mdy or ymd.</summary>
    DateOrder,

    /// <summary>An offset or a zone.</summary>
    TimeZone,

    /// <summary>The name of a zone.</summary>
    ZoneName,

    /// <summary>A password, plain or hidden.</summary>
    Password,

    /// <summary>SQL: a query, a table, or an expression.</summary>
    Sql,

    /// <summary>SQL expressions separated by semicolons.</summary>
    SqlList,
}
