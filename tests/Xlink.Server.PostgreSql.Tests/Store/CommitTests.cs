using System;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Server.Store.PostgreSql;
using Xlink.Server.Tests;
using Xlink.Targets.Wfm;

namespace Xlink.Server.PostgreSql.Tests.Store;

/// <summary>What has a commit of PostgreSQL wait for the disk: everything but the report of an import run.</summary>
public sealed class CommitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_report_of_an_import_run_does_not_wait_for_the_disk()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();

        // One connection for all: what one transaction sets must not be there in the next one.
        await using var store = await PostgreSqlDatabase.OpenAsync(database.ConnectionString + ";Maximum Pool Size=1", Cancellation);
        await store.ExternalSystems.CreateAsync(new() { Name = "ACD", Type = ExternalSystemType.Csv, PhoneLink = true }, Cancellation);
        var queue = await store.Queues.CreateAsync(new() { Name = "Hotline", ValueTypes = ["Calls"] }, Cancellation);
        await database.ExecuteAsync(
            """
            create table noted (id int generated always as identity, name text, setting text);
            create function note() returns trigger language plpgsql as
                'begin insert into noted (name, setting) values (tg_table_name, current_setting(''synchronous_commit'')); return null; end';
            create trigger note after insert on import_run for each row execute function note();
            create trigger note after insert on idempotency_key for each row execute function note();
            create trigger note after insert on audit_entry for each row execute function note();
            """);

        await ReportAsync();
        await UploadAsync();
        await ReportAsync();
        await store.Queues.CreateAsync(new() { Name = "Sales", ValueTypes = ["Calls"] }, Cancellation);

        Assert.Equal(
            [("import_run", "off"), ("idempotency_key", "on"), ("import_run", "off"), ("audit_entry", "on")],
            await database.QueryAsync<(string, string)>("select name, setting from noted order by id"));

        Task ReportAsync() => store.ImportRuns.AddAsync(Site.Run(), Cancellation);

        async Task UploadAsync()
        {
            var upload = new CallDataUpload
            {
                ExternalSystem = "ACD",
                Vectors = [new() { QueueId = queue.Id, ValueTypeId = queue.ValueTypes[0].Id, Day = new LocalDate(2026, 1, 1), IntervalMinutes = 60, Values = new int[24] }],
            };
            await store.CallData.StoreAsync(PackedUpload.Of(upload), Guid.NewGuid().ToString("N"), DateTimeOffset.UtcNow, Cancellation);
        }
    }
}
