using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.Api;
using Xlink.Server.Audit;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sql;

/// <summary>Users in a database.</summary>
internal sealed class SqlUsers(SqlDatabase database) : IUsers
{
    private const string Columns = "select id, user_name as UserName, email_address as EmailAddress, first_name as FirstName, last_name as LastName, is_admin as IsAdmin, failed_logins as FailedLogins, last_login as LastLogin from \"user\"";

    public Task<IReadOnlyList<WfmUser>> GetAllAsync(CancellationToken cancellationToken)
        => database.ReadAsync<IReadOnlyList<WfmUser>>(
            async session =>
            {
                var groups = (await session.QueryAsync<(int User, string Name)>("select user_id, name from user_group order by name")).ToLookup(group => group.User, group => group.Name);
                return (await session.QueryAsync<Row>(Columns + " order by id")).ConvertAll(row => row.ToUser(groups[row.Id]));
            },
            cancellationToken);

    public Task<WfmUser?> FindAsync(int id, CancellationToken cancellationToken) => database.ReadAsync(session => FindAsync(session, id), cancellationToken);

    public Task<WfmUser> CreateAsync(NewUser user, string passwordHash, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                var created = await CreateAsync(session, user, passwordHash);
                await SqlAuditLog.AddAsync(session, AuditAction.UserCreated, Name(created), "role: " + created.Role);
                return created;
            },
            cancellationToken);

    public Task<WfmUser> ChangeAsync(int id, UserChange change, string? passwordHash, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                var user = await FindAsync(session, id) ?? throw Refusal.UserNotFound(id);
                if (change.IsAdmin == false)
                {
                    await KeepAnAdministratorAsync(session, user);
                }

                await session.ExecuteAsync(
                    "update \"user\" set first_name = @FirstName, last_name = @LastName, is_admin = @IsAdmin where id = @id",
                    new { id, FirstName = change.FirstName ?? user.FirstName, LastName = change.LastName ?? user.LastName, IsAdmin = change.IsAdmin ?? user.IsAdmin });
                if (change.Groups is not null)
                {
                    await session.ExecuteAsync("delete from user_group where user_id = @id", new { id });
                    await AddGroupsAsync(session, id, change.Groups);
                }

                if (passwordHash is not null)
                {
                    await SetPasswordAsync(session, id, passwordHash);
                }

                var changed = (await FindAsync(session, id))!;
                await SqlAuditLog.AddAsync(session, AuditAction.UserChanged, Name(changed), Describe(change, passwordHash is not null));
                return changed;
            },
            cancellationToken);

    public Task<WfmUser> UnlockAsync(int id, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("update \"user\" set failed_logins = 0 where id = @id", new { id });
                var user = await FindAsync(session, id) ?? throw Refusal.UserNotFound(id);
                await SqlAuditLog.AddAsync(session, AuditAction.UserUnlocked, Name(user));
                return user;
            },
            cancellationToken);

    public Task DeleteAsync(int id, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                var user = await FindAsync(session, id) ?? throw Refusal.UserNotFound(id);
                await KeepAnAdministratorAsync(session, user);
                await SqlAuditLog.AddAsync(session, AuditAction.UserDeleted, Name(user));
                return await session.ExecuteAsync("delete from \"user\" where id = @id", new { id });
            },
            cancellationToken);

    public Task<bool> CreateFirstAdministratorAsync(string name, Func<string> passwordHash, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                var isFirst = !await session.ExistsAsync("select 1 from \"user\"");
                if (isFirst)
                {
                    var created = await CreateAsync(session, Administrator(name), passwordHash());
                    await SqlAuditLog.AddAsync(session, AuditAction.UserCreated, Name(created), "the first administrator");
                }

                return isFirst;
            },
            cancellationToken);

    public Task ResetAdministratorAsync(string name, string passwordHash, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                await SqlAuditLog.AddAsync(session, AuditAction.AdministratorReset, "user '" + name + "'", "password, isAdmin: true");
                if (await FindByLoginAsync(session, name) is not { } id)
                {
                    return (await CreateAsync(session, Administrator(name), passwordHash)).Id;
                }

                await session.ExecuteAsync("update \"user\" set is_admin = true where id = @id", new { id });
                await SetPasswordAsync(session, id, passwordHash);
                return id;
            },
            cancellationToken);

    public Task<StoredPassword?> FindPasswordAsync(string login, CancellationToken cancellationToken)
        => database.ReadAsync(
            async session => await FindByLoginAsync(session, login) is { } id
                ? new StoredPassword(id, await session.QuerySingleAsync<string>("select password_hash from \"user\" where id = @id", new { id }))
                : null,
            cancellationToken);

    public Task CountRefusedLoginAsync(int? userId, CancellationToken cancellationToken)
        => database.WriteBesideOthersAsync(
            async session =>
            {
                // The same steps, whether there is such a user or not. The name that was tried is not kept: people type their password there.
                await session.ExecuteAsync(
                    userId is null
                        ? "update unknown_login set failed_logins = failed_logins + 1"
                        : "update \"user\" set failed_logins = failed_logins + 1 where id = @userId",
                    new { userId });
                var row = await session.QueryOptionalAsync<Row>(Columns + " where id = @id", new { id = userId ?? 0 });
                var login = row?.ToUser([]).Login;
                if (row?.FailedLogins == StoredPassword.MaximumFailures)
                {
                    await SqlAuditLog.AddAsync(session, AuditAction.UserLocked, Name(row.ToUser([])));
                }

                return await SqlAuditLog.AddAsync(
                    session, Actor.Current with { UserId = userId, Login = login }, AuditAction.LoginRefused, target: null, details: null, success: false);
            },
            cancellationToken);

    public Task<WfmUser?> OpenSessionAsync(
        StoredPassword compared, string? betterHash, byte[] tokenHash, DateTimeOffset now, DateTimeOffset expires, CancellationToken cancellationToken)
        => database.WriteBesideOthersAsync(
            async session =>
            {
                var isOpen = await session.ExecuteAsync(
                    """
                    update "user" set failed_logins = 0, last_login = @now, password_hash = coalesce(@betterHash, password_hash)
                    where id = @UserId and password_hash = @Hash and failed_logins < @MaximumFailures
                    """,
                    new { compared.UserId, compared.Hash, betterHash, StoredPassword.MaximumFailures, now = now.ToUnixTimeMilliseconds() }) == 1;
                if (!isOpen)
                {
                    return null;
                }

                await session.ExecuteAsync("delete from token where expires <= @now", new { now = now.ToUnixTimeMilliseconds() });
                await session.ExecuteAsync(
                    "insert into token (hash, user_id, created, expires, address) values (@tokenHash, @UserId, @now, @expires, @address)",
                    new { tokenHash, compared.UserId, now = now.ToUnixTimeMilliseconds(), expires = expires.ToUnixTimeMilliseconds(), address = Actor.Current.AddressText });
                var user = (await FindAsync(session, compared.UserId))!;
                await SqlAuditLog.AddAsync(
                    session, Actor.Current with { UserId = user.Id, Login = user.Login }, AuditAction.LoggedIn, target: null, details: null, success: true);
                return user;
            },
            cancellationToken);

    public Task<WfmUser?> FindByTokenAsync(byte[] tokenHash, DateTimeOffset now, CancellationToken cancellationToken)
        => database.ReadAsync(
            session => FindAsync(
                session, "(select user_id from token where hash = @tokenHash and expires > @now)", new { tokenHash, now = now.ToUnixTimeMilliseconds() }),
            cancellationToken);

    public Task EndTokenAsync(byte[] tokenHash, CancellationToken cancellationToken)
        => database.WriteBesideOthersAsync(
            async session =>
            {
                await SqlAuditLog.AddAsync(session, AuditAction.LoggedOut, target: null);
                return await session.ExecuteAsync("delete from token where hash = @tokenHash", new { tokenHash });
            },
            cancellationToken);

    public Task<IReadOnlyList<WfmToken>> GetTokensAsync(int userId, byte[] current, DateTimeOffset now, CancellationToken cancellationToken)
        => database.ReadAsync<IReadOnlyList<WfmToken>>(
            async session =>
            {
                _ = await FindAsync(session, userId) ?? throw Refusal.UserNotFound(userId);
                var rows = await session.QueryAsync<TokenRow>(
                    "select id, hash, created, expires, address from token where user_id = @userId and expires > @now order by id desc",
                    new { userId, now = now.ToUnixTimeMilliseconds() });
                return rows.ConvertAll(row => new WfmToken
                {
                    Id = row.Id,
                    UserId = userId,
                    Created = DateTimeOffset.FromUnixTimeMilliseconds(row.Created),
                    Expires = DateTimeOffset.FromUnixTimeMilliseconds(row.Expires),
                    Address = row.Address,
                    IsCurrent = row.Hash.AsSpan().SequenceEqual(current),
                });
            },
            cancellationToken);

    public Task RevokeTokenAsync(long id, int? ownerId, CancellationToken cancellationToken)
        => database.WriteBesideOthersAsync(
            async session =>
            {
                var owner = await session.QueryOptionalAsync<int?>("select user_id from token where id = @id", new { id });
                if (owner is null || (ownerId is not null && ownerId != owner))
                {
                    throw Refusal.TokenNotFound(id);
                }

                await SqlAuditLog.AddAsync(session, AuditAction.TokenRevoked, Name((await FindAsync(session, owner.Value))!), FormattableString.Invariant($"login {id}"));
                return await session.ExecuteAsync("delete from token where id = @id", new { id });
            },
            cancellationToken);

    public Task RevokeTokensAsync(int userId, CancellationToken cancellationToken)
        => database.WriteBesideOthersAsync(
            async session =>
            {
                var user = await FindAsync(session, userId) ?? throw Refusal.UserNotFound(userId);
                var count = await session.ExecuteAsync("delete from token where user_id = @userId", new { userId });
                await SqlAuditLog.AddAsync(session, AuditAction.TokenRevoked, Name(user), FormattableString.Invariant($"all logins ({count})"));
                return count;
            },
            cancellationToken);

    private static string Name(WfmUser user) => FormattableString.Invariant($"user {user.Id} '{user.Login}'");

    /// <summary>What a change is about: of rights all of it, of a person only that, of a password never more.</summary>
    private static string Describe(UserChange change, bool hasPassword)
    {
        string?[] parts =
        [
            change.FirstName is null ? null : "firstName",
            change.LastName is null ? null : "lastName",
            change.IsAdmin is { } isAdmin ? "isAdmin: " + (isAdmin ? "true" : "false") : null,
            change.Groups is { } groups ? "groups: " + string.Join(", ", groups) : null,
            hasPassword ? "password" : null,
        ];
        return string.Join("; ", parts.OfType<string>());
    }

    private static NewUser Administrator(string name) => new() { UserName = name, IsAdmin = true, Password = string.Empty };

    private static async Task<WfmUser> CreateAsync(SqlSession session, NewUser user, string passwordHash)
    {
        var id = await session.QuerySingleAsync<int>(
            """
            insert into "user" (user_name, email_address, first_name, last_name, is_admin, password_hash)
            values (@UserName, @EmailAddress, @FirstName, @LastName, @IsAdmin, @passwordHash) returning id
            """,
            new { user.UserName, user.EmailAddress, user.FirstName, user.LastName, user.IsAdmin, passwordHash });
        var logins = new[] { user.UserName, user.EmailAddress }.OfType<string>().DistinctBy(NameRule.Key, StringComparer.Ordinal);
        foreach (var login in logins)
        {
            if (await FindByLoginAsync(session, login) is not null)
            {
                throw Refusal.LoginTaken(login);
            }

            await session.ExecuteAsync("insert into login (name_key, user_id) values (@key, @id)", new { key = NameRule.Key(login), id });
        }

        await AddGroupsAsync(session, id, user.Groups);
        return (await FindAsync(session, id))!;
    }

    private static Task AddGroupsAsync(SqlSession session, int id, IEnumerable<string> groups)
        => session.ExecuteAsync("insert into user_group (user_id, name) values (@id, @name)", groups.Select(name => new { id, name }));

    private static async Task SetPasswordAsync(SqlSession session, int id, string passwordHash)
    {
        await session.ExecuteAsync("update \"user\" set password_hash = @passwordHash, failed_logins = 0 where id = @id", new { id, passwordHash });
        await session.ExecuteAsync("delete from token where user_id = @id", new { id });
    }

    private static async Task KeepAnAdministratorAsync(SqlSession session, WfmUser user)
    {
        if (user.IsAdmin && !await session.ExistsAsync("select 1 from \"user\" where is_admin and id <> @Id", new { user.Id }))
        {
            throw Refusal.LastAdministrator();
        }
    }

    private static Task<int?> FindByLoginAsync(SqlSession session, string login)
        => session.QueryOptionalAsync<int?>("select user_id from login where name_key = @key", new { key = NameRule.Key(login) });

    private static Task<WfmUser?> FindAsync(SqlSession session, int id) => FindAsync(session, "@id", new { id });

    private static async Task<WfmUser?> FindAsync(SqlSession session, string id, object parameters)
        => await session.QueryOptionalAsync<Row>(Columns + " where id = " + id, parameters) is { } row
            ? row.ToUser(await session.QueryAsync<string>("select name from user_group where user_id = @Id order by name", new { row.Id }))
            : null;

    private sealed class TokenRow
    {
        public long Id { get; init; }

        public byte[] Hash { get; init; } = [];

        public long Created { get; init; }

        public long Expires { get; init; }

        public string? Address { get; init; }
    }

    private sealed class Row
    {
        public int Id { get; init; }

        public string? UserName { get; init; }

        public string? EmailAddress { get; init; }

        public string? FirstName { get; init; }

        public string? LastName { get; init; }

        public bool IsAdmin { get; init; }

        public int FailedLogins { get; init; }

        public long? LastLogin { get; init; }

        public WfmUser ToUser(IEnumerable<string> groups) => new()
        {
            Id = Id,
            UserName = UserName,
            EmailAddress = EmailAddress,
            FirstName = FirstName,
            LastName = LastName,
            IsAdmin = IsAdmin,
            Groups = groups.ToList(),
            IsLocked = FailedLogins >= StoredPassword.MaximumFailures,
            LastLogin = LastLogin is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null,
        };
    }
}
