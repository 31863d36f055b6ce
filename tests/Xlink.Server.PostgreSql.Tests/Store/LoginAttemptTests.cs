using System;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Npgsql;
using Xlink.Server.Store.PostgreSql;

namespace Xlink.Server.PostgreSql.Tests.Store;

/// <summary>Wrong logins that several servers on a database count at once.</summary>
public sealed class LoginAttemptTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_forgotten_goes_unless_another_server_counts_it_at_that_moment()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        await using var store = await PostgreSqlDatabase.OpenAsync(database.ConnectionString, Cancellation);
        foreach (var origin in new[] { "10.0.0.1", "10.0.0.2", "10.0.0.3" })
        {
            await store.LoginAttempts.CountAsync(origin, Now, Cancellation);
        }

        // Another server is about to count for 10.0.0.2 and has not ended. Whoever waits for it, while it waits for him, never ends.
        await using var other = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await other.OpenAsync(Cancellation);
        await using var counting = await other.BeginTransactionAsync(Cancellation);
        await other.ExecuteAsync("update login_attempt set last = last where origin = '10.0.0.2'", transaction: counting);

        var before = await store.LoginAttempts.CountAsync("10.0.0.1", Now.AddHours(1), Cancellation).WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        await counting.CommitAsync(Cancellation);

        Assert.Equal(Now, before.Last);
        Assert.Equal(["10.0.0.1", "10.0.0.2"], await database.QueryAsync<string>("select origin from login_attempt order by origin"));
    }
}
