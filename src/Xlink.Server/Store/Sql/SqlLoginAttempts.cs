using System;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.Users;

namespace Xlink.Server.Store.Sql;

/// <summary>Wrong logins by where they come from, in a database. What is forgotten goes with the next one that is counted.</summary>
internal sealed class SqlLoginAttempts(SqlDatabase database) : ILoginAttempts
{
    public Task<LoginPace> GetAsync(string origin, CancellationToken cancellationToken)
        => database.ReadAsync(session => GetAsync(session, origin), cancellationToken);

    public Task<LoginPace> CountAsync(string origin, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteBesideOthersAsync(
            async session =>
            {
                var (time, more) = (now.ToUnixTimeMilliseconds(), (long)LoginPace.Forgetting.TotalMilliseconds);

                // Of several at once each waits here for the one before: what it finds is all that was counted.
                await session.ExecuteAsync(
                    "insert into login_attempt (origin, forgotten, last) values (@origin, @time, 0) on conflict (origin) do update set last = login_attempt.last",
                    new { origin, time });
                var before = await GetAsync(session, origin);
                await session.ExecuteAsync(
                    "update login_attempt set forgotten = case when forgotten > @time then forgotten else @time end + @more, last = @time where origin = @origin",
                    new { origin, time, more });

                // What others count at this moment they keep, and each of two that counted what the other forgets would wait for the other.
                await session.ExecuteAsync(
                    "delete from login_attempt where origin in (select origin from login_attempt where forgotten <= @time " + session.Dialect.UnlessLocked + ")", new { time });
                return before;
            },
            cancellationToken);

    private static async Task<LoginPace> GetAsync(SqlSession session, string origin)
        => await session.QueryOptionalAsync<Row>("select forgotten, last from login_attempt where origin = @origin", new { origin }) is { } row
            ? new(DateTimeOffset.FromUnixTimeMilliseconds(row.Forgotten), DateTimeOffset.FromUnixTimeMilliseconds(row.Last))
            : LoginPace.Fresh;

    private sealed class Row
    {
        public long Forgotten { get; init; }

        public long Last { get; init; }
    }
}
