using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Xlink.Database.Tests;
using Xlink.Server.Instances.Tests;

namespace Xlink.Benchmarks;

/// <summary>
/// Agents that all upload a day at once, and then one after the other as if every 15 minutes were a minute: into one server with SQLite, one with PostgreSQL,
/// and three with PostgreSQL behind a load balancer. Everything runs on this computer, the agents too.
/// </summary>
internal sealed class LoadComparison(int agents, int rounds)
{
    public async Task RunAsync(TextWriter output)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{agents:N0} agents, {LoadedSite.QueuesPerAgent} queues x {LoadedSite.ValueTypes.Length} value types x {LoadedSite.Intervals} intervals each, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}"));
        output.WriteLine($"{string.Empty,-24} {"values/s",12} {"p50 ms",9} {"p99 ms",9} {"repeated",9} {"paced p50",10} {"paced p99",10} {"servers MB",11}");
        await RunAsync(output, "SQLite, one server", servers: 1, postgreSql: null);
        if (!PostgreSqlServer.IsInstalled)
        {
            output.WriteLine("The package postgresql is not installed.");
            return;
        }

        using (var postgreSql = PostgreSqlServer.Start(isDurable: true))
        {
            await RunAsync(output, "PostgreSQL, one server", servers: 1, postgreSql);
        }

        if (LoadBalancer.IsInstalled)
        {
            using var postgreSql = PostgreSqlServer.Start(isDurable: true);
            await RunAsync(output, "PostgreSQL, 3 servers", servers: 3, postgreSql);
        }
        else
        {
            output.WriteLine("The package haproxy is not installed.");
        }
    }

    private async Task RunAsync(TextWriter output, string name, int servers, PostgreSqlServer? postgreSql)
    {
        await using var site = await LoadedSite.StartAsync(agents, servers, postgreSql);
        var atOnce = await site.UploadAsync(round: 0, TimeSpan.Zero);
        var paced = new LoadFigures();
        for (var round = 1; round <= rounds; round++)
        {
            paced.Add(await site.UploadAsync(round, TimeSpan.FromMinutes(1)));
        }

        await site.CheckAsync(rounds);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-24} {atOnce.Values / atOnce.Time.TotalSeconds,12:N0} {atOnce.Percentile(50),9:N0} {atOnce.Percentile(99),9:N0} {atOnce.Repeated + paced.Repeated,9:N0} {paced.Percentile(50),10:N0} {paced.Percentile(99),10:N0} {site.PeakMemory / 1e6,11:N0}"));
    }
}
