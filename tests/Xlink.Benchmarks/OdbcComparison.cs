using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using NodaTime;
using Npgsql;
using Xlink.Benchmarks.Table;
using Xlink.Configuration;
using Xlink.Database.Tests;
using Xlink.Odbc;
using Xlink.Sources;
using Xlink.Sources.Universal;

namespace Xlink.Benchmarks;

/// <summary>
/// Rows per call from PostgreSQL over loopback: our source, from the query to the sums per queue and interval, beside the same driver read row by row
/// (SQLFetch and SQLGetData, as the usual provider does) and Npgsql's reader, which both only add the columns up, and the database's own psql, which
/// only throws the rows away. All run in turns.
/// </summary>
internal sealed class OdbcComparison(int rows, int runs)
{
    private const string User = "postgres";
    private const int Queues = 200;
    private const string Query = "SELECT started, queue, talk, acw FROM calls";

    /// <summary>Measures.</summary>
    /// <returns>The times of Npgsql and of reading row by row as multiples of ours.</returns>
    /// <exception cref="PeerMissingException">The database is not installed, or its driver is not.</exception>
    public (double Npgsql, double RowByRow) Run(TextWriter output)
    {
        if (!Directory.Exists("/usr/lib/postgresql"))
        {
            throw new PeerMissingException("PostgreSQL is not installed");
        }

        var programs = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
        var folder = ServerProcess.CreateFolder(User);
        ServerProcess.Run(User, $"{programs}/initdb -D {folder}/data -U postgres -E UTF8 --no-locale -A trust -N");
        var port = ServerProcess.FindPort();
        using var server = ServerProcess.Start(
            folder, User, $"{programs}/postgres -D {folder}/data -p {port} -h 127.0.0.1 -c unix_socket_directories=", $"kill -INT $(head -n 1 {folder}/data/postmaster.pid)");
        var npgsql = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Pooling=false";
        server.WaitUntil(() => Try(npgsql));
        Execute(npgsql, $"create table calls as select 'Queue_' || i % {Queues} as queue, timestamp '2026-01-01' + (i % 2592000) * interval '1 second' as started, i % 600 as talk, i % 7 as acw from generate_series(0, {rows - 1}) i");
        Execute(npgsql, "analyze calls");

        var section = Parse($"""
            [ODBC]
            ConnectionString=Driver=PostgreSQL Unicode;Server=127.0.0.1;Port={port};Database=postgres;UID=postgres
            QueueSQL=select distinct queue from calls
            CallDataTable=calls
            QueueNameColumn=queue
            ValueTypes=talk;acw
            TimeStampColumn=started
            Interval=15
            """);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}"));
        RequireDriver(section);
        var (blocks, single, peer, client) = (TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue);
        var sums = new double[3];
        for (var run = 0; run < runs; run++)
        {
            blocks = BestRun.Shorter(blocks, () => sums[0] = ReadWithXlink(section));
            single = BestRun.Shorter(single, () => sums[1] = ReadRowByRow(section));
            peer = BestRun.Shorter(peer, () => sums[2] = ReadWithNpgsql(npgsql));
            client = BestRun.Shorter(client, () => ServerProcess.Run(User, $"{programs}/psql -q -h 127.0.0.1 -p {port} -c \"\\copy ({Query}) to '/dev/null'\""));
        }

        if (sums[0] != sums[1] || sums[0] != sums[2])
        {
            throw new InvalidOperationException("The ways do not give the same sums.");
        }

        BestRun.Report(output, "Xlink", blocks, rows);
        BestRun.Report(output, "row by row", single, rows);
        BestRun.Report(output, "Npgsql", peer, rows);
        BestRun.Report(output, "psql", client, rows);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"row by row / Xlink {single / blocks:0.00}, Npgsql / Xlink {peer / blocks:0.00}, psql / Xlink {client / blocks:0.00}"));
        return (peer / blocks, single / blocks);
    }

    private static void RequireDriver(IConfigurationSection section)
    {
        try
        {
            OdbcConnection.Open(OdbcConnectionSettings.FromSection(section), CancellationToken.None).Dispose();
        }
        catch (XlinkException exception)
        {
            throw new PeerMissingException($"PostgreSQL cannot be reached by ODBC: {exception.Message}");
        }
    }

    private static double ReadWithXlink(IConfigurationSection section)
    {
        var source = new UniversalCallDataSource(UniversalCallDataSettings.FromSection(section), Path.GetTempPath());
        var series = Enumerable.Range(0, Queues).SelectMany(i => new[] { "talk", "acw" }.Select(value => new SourceSeries("Queue_" + i, SubGroup: null, value))).ToList();
        var request = new CallDataRequest
        {
            Days = new DateInterval(new LocalDate(2026, 1, 1), new LocalDate(2026, 1, 30)),
            Zone = DateTimeZone.Utc,
            Series = series,
        };
        var reading = source.Read(request, progress: null, CancellationToken.None);
        return Enumerable.Range(0, reading.Days.Count)
            .Sum(day => Enumerable.Range(0, series.Count).Sum(i => reading.GetValues(day, i).Where(value => !double.IsNaN(value)).Sum()));
    }

    private static unsafe double ReadRowByRow(IConfigurationSection section)
    {
        using var connection = OdbcConnection.Open(OdbcConnectionSettings.FromSection(section), CancellationToken.None);
        using var statement = OdbcStatement.Execute(connection, "benchmark", Query, [], maximumRows: 0, CancellationToken.None);
        var sum = 0L;
        var text = stackalloc char[101];
        OdbcTimeStamp time;
        long number;
        IntPtr indicator;
        while (statement.Fetch())
        {
            statement.Check(statement.Library.GetData(statement.Handle, 1, OdbcCode.CTimeStamp, (IntPtr)(&time), new IntPtr(sizeof(OdbcTimeStamp)), &indicator));
            statement.Check(statement.Library.GetData(statement.Handle, 2, OdbcCode.CWideChar, (IntPtr)text, new IntPtr(101 * sizeof(char)), &indicator));
            for (ushort column = 3; column <= 4; column++)
            {
                statement.Check(statement.Library.GetData(statement.Handle, column, OdbcCode.CBigInteger, (IntPtr)(&number), new IntPtr(sizeof(long)), &indicator));
                sum += number;
            }
        }

        return sum;
    }

    private static double ReadWithNpgsql(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = new NpgsqlCommand(Query, connection);
        using var reader = command.ExecuteReader();
        var sum = 0L;
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            _ = reader.GetDateTime(0);
            names.Add(reader.GetString(1));
            sum += reader.GetInt32(2) + reader.GetInt32(3);
        }

        return sum;
    }

    private static bool Try(string connectionString)
    {
        try
        {
            Execute(connectionString, "select 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static void Execute(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }

    private static IConfigurationSection Parse(string text) => IniDocument.Parse(Encoding.UTF8.GetBytes(text), "isps_ul.ini").FindSection("ODBC")!;
}
