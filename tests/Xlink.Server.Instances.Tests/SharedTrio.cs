using System;
using System.Threading.Tasks;
using Xlink.Server.Instances.Tests;
using Xlink.Server.PostgreSql.Tests;
using Xlink.Targets;

[assembly: AssemblyFixture(typeof(SharedTrio))]

namespace Xlink.Server.Instances.Tests;

/// <summary>Three servers that run as long as the tests. Their database is emptied under them before every test: they keep nothing of it.</summary>
public sealed class SharedTrio : IDisposable
{
    internal const string TimeZone = "Europe/Berlin";

    private TestDatabase? database;
    private Trio? trio;

    /// <summary>The address of the load balancer, behind which everything is as it was at the start.</summary>
    internal async Task<ServerUrl> EmptyAsync()
    {
        if (trio is null)
        {
            database = await PostgreSqlDatabases.CreateAsync();
            trio = await Trio.StartAsync(database.ConnectionString, "--time-zone", TimeZone);
            await database.ExecuteAsync(Keep);
        }

        await database!.ExecuteAsync(Restore);
        return trio.Url;
    }

    public void Dispose()
    {
        trio?.Dispose();
        database?.Dispose();
    }

    private const string Keep =
        """
        create schema start;
        do $$
        declare name text;
        begin
            for name in select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_version' loop
                execute format('create table start.%1$I as table public.%1$I', name);
            end loop;
        end $$;
        """;

    private const string Restore =
        """
        set session_replication_role = replica;
        do $$
        declare tables text; name text;
        begin
            select string_agg(format('public.%I', tablename), ', ') into tables from pg_tables where schemaname = 'public' and tablename <> 'schema_version';
            execute 'truncate ' || tables || ' restart identity';
            for name in select tablename from pg_tables where schemaname = 'start' loop
                execute format('insert into public.%1$I select * from start.%1$I', name);
            end loop;
            perform setval(pg_get_serial_sequence('"user"', 'id'), (select max(id) from "user"));
        end $$;
        """;
}
