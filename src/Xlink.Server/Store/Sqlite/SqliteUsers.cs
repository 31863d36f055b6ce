using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Xlink.Server.Api;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sqlite;

/// <summary>Users in SQLite.</summary>
internal sealed class SqliteUsers(SqliteDatabase database) : IUsers
{
    private const string Columns = "select id, user_name as UserName, email_address as EmailAddress, first_name as FirstName, last_name as LastName, is_admin as IsAdmin, failed_logins as FailedLogins, last_login as LastLogin from user";

    public Task<IReadOnlyList<WfmUser>> GetAllAsync(CancellationToken cancellationToken)
        => database.ReadAsync<IReadOnlyList<WfmUser>>(
            connection =>
            {
                var groups = connection.Query<(int User, string Name)>("select user_id, name from user_group order by name").ToLookup(group => group.User, group => group.Name);
                return connection.Query<Row>(Columns + " order by id").Select(row => row.ToUser(groups[row.Id])).ToList();
            },
            cancellationToken);

    public Task<WfmUser> CreateAsync(NewUser user, string passwordHash, CancellationToken cancellationToken)
        => database.WriteAsync(connection => Create(connection, user, passwordHash), cancellationToken);

    public Task<WfmUser> ChangeAsync(int id, UserChange change, string? passwordHash, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection =>
            {
                var user = Find(connection, id) ?? throw Refusal.UserNotFound(id);
                if (change.IsAdmin == false)
                {
                    KeepAnAdministrator(connection, user);
                }

                connection.Execute(
                    "update user set first_name = @FirstName, last_name = @LastName, is_admin = @IsAdmin where id = @id",
                    new { id, FirstName = change.FirstName ?? user.FirstName, LastName = change.LastName ?? user.LastName, IsAdmin = change.IsAdmin ?? user.IsAdmin });
                if (change.Groups is not null)
                {
                    connection.Execute("delete from user_group where user_id = @id", new { id });
                    AddGroups(connection, id, change.Groups);
                }

                if (passwordHash is not null)
                {
                    SetPassword(connection, id, passwordHash);
                }

                return Find(connection, id)!;
            },
            cancellationToken);

    public Task<WfmUser> UnlockAsync(int id, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection =>
            {
                connection.Execute("update user set failed_logins = 0 where id = @id", new { id });
                return Find(connection, id) ?? throw Refusal.UserNotFound(id);
            },
            cancellationToken);

    public Task DeleteAsync(int id, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection =>
            {
                KeepAnAdministrator(connection, Find(connection, id) ?? throw Refusal.UserNotFound(id));
                return connection.Execute("delete from user where id = @id", new { id });
            },
            cancellationToken);

    public Task<bool> CreateFirstAdministratorAsync(string name, Func<string> passwordHash, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection =>
            {
                var isFirst = !connection.ExecuteScalar<bool>("select exists (select 1 from user)");
                if (isFirst)
                {
                    Create(connection, Administrator(name), passwordHash());
                }

                return isFirst;
            },
            cancellationToken);

    public Task ResetAdministratorAsync(string name, string passwordHash, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection =>
            {
                if (FindByLogin(connection, name) is not { } id)
                {
                    return Create(connection, Administrator(name), passwordHash).Id;
                }

                connection.Execute("update user set is_admin = 1 where id = @id", new { id });
                SetPassword(connection, id, passwordHash);
                return id;
            },
            cancellationToken);

    public Task<StoredPassword?> FindPasswordAsync(string login, CancellationToken cancellationToken)
        => database.ReadAsync(
            connection => FindByLogin(connection, login) is { } id
                ? new StoredPassword(id, connection.QuerySingle<string>("select password_hash from user where id = @id", new { id }))
                : null,
            cancellationToken);

    public Task CountRefusedLoginAsync(int? userId, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection => connection.Execute(
                userId is null
                    ? "update unknown_login set failed_logins = failed_logins + 1"
                    : "update user set failed_logins = failed_logins + 1 where id = @userId",
                new { userId }),
            cancellationToken);

    public Task<WfmUser?> OpenSessionAsync(
        StoredPassword compared, string? betterHash, byte[] tokenHash, DateTimeOffset now, DateTimeOffset expires, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection =>
            {
                var isOpen = connection.Execute(
                    """
                    update user set failed_logins = 0, last_login = @now, password_hash = coalesce(@betterHash, password_hash)
                    where id = @UserId and password_hash = @Hash and failed_logins < @MaximumFailures
                    """,
                    new { compared.UserId, compared.Hash, betterHash, StoredPassword.MaximumFailures, now = now.ToUnixTimeMilliseconds() }) == 1;
                if (!isOpen)
                {
                    return null;
                }

                connection.Execute("delete from token where expires <= @now", new { now = now.ToUnixTimeMilliseconds() });
                connection.Execute(
                    "insert into token (hash, user_id, expires) values (@tokenHash, @UserId, @expires)",
                    new { tokenHash, compared.UserId, expires = expires.ToUnixTimeMilliseconds() });
                return Find(connection, compared.UserId);
            },
            cancellationToken);

    public Task<WfmUser?> FindByTokenAsync(byte[] tokenHash, DateTimeOffset now, CancellationToken cancellationToken)
        => database.ReadAsync(
            connection => connection.QuerySingleOrDefault<int?>(
                "select user_id from token where hash = @tokenHash and expires > @now", new { tokenHash, now = now.ToUnixTimeMilliseconds() }) is { } id
                ? Find(connection, id)
                : null,
            cancellationToken);

    public Task EndTokenAsync(byte[] tokenHash, CancellationToken cancellationToken)
        => database.WriteAsync(connection => connection.Execute("delete from token where hash = @tokenHash", new { tokenHash }), cancellationToken);

    private static NewUser Administrator(string name) => new() { UserName = name, IsAdmin = true, Password = string.Empty };

    private static WfmUser Create(SqliteConnection connection, NewUser user, string passwordHash)
    {
        var id = connection.QuerySingle<int>(
            """
            insert into user (user_name, email_address, first_name, last_name, is_admin, password_hash)
            values (@UserName, @EmailAddress, @FirstName, @LastName, @IsAdmin, @passwordHash) returning id
            """,
            new { user.UserName, user.EmailAddress, user.FirstName, user.LastName, user.IsAdmin, passwordHash });
        var logins = new[] { user.UserName, user.EmailAddress }.OfType<string>().DistinctBy(NameRule.Key, StringComparer.Ordinal);
        foreach (var login in logins)
        {
            if (FindByLogin(connection, login) is not null)
            {
                throw Refusal.LoginTaken(login);
            }

            connection.Execute("insert into login (name_key, user_id) values (@key, @id)", new { key = NameRule.Key(login), id });
        }

        AddGroups(connection, id, user.Groups);
        return Find(connection, id)!;
    }

    private static void AddGroups(SqliteConnection connection, int id, IEnumerable<string> groups)
        => connection.Execute("insert into user_group (user_id, name) values (@id, @name)", groups.Select(name => new { id, name }));

    private static void SetPassword(SqliteConnection connection, int id, string passwordHash)
    {
        connection.Execute("update user set password_hash = @passwordHash, failed_logins = 0 where id = @id", new { id, passwordHash });
        connection.Execute("delete from token where user_id = @id", new { id });
    }

    private static void KeepAnAdministrator(SqliteConnection connection, WfmUser user)
    {
        if (user.IsAdmin && !connection.ExecuteScalar<bool>("select exists (select 1 from user where is_admin and id <> @Id)", new { user.Id }))
        {
            throw Refusal.LastAdministrator();
        }
    }

    private static int? FindByLogin(SqliteConnection connection, string login)
        => connection.QuerySingleOrDefault<int?>("select user_id from login where name_key = @key", new { key = NameRule.Key(login) });

    private static WfmUser? Find(SqliteConnection connection, int id)
        => connection.QuerySingleOrDefault<Row>(Columns + " where id = @id", new { id })
            ?.ToUser(connection.Query<string>("select name from user_group where user_id = @id order by name", new { id }));

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
