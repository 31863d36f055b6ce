using System.Collections.Generic;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Xlink.Server.Store.Sqlite;

/// <summary>The tables, as the steps that lead to them. A step that has been released never changes; new ones follow at the end.</summary>
internal static class SqliteSchema
{
    /// <summary>Stands in the header of the file: tells our database from any other. It reads <c>XLNK</c>.</summary>
    internal const int ApplicationId = 0x584C4E4B;

    private static readonly IReadOnlyList<string> Steps =
    [
        """
        create table setting (
            name text not null primary key,
            value text not null
        ) without rowid;

        create table user (
            id integer primary key autoincrement,
            user_name text,
            email_address text,
            first_name text,
            last_name text,
            is_admin integer not null,
            password_hash text not null,
            failed_logins integer not null default 0,
            last_login integer
        );
        -- User name and e-mail address share one table: whoever logs in means one user.
        create table login (
            name_key text not null primary key,
            user_id integer not null references user (id) on delete cascade
        ) without rowid;
        create index login_user on login (user_id);
        create table user_group (
            user_id integer not null references user (id) on delete cascade,
            name text not null,
            primary key (user_id, name)
        ) without rowid;
        create table token (
            hash blob not null primary key,
            user_id integer not null references user (id) on delete cascade,
            expires integer not null
        ) without rowid;
        create index token_user on token (user_id);
        create index token_expires on token (expires);
        -- Refused logins of nobody: writing it costs what counting a real user's failure costs.
        create table unknown_login (
            failed_logins integer not null
        );
        insert into unknown_login values (0);

        create table queue (
            id integer primary key autoincrement,
            parent_id integer references queue (id),
            name text not null,
            name_key text not null,
            unique (parent_id, name_key)
        );
        insert into queue (id, parent_id, name, name_key) values (1, null, '', '');
        create table value_type (
            id integer primary key autoincrement,
            name text not null,
            name_key text not null unique
        );
        insert into sqlite_sequence (name, seq) values ('value_type', 1000);
        create table queue_value_type (
            queue_id integer not null references queue (id) on delete cascade,
            value_type_id integer not null references value_type (id),
            primary key (queue_id, value_type_id)
        ) without rowid;
        create table external_system (
            id integer primary key autoincrement,
            name text not null,
            name_key text not null unique,
            type text not null,
            phone_link integer not null,
            time_link integer not null
        );

        -- The day leads the key because an import writes whole days: its rows lie side by side.
        create table day_vector (
            day integer not null, -- 20141223
            queue_id integer not null,
            value_type_id integer not null,
            version integer not null,
            interval_minutes integer not null,
            interval_values blob not null, -- 32-bit integers, little-endian; the smallest one stands for no data
            primary key (day, queue_id, value_type_id, version)
        ) without rowid;
        create table idempotency_key (
            name text not null primary key,
            request_hash blob not null,
            receipt text not null,
            created integer not null
        ) without rowid;
        create index idempotency_key_created on idempotency_key (created);
        """,
        """
        -- A deleted external system stays as a name: what it delivered is read through it.
        alter table external_system add column is_removed integer not null default 0;

        create table employee (
            id integer primary key autoincrement,
            name text not null,
            name_key text not null unique
        );
        create table employee_external_id (
            external_system_id integer not null references external_system (id),
            external_id text not null,
            employee_id integer not null references employee (id) on delete cascade,
            primary key (external_system_id, external_id)
        ) without rowid;
        create index employee_external_id_employee on employee_external_id (employee_id);

        create table activity (
            id integer primary key autoincrement,
            name text not null,
            name_key text not null unique
        );
        insert into activity (id, name, name_key) values (1, 'Present', 'PRESENT');
        create table external_activity (
            id integer primary key autoincrement,
            external_system_id integer not null references external_system (id),
            external_id text not null,
            description text,
            activity_id integer references activity (id), -- null: forgotten, though stored activities may name it
            unique (external_system_id, external_id)
        );
        create index external_activity_activity on external_activity (activity_id);

        -- The day leads the key, as it does for values. One employee may have two agents that do something at the same time.
        create table agent_activity (
            day integer not null, -- 20141223
            external_system_id integer not null,
            employee_id integer not null,
            start_time integer not null, -- seconds since 1970
            agent_id text not null,
            end_time integer not null,
            external_activity_id integer not null,
            primary key (day, external_system_id, employee_id, start_time, agent_id)
        ) without rowid;
        """,
        """
        -- Whoever is logged in logs in again: the tokens of before have no ID to be revoked by.
        drop table token;
        create table token (
            id integer primary key autoincrement,
            hash blob not null unique,
            user_id integer not null references user (id) on delete cascade,
            created integer not null,
            expires integer not null,
            address text
        );
        create index token_user on token (user_id);
        create index token_expires on token (expires);

        create table login_attempt (
            origin text not null primary key, -- an IP address, or a network
            forgotten integer not null, -- when all that were wrong are forgotten
            last integer not null
        ) without rowid;
        create index login_attempt_forgotten on login_attempt (forgotten);

        create table audit_entry (
            id integer primary key autoincrement,
            time integer not null, -- milliseconds since 1970
            user_id integer, -- of a user who may be gone
            user_name text,
            user_key text,
            address text,
            action text not null,
            target text,
            details text,
            success integer not null
        );
        create index audit_entry_time on audit_entry (time);
        create index audit_entry_user on audit_entry (user_key, id);
        """,
        """
        create table import_run (
            id integer primary key autoincrement,
            run_id text not null unique,
            system_key text not null,
            kind text not null,
            outcome text not null,
            run text not null -- JSON
        );
        create index import_run_system on import_run (system_key, id);
        """,
        """
        -- day_vector.interval_values: what is written from now on is packed, in a number of bytes that four does not divide. What is there stays and is read.
        """,
    ];

    /// <summary>Version of the tables this program works with.</summary>
    internal static int CurrentVersion => Steps.Count;

    /// <summary>Brings an open database to the current version, in one transaction.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="path">Its file, for messages.</param>
    /// <exception cref="XlinkException"><c>DatabaseForeign</c>, <c>DatabaseNewer</c>.</exception>
    internal static void Migrate(SqliteConnection connection, string path)
    {
        using var transaction = connection.BeginTransaction();
        var version = Check(connection, path);
        for (; version < CurrentVersion; version++)
        {
            connection.Execute(Steps[version]);
        }

        connection.Execute(string.Create(
            CultureInfo.InvariantCulture, $"pragma application_id = {ApplicationId}; pragma user_version = {CurrentVersion}"));
        transaction.Commit();
    }

    /// <summary>Refuses a database that is none of ours, or of a later version, without changing it.</summary>
    /// <returns>Version of its tables; 0 for an empty one.</returns>
    /// <exception cref="XlinkException"><c>DatabaseForeign</c>, <c>DatabaseNewer</c>.</exception>
    internal static int Check(SqliteConnection connection, string path)
    {
        var version = connection.ExecuteScalar<int>("pragma user_version");
        var isEmpty = version == 0 && connection.ExecuteScalar<int>("select count(*) from sqlite_master") == 0;
        if (!isEmpty && connection.ExecuteScalar<int>("pragma application_id") != ApplicationId)
        {
            throw XlinkException.InFile(path, line: null, nameof(Messages.DatabaseForeign), XlinkErrorCategory.InvalidData);
        }

        if (version > CurrentVersion)
        {
            throw XlinkException.InFile(
                path, line: null, nameof(Messages.DatabaseNewer), XlinkErrorCategory.InvalidData, version, CurrentVersion);
        }

        return version;
    }
}
