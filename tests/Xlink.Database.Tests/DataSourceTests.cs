using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using NodaTime;
using Xlink.Odbc;
using Xlink.Sources;
using Xlink.Sources.Universal;

namespace Xlink.Database.Tests;

/// <summary>A database that is reached by the name of a data source (DSN). The driver manager reads their file once per process, so this takes a process of its own.</summary>
public sealed class DataSourceTests(DatabaseServers servers) : IDisposable
{
    private const string DataSource = "Xlink Test-ACD";

    // Set in the process that reads it.
    private const string Child = "XLINK_TEST_DATA_SOURCE";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_data_source_is_listed_and_its_rows_are_read()
    {
        if (Environment.GetEnvironmentVariable(Child) is not null)
        {
            ReadDataSource();
            return;
        }

        var database = servers.Create(DatabaseServers.Sqlite);
        database.Execute(
            "create table calls (queue varchar(50), started datetime, talk integer)", "insert into calls values ('Hotline', '2026-11-16 08:01:00', 5), ('Hotline', '2026-11-16 08:02:00', 6)");
        var file = database.ConnectionString[(database.ConnectionString.LastIndexOf('=') + 1)..];
        var ini = folder.Write("odbc.ini", $"[ODBC Data Sources]\n{DataSource}=SQLite3\n\n[{DataSource}]\nDriver=SQLite3\nDatabase={file}\n");
        var start = new ProcessStartInfo(Path.ChangeExtension(typeof(DataSourceTests).Assembly.Location, null))
        {
            ArgumentList = { "-method", typeof(DataSourceTests).FullName + "." + nameof(A_data_source_is_listed_and_its_rows_are_read), "-noColor" },
            Environment = { ["ODBCINI"] = ini, [Child] = "1" },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", output, StringComparison.Ordinal);
        Assert.Equal(0, process.ExitCode);
    }

    private void ReadDataSource()
    {
        var source = Assert.Single(OdbcDataSource.FindAll(), source => source.Type != OdbcDataSourceType.Driver && source.Name == DataSource);
        var section = TestDatabase.Parse(
            "Source=" + DataSource, "QueueSQL=select distinct queue from calls", "CallDataTable=calls", "QueueNameColumn=queue", "TimeStampColumn=started", "ValueTypes=talk", "Interval=15");
        var calls = new UniversalCallDataSource(UniversalCallDataSettings.FromSection(section), folder.Path);
        var day = new LocalDate(2026, 11, 16);

        var reading = calls.Read(
            new CallDataRequest { Days = new DateInterval(day, day), Zone = DateTimeZone.Utc, Series = [new SourceSeries("Hotline", SubGroup: null, "talk")] },
            progress: null,
            TestContext.Current.CancellationToken);

        Assert.Equal(OdbcDataSourceType.User, source.Type);
        Assert.Equal(["Hotline"], calls.ReadTree(TestContext.Current.CancellationToken).Groups.Select(group => group.Name));
        Assert.Equal(11, reading.GetValues(0, 0)[32]);
    }
}
