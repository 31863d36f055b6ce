using System;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using Xlink.Configuration;
using Xlink.Odbc;

namespace Xlink.Database.Tests;

/// <summary>An empty database of a test's own.</summary>
/// <param name="connectionString">How it is reached.</param>
internal sealed class TestDatabase(string connectionString)
{
    public const string ExternalSystem = "ACD";

    public string ConnectionString => connectionString;

    public OdbcConnectionSettings Settings => OdbcConnectionSettings.FromSection(Section());

    /// <summary>The same database at another port of loopback, which leads to it.</summary>
    public TestDatabase At(int port) => new(Regex.Replace(connectionString, @"(?<=;Port=)\d+", port.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The port of its server.</summary>
    public int Port => int.Parse(Regex.Match(connectionString, @"(?<=;Port=)\d+").Value, CultureInfo.InvariantCulture);

    /// <summary>A section of isps_ul.ini that reaches the database.</summary>
    /// <param name="lines">Its other lines.</param>
    public IConfigurationSection Section(params string[] lines) => Parse(["ConnectionString=" + connectionString, .. lines]);

    /// <summary>A section made of lines.</summary>
    public static IConfigurationSection Parse(params string[] lines)
        => IniDocument.Parse(Encoding.UTF8.GetBytes($"[{ExternalSystem}]\n" + string.Join('\n', lines) + "\n"), "isps_ul.ini").FindSection(ExternalSystem)!;

    public OdbcConnection Connect() => OdbcConnection.Open(Settings, CancellationToken.None);

    /// <summary>Runs statements, in their order.</summary>
    public void Execute(params string[] statements)
    {
        using var connection = Connect();

        // An import only ever reads, in a transaction that it rolls back.
        connection.Library.SetConnectionAttribute(connection.Handle, OdbcCode.AttributeAutoCommit, new IntPtr(1), 0);
        foreach (var sql in statements)
        {
            try
            {
                OdbcStatement.Execute(connection, "test", sql, [], maximumRows: 0, CancellationToken.None).Dispose();
            }
            catch (XlinkException exception) when (exception.ErrorId == "OdbcQueryWithoutResult")
            {
                // It has done what it should, and has no rows to show.
            }
        }
    }

    /// <summary>The first value of a query.</summary>
    public string? Query(string sql)
    {
        using var connection = Connect();
        using var statement = OdbcStatement.Execute(connection, "test", sql, [], maximumRows: 0, CancellationToken.None);
        return OdbcRowReader.Read(statement)?[0];
    }
}
