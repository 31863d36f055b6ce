using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;

namespace Xlink.Benchmarks.Table;

/// <summary>DuckDB with two threads, through its package for Node, which is installed from npm.</summary>
internal sealed class DuckDb
{
    private const string Package = "@duckdb/node-api@1.5.6-r.1";

    // Each run begins with a database of its own, so that nothing is left of the one before.
    private const string Script = """
        import { DuckDBInstance } from '@duckdb/node-api';
        import { rmSync } from 'node:fs';
        const [, , sql, database, runs, check] = process.argv;
        const seconds = [];
        let row, version;
        for (let run = 0; run < Number(runs); run++) {
          if (database !== ':memory:') rmSync(database, { force: true });
          const instance = await DuckDBInstance.create(database, { threads: '2' });
          const connection = await instance.connect();
          version = (await connection.runAndReadAll('select version()')).getRows()[0][0];
          const start = process.hrtime.bigint();
          const result = await connection.runAndReadAll(sql);
          if (database !== ':memory:') await connection.run('checkpoint');
          seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
          row = (check ? await connection.runAndReadAll(check) : result).getRows()[0].map(Number);
          connection.closeSync();
          instance.closeSync();
        }
        console.log(JSON.stringify({ seconds, row, version, peak: process.resourceUsage().maxRSS * 1024 }));
        """;

    private readonly string scriptPath;

    private DuckDb(string scriptPath) => this.scriptPath = scriptPath;

    /// <summary>Installs it unless it is there.</summary>
    internal static async Task<DuckDb> InstallAsync(TableContext context)
    {
        var folder = Directory.CreateDirectory(Path.Combine(context.Peers, "duckdb")).FullName;
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "@duckdb", "node-api")))
        {
            context.Output.WriteLine($"    npm install {Package}");
            await Peer.RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "install", "--no-fund", "--no-audit", "--prefix", folder, Package);
        }

        var script = Path.Combine(folder, "run.mjs");
        await File.WriteAllTextAsync(script, Script);
        return new DuckDb(script);
    }

    /// <summary>How it reads a file and adds it up per queue and interval.</summary>
    internal static string Select(CallDataFile data, string path)
    {
        var time = data.Form switch
        {
            CallDataForm.AmPm => "strptime(t, '%I:%M %p')",
            CallDataForm.Calls => "time_bucket(interval 15 minutes, d + t)",
            _ => "t",
        };
        return $"""
            select q, d, {time} as start, sum(o) as o, sum(h) as h, avg(a) as a
            from read_csv('{path}', delim = ';', header = false, quote = '"', dateformat = '{(data.Form == CallDataForm.Mdy ? "%m/%d/%Y" : "%d.%m.%Y")}',
              encoding = '{(data.Form == CallDataForm.Windows1252 ? "latin-1" : "utf-8")}',
              columns = {"{"}'q': 'VARCHAR', 'd': 'DATE', 't': '{(data.Form == CallDataForm.AmPm ? "VARCHAR" : "TIME")}', 'o': 'BIGINT', 'h': 'BIGINT', 'a': 'BIGINT'{"}"})
            group by q, d, start
            """;
    }

    /// <summary>Adds a file up.</summary>
    internal Task<WayResult> SumAsync(CallDataFile data, string path, int runs)
        => RunAsync($"select sum(o), sum(h), sum(a) from ({Select(data, path)})", ":memory:", runs);

    /// <summary>Adds a file up and writes the sums to a database file.</summary>
    internal Task<WayResult> WriteAsync(CallDataFile data, string path, string database, int runs)
        => RunAsync($"create table calls as {Select(data, path)}; select sum(o), sum(h), sum(a) from calls", database, runs);

    /// <summary>Makes spans of status rows: each lasts until the agent's next row, and a log-off is none. They are cut at midnight and added up outside the measured time.</summary>
    internal Task<WayResult> MakeSpansAsync(string path, int runs)
        => RunAsync(
            $"""
            create temp table spans as select * from (
              select agent, activity, start, lead(start) over (partition by agent order by start) as stop
              from read_csv('{path}', delim = ';', header = false, timestampformat = '%d.%m.%Y %H:%M:%S',
                columns = {"{"}'agent': 'INTEGER', 'activity': 'INTEGER', 'start': 'TIMESTAMP'{"}"}))
            where activity <> {AgentStatusFile.LogOff} and stop is not null
            """,
            ":memory:",
            runs,
            """
            with parts as (
              select agent, activity, start, least(stop, date_trunc('day', start) + interval 1 day) as stop from spans
              union all select agent, activity, date_trunc('day', stop), stop from spans where date_trunc('day', stop) > start and stop > date_trunc('day', stop)),
            sums as (select agent, activity, date_trunc('day', start) as day, sum(epoch(stop) - epoch(start)) as seconds from parts group by all)
            select count(*), sum(seconds), sum(seconds * (agent % 1000) * activity * day(day)) from sums
            """);

    private async Task<WayResult> RunAsync(string sql, string database, int runs, string check = "")
    {
        var text = await Peer.RunAsync("node", scriptPath, sql, database, $"{runs}", check);
        var root = JsonDocument.Parse(text).RootElement;
        return new WayResult(
            root.GetProperty("seconds").EnumerateArray().Min(item => item.GetDouble()),
            root.GetProperty("seconds")[0].GetDouble(),
            root.GetProperty("peak").GetDouble() / 1e6,
            [.. root.GetProperty("row").EnumerateArray().Select(item => item.GetDouble())]);
    }
}
