using System;
using System.IO;
using System.Linq;
using System.Threading;
using Xlink.Database.Tests;
using Xlink.Odbc;

[assembly: AssemblyFixture(typeof(DatabaseServers))]

namespace Xlink.Database.Tests;

/// <summary>The databases that tests run against: servers of this test run on loopback, each started by the first test that needs it.</summary>
public sealed class DatabaseServers : IDisposable
{
    public const string PostgreSql = "PostgreSQL";
    public const string MariaDb = "MariaDB";
    public const string Sqlite = "SQLite";

    private readonly Lazy<PostgreSqlServer> postgreSql = new(() => PostgreSqlServer.Start());
    private readonly Lazy<(ServerProcess Process, int Port)> mariaDb = new(StartMariaDb);
    private readonly string sqliteFolder = Directory.CreateTempSubdirectory("xlink-db-").FullName;
    private int databases;

    public static TheoryData<string> All => [PostgreSql, MariaDb, Sqlite];

    /// <summary>Makes a database, or skips the test where the packages are missing.</summary>
    internal TestDatabase Create(string kind)
    {
        SkipWithout(kind);
        var name = "t" + Interlocked.Increment(ref databases);
        switch (kind)
        {
            case PostgreSql:
                new TestDatabase(ConnectToPostgreSql(postgreSql.Value.Port, PostgreSqlServer.User)).Execute("create database " + name);
                return new TestDatabase(ConnectToPostgreSql(postgreSql.Value.Port, name));
            case MariaDb:
                new TestDatabase(ConnectToMariaDb(mariaDb.Value.Port, "mysql")).Execute("create database " + name);
                return new TestDatabase(ConnectToMariaDb(mariaDb.Value.Port, name));
            default:
                return new TestDatabase("Driver=SQLite3;Database=" + Path.Combine(sqliteFolder, name + ".db"));
        }
    }

    /// <summary>The port of the PostgreSQL server, and how a database of it is reached at another.</summary>
    internal (int Port, Func<int, string, string> ConnectionString) PostgreSqlAddress
    {
        get
        {
            SkipWithout(PostgreSql);
            return (postgreSql.Value.Port, ConnectToPostgreSql);
        }
    }

    public void Dispose()
    {
        if (postgreSql.IsValueCreated)
        {
            postgreSql.Value.Dispose();
        }

        if (mariaDb.IsValueCreated)
        {
            mariaDb.Value.Process.Dispose();
        }

        Directory.Delete(sqliteFolder, recursive: true);
    }

    private static string ConnectToPostgreSql(int port, string database)
        => $"Driver=PostgreSQL Unicode;Server=127.0.0.1;Port={port};Database={database};UID={PostgreSqlServer.User};PWD={{{PostgreSqlServer.Password.Replace("}", "}}", StringComparison.Ordinal)}}}";

    private static string ConnectToMariaDb(int port, string database) => $"Driver=MariaDB Unicode;Server=127.0.0.1;Port={port};Database={database};UID=root";

    private static void SkipWithout(string kind)
    {
        Assert.SkipUnless(File.Exists("/usr/lib/x86_64-linux-gnu/libodbc.so.2") || File.Exists("/usr/lib/aarch64-linux-gnu/libodbc.so.2"), "The package unixodbc is not installed.");
        var driver = kind switch { PostgreSql => "PostgreSQL Unicode", MariaDb => "MariaDB Unicode", _ => "SQLite3" };
        Assert.SkipUnless(OdbcDataSource.FindAll().Any(source => source.Type == OdbcDataSourceType.Driver && source.Name == driver), $"The ODBC driver '{driver}' is not installed.");
        Assert.SkipWhen(kind == PostgreSql && !PostgreSqlServer.IsInstalled, "The package postgresql is not installed.");
        Assert.SkipWhen(kind == MariaDb && !File.Exists("/usr/sbin/mariadbd"), "The package mariadb-server is not installed.");
    }

    private static (ServerProcess Process, int Port) StartMariaDb()
    {
        const string user = "mysql";
        var folder = ServerProcess.CreateFolder(user);
        ServerProcess.Run(user, $"mariadb-install-db --no-defaults --auth-root-authentication-method=normal --skip-test-db --datadir={folder}/data");
        return Start(
            folder,
            user,
            port => $"/usr/sbin/mariadbd --no-defaults --datadir={folder}/data --port={port} --bind-address=127.0.0.1 --socket={folder}/socket --pid-file={folder}/pid --innodb-flush-log-at-trx-commit=0",
            $"kill -TERM $(cat {folder}/pid)",
            port => ConnectToMariaDb(port, "mysql"));
    }

    private static (ServerProcess Process, int Port) Start(string folder, string user, Func<int, string> command, string stop, Func<int, string> connectionString)
    {
        var port = ServerProcess.FindPort();
        var process = ServerProcess.Start(folder, user, command(port), stop);
        process.WaitUntil(() =>
        {
            try
            {
                new TestDatabase(connectionString(port)).Connect().Dispose();
                return true;
            }
            catch (XlinkException exception) when (exception.ErrorId is "OdbcConnectFailed" or "OdbcConnectTimedOut")
            {
                return false;
            }
        });
        return (process, port);
    }
}
