using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Server.Audit;
using Xlink.Server.Store;
using Xlink.Server.Store.PostgreSql;
using Xlink.Targets.Wfm;

namespace Xlink.Server.PostgreSql.Tests.Store;

/// <summary>How old days go: in months where a whole one is over, otherwise in transactions of a day.</summary>
public sealed class RetentionRunTests : IAsyncLifetime
{
    private static readonly LocalDate Today = new(2026, 3, 1);

    // Long ago in one partition, a month of which one value type stays, one that goes as a whole, and the month of the limit.
    private static readonly LocalDate[] Days =
        [new(1985, 1, 1), new(1985, 2, 2), new(2014, 12, 23), new(2014, 12, 24), new(2015, 6, 1), new(2015, 6, 2), new(2026, 1, 28), new(2026, 1, 29), new(2026, 1, 30)];

    private TestDatabase database = null!;
    private IWfmStore store = null!;
    private WfmQueue queue = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await PostgreSqlDatabases.CreateAsync();
        store = await PostgreSqlDatabase.OpenAsync(database.ConnectionString, Cancellation);
        await store.ExternalSystems.CreateAsync(new() { Name = "ACD", Type = ExternalSystemType.Csv, PhoneLink = true, TimeLink = true }, Cancellation);
        await store.Employees.CreateAsync(new() { Name = "Employee", ExternalIds = [new() { ExternalSystem = "ACD", ExternalId = "1001" }] }, Cancellation);
        queue = await store.Queues.CreateAsync(new() { Name = "Hotline", ValueTypes = ["Calls", "AHT", "Staff"] }, Cancellation);
        await store.Operations.SetRetentionAsync(queue.ValueTypes[0].Id, 30, Cancellation);
        await store.Operations.SetRetentionAsync(queue.ValueTypes[1].Id, 31, Cancellation);
        await store.Operations.SetRetentionAsync(valueTypeId: null, 30, Cancellation);
        foreach (var day in Days)
        {
            await UploadAsync(day, valueTypes: 2);
            var noon = day.At(new(12, 0)).InUtc().ToDateTimeOffset();
            await store.AgentStatus.StoreAsync(
                new() { ExternalSystem = "ACD", Day = day, ExternalActivities = [], Activities = [new() { AgentId = "1001", ActivityId = "Work", Start = noon, End = noon.AddHours(1) }] },
                Key(),
                DateTimeOffset.UtcNow,
                Cancellation);
        }

        await UploadAsync(Days[2], valueTypes: 3);

        // Notes who deletes what.
        await database.ExecuteAsync(
            """
            create table deletion (day date, transaction xid8);
            create function note() returns trigger language plpgsql as 'begin insert into deletion values (old.day, pg_current_xact_id()); return old; end';
            create trigger note before delete on day_vector for each row execute function note();
            create trigger note before delete on agent_activity for each row execute function note();
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task No_transaction_deletes_more_than_a_day_or_a_whole_month()
    {
        var expired = await store.Operations.PreviewRetentionAsync(Today, Cancellation);
        var deleted = await store.Operations.ApplyRetentionAsync(Today, Cancellation);

        Assert.Equal([8, 7], expired.ValueTypes.Select(over => over.DayVectors));
        Assert.Equal([8, 7], deleted.ValueTypes.Select(over => over.DayVectors));
        Assert.Equal((8, 8), (expired.AgentActivities, deleted.AgentActivities));
        Assert.Equal(
            [(2014, 12, 23, "Staff"), (2026, 1, 29, "AHT"), (2026, 1, 30, "AHT"), (2026, 1, 30, "Calls")],
            (await database.QueryAsync<(DateTime Day, string Name)>("select day::timestamp, name from day_vector join value_type on id = value_type_id order by day, name"))
                .Select(row => (row.Day.Year, row.Day.Month, row.Day.Day, row.Name)));
        Assert.Equal([new DateTime(2026, 1, 30)], await database.QueryAsync<DateTime>("select day::timestamp from agent_activity"));
        Assert.All(await database.QueryAsync<int>("select count(distinct day)::int from deletion group by transaction"), days => Assert.Equal(1, days));
        Assert.Empty(await database.QueryAsync<string>("select relname from pg_class where relname in ('day_vector_2015_06', 'agent_activity_2014_12', 'agent_activity_2015_06')"));
        Assert.Equal(
            "8 day vectors of 'Calls' before 2026-01-30; 7 day vectors of 'AHT' before 2026-01-29; 8 agent activities before 2026-01-30", Assert.Single(await AuditAsync()).Details);
    }

    [Fact]
    public async Task The_audit_log_says_what_went_where_deleting_fails()
    {
        await database.ExecuteAsync(
            """
            create function refuse() returns trigger language plpgsql as 'begin raise ''not this one''; end';
            create trigger refuse before delete on day_vector for each row when (old.day = '2014-12-23') execute function refuse();
            """);

        await Assert.ThrowsAnyAsync<Exception>(() => store.Operations.ApplyRetentionAsync(Today, Cancellation));
        var first = await AuditAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => store.Operations.ApplyRetentionAsync(Today, Cancellation));

        // The month that went as a whole, and the two days before the one that fails; the second time nothing.
        Assert.Equal("4 day vectors of 'Calls' before 2026-01-30; 4 day vectors of 'AHT' before 2026-01-29", Assert.Single(first).Details);
        Assert.Equal(first, await AuditAsync());
    }

    private static string Key() => Guid.NewGuid().ToString("N");

    private Task UploadAsync(LocalDate day, int valueTypes)
        => store.CallData.StoreAsync(
            PackedUpload.Of(new()
            {
                ExternalSystem = "ACD",
                Vectors =
                [
                    .. queue.ValueTypes.Take(valueTypes).Select(valueType => new DayVector
                    {
                        QueueId = queue.Id, ValueTypeId = valueType.Id, Day = day, IntervalMinutes = 60, Values = [.. Enumerable.Repeat(1, 24)],
                    }),
                ],
            }),
            Key(),
            DateTimeOffset.UtcNow,
            Cancellation);

    private Task<IReadOnlyList<WfmAuditEntry>> AuditAsync()
        => store.AuditLog.GetAsync(new(From: null, To: null, User: null, AuditAction.RetentionApplied, Before: null), 10, Cancellation);
}
