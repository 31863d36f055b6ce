using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Xlink.Credentials;
using Xlink.Server.Hosting;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Store;

public sealed class MigrationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_data_folder_of_version_1_opens_with_everything_in_it_and_takes_agent_data()
    {
        await CreateAsync("tests/Xlink.Server.Tests/Store/Version1.sql");
        await using var server = await WfmServer.StartAsync(new() { DataPath = folder.Combine("data"), Port = 0 }, TimeProvider.System, Cancellation);
        using var admin = await WfmServerClient.LoginAsync(server.Url, "admin", Secret.From("correct horse"), options: null, Cancellation);

        var queue = Assert.Single(await admin.GetQueuesAsync(Cancellation));
        var vector = Assert.Single(await admin.GetDayVectorsAsync(queue.Id, valueTypeId: null, new(2014, 12, 23), new(2014, 12, 23), 0, Cancellation));
        Assert.Equal((100, -100), (vector.Values[1], vector.Values[23]));
        var system = Assert.Single(await admin.GetExternalSystemsAsync(Cancellation));
        Assert.Equal(("CSV", ExternalSystemType.Csv, true, true), (system.Name, system.Type, system.PhoneLink, system.TimeLink));
        Assert.Equal("Present", Assert.Single(await admin.GetActivitiesAsync(Cancellation)).Name);

        await admin.CreateEmployeeAsync(new() { Name = "Eva", ExternalIds = [AgentSite.Id("7", "CSV")] }, Cancellation);
        var receipt = await admin.UploadAgentStatusAsync(
            AgentSite.Upload(new(2014, 12, 23), AgentSite.Does("7", "1", "2014-12-23T08:00:00+01:00", "2014-12-23T09:00:00+01:00")) with { ExternalSystem = "CSV" },
            "key",
            Cancellation);
        Assert.Equal(1, receipt.ActivitiesStored);
    }

    [Fact]
    public async Task A_migrated_database_has_the_tables_of_a_new_one()
    {
        await CreateAsync("tests/Xlink.Server.Tests/Store/Version1.sql");
        await using (await WfmServer.StartAsync(new() { DataPath = folder.Combine("data"), Port = 0 }, TimeProvider.System, Cancellation))
        await using (await WfmServer.StartAsync(new() { DataPath = folder.Combine("new"), Port = 0 }, TimeProvider.System, Cancellation))
        {
        }

        Assert.Equal(await TablesAsync("new"), await TablesAsync("data"));
    }

    private async Task CreateAsync(string script)
    {
        Directory.CreateDirectory(folder.Combine("data"));
        await using var connection = Connect("data");
        await connection.ExecuteAsync(Repository.ReadText(script));
    }

    private async Task<string[]> TablesAsync(string data)
    {
        await using var connection = Connect(data);
        return [.. (await connection.QueryAsync<string>("select sql from sqlite_master where sql is not null"))
            .Select(sql => string.Join(' ', sql.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant())
            .Order(StringComparer.Ordinal)];
    }

    private SqliteConnection Connect(string data) => new("Pooling=false;Data Source=" + Path.Combine(folder.Combine(data), "xlink.db"));
}
