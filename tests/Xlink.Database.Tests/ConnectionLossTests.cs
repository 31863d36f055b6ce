using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Core.Tests.Importing;
using Xlink.Importing;
using Xlink.Mapping;
using Xlink.Targets;

namespace Xlink.Database.Tests;

/// <summary>Imports whose connection to the database is lost when a part of the rows has come.</summary>
public sealed class ConnectionLossTests(DatabaseServers servers) : IDisposable
{
    // More than the buffers of all sockets between server and import can hold.
    private const int Rows = 400_000;
    private const long Limit = 1_000_000;

    private static readonly LocalDate Day = new(2026, 11, 16);

    private readonly TemporaryFolder folder = new();
    private readonly FakeTarget server = new();

    /// <summary>The servers, and whether the connection is cut or the server ends it.</summary>
    public static TheoryData<string, bool> Losses => new()
    {
        { DatabaseServers.PostgreSql, false }, { DatabaseServers.PostgreSql, true }, { DatabaseServers.MariaDb, false }, { DatabaseServers.MariaDb, true },
    };

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Call_data_of_a_lost_connection_are_not_stored_and_the_next_import_has_all(string kind, bool isKilled)
    {
        var database = MakeRows(kind);
        using var proxy = new CuttingProxy(database.Port, Limit) { AtLimit = isKilled ? () => KillOthers(kind, database) : null };
        WriteIni(database.At(proxy.Port));

        var failed = await ImportCallsAsync();

        AssertLost(failed);
        Assert.Equal(1, proxy.Reached);
        Assert.Empty(server.Uploads);

        proxy.Cuts = false;
        var repeated = await ImportCallsAsync();

        Assert.Empty(repeated.Failures);
        Assert.Equal(Rows * 100, Assert.Single(Assert.Single(server.Uploads).Vectors).Values.Where(value => value >= 0).Sum());
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Agent_data_of_a_lost_connection_are_not_stored_and_the_next_import_has_all(string kind, bool isKilled)
    {
        var database = MakeRows(kind);
        using var proxy = new CuttingProxy(database.Port, Limit) { AtLimit = isKilled ? () => KillOthers(kind, database) : null };
        WriteIni(database.At(proxy.Port));

        var failed = await ImportAgentsAsync();

        AssertLost(failed);
        Assert.Equal(1, proxy.Reached);
        Assert.Empty(server.AgentDays);

        proxy.Cuts = false;
        var repeated = await ImportAgentsAsync();

        Assert.Empty(repeated.Failures);
        Assert.Equal(24 * 3600, Assert.Single(server.AgentDays).Value.Sum(activity => (activity.End - activity.Start).TotalSeconds));
    }

    private static void AssertLost(ImportRecorder recorder)
    {
        var (externalSystem, failure) = Assert.Single(recorder.Failures);
        Assert.Equal(("ODBC", "OdbcConnectionLost", XlinkErrorCategory.ConnectionError), (externalSystem, failure.ErrorId, failure.Category));
        Assert.Contains("Error: " + failure.Message, recorder.Log);
    }

    private static void KillOthers(string kind, TestDatabase database)
    {
        if (kind == DatabaseServers.PostgreSql)
        {
            const string others = "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
            database.Query("select pg_terminate_backend(pid) " + others);
            OdbcConnectionTests.WaitUntil(() => database.Query("select count(*) " + others) == "0");
        }
        else
        {
            const string others = "from information_schema.processlist where db = database() and id <> connection_id()";
            OdbcConnectionTests.WaitUntil(() => !TryKill(database, database.Query("select min(id) " + others)));
        }
    }

    private static bool TryKill(TestDatabase database, string? session)
    {
        if (session is null)
        {
            return false;
        }

        try
        {
            database.Execute("kill " + session);
        }
        catch (XlinkException exception) when (exception.ErrorId == "OdbcQueryFailed")
        {
            // One that was closed before has come to its end meanwhile.
        }

        return true;
    }

    private TestDatabase MakeRows(string kind)
    {
        var database = servers.Create(kind);
        var (dateTime, sequence) = kind == DatabaseServers.PostgreSql
            ? ("timestamp '2026-11-16' + i * interval '0.2 seconds'", $"generate_series(0, {Rows - 1}) as s(i)")
            : ("timestamp('2026-11-16') + interval i div 5 second", $"(select seq as i from seq_0_to_{Rows - 1}) as s");
        database.Execute($"create table calls as select 'A' as queue, {dateTime} as started, 1 as talk, '12' as agent, 1 as activity, 86400 as seconds from {sequence}");
        return database;
    }

    private void WriteIni(TestDatabase database) => folder.Write(
        "isps_ul.ini",
        $"""
        [DB]
        1=WFM,0,xlink@company.com,x
        [General]
        [ODBC]
        ConnectionString={database.ConnectionString}
        QueueSQL=select 'A'
        CallDataTable=calls
        QueueNameColumn=queue
        TimeStampColumn=started
        ValueTypes=cast(talk as char(10))
        Interval=15
        AgentActivityTable=calls
        AgentColumn=agent
        ActivityColumn=activity
        ActivityStartTimeStampColumn=started
        ActivityTimeSpanType=0
        ActivityDurationColumn=seconds

        """);

    private async Task<ImportRecorder> ImportCallsAsync()
    {
        var recorder = new ImportRecorder();
        var report = new ImportReport(recorder, recorder);
        var mappings = AcdMap.Parse(Encoding.UTF8.GetBytes("WFM:1:2:1001=ODBC:A:cast(talk as char(10))\n"), folder["acd_map.ini"]).Mappings;
        var plan = ImportPlan.Make(new ImportConfiguration(folder.Path), mappings, server, report);
        await new ServerEntryImport(folder.Path, "WFM", plan, server, new CallDataImportOptions { StartDate = Day }, writeAlways: false, report)
            .RunAsync(ProgressShare.Whole, [], TestContext.Current.CancellationToken);
        return recorder;
    }

    private async Task<ImportRecorder> ImportAgentsAsync()
    {
        var recorder = new ImportRecorder();
        await AgentDataImport.RunAsync(
            new ImportConfiguration(folder.Path),
            new ImportOptions { StartDate = Day },
            new ImportReport(recorder, recorder),
            (_, _) => Task.FromResult<IImportTarget>(server),
            Instant.FromUtc(2027, 1, 1, 0, 0),
            TestContext.Current.CancellationToken);
        return recorder;
    }
}
