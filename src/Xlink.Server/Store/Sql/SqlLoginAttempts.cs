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
                var before = await GetAsync(session, origin);
                var (time, more) = (now.ToUnixTimeMilliseconds(), (long)LoginPace.Forgetting.TotalMilliseconds);
                await session.ExecuteAsync(
                    """
                    insert into login_attempt (origin, forgotten, last) values (@origin, @time + @more, @time)
                    on conflict (origin) do update
                    set forgotten = case when login_attempt.forgotten > @time then login_attempt.forgotten else @time end + @more, last = excluded.last
                    """,
                    new { origin, time, more });
                await session.ExecuteAsync("delete from login_attempt where forgotten <= @time", new { time });
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
