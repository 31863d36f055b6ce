using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Prometheus;
using Xlink.Server.Hosting;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Monitoring;

/// <summary>
/// What this process has done, for Prometheus. No label has a value that a client can choose: routes are those of the API, systems, queues and users never
/// appear. Every instance counts for itself; sums over them are the scraper's.
/// </summary>
internal sealed class ServerMetrics
{
    /// <summary>Type of the text format.</summary>
    internal const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Route label of whatever is no route.</summary>
    internal const string NoRoute = "none";

    private static readonly double[] RequestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];
    private static readonly double[] StoreSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30];

    private readonly CollectorRegistry registry = Metrics.NewCustomRegistry();
    private readonly Counter requests;
    private readonly Histogram requestDuration;
    private readonly Gauge requestsRunning;
    private readonly Counter uploads;
    private readonly Counter valuesStored;
    private readonly Counter activitiesStored;
    private readonly Counter logins;
    private readonly Histogram storeDuration;
    private readonly Gauge ready;

    /// <summary>Begins to count.</summary>
    /// <param name="storeKind">Kind of the store, for example <c>SQLite</c>.</param>
    /// <param name="clock">The time.</param>
    internal ServerMetrics(string storeKind, TimeProvider clock)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        requests = metrics.CreateCounter("xlink_http_requests_total", "Answered requests.", ["method", "route", "status"]);
        requestDuration = metrics.CreateHistogram(
            "xlink_http_request_duration_seconds", "Time from a request's head to the end of its answer.", ["method", "route"], new HistogramConfiguration { Buckets = RequestSeconds });
        requestsRunning = metrics.CreateGauge("xlink_http_requests_running", "Requests that are being answered.");
        uploads = metrics.CreateCounter("xlink_uploads_total", "Uploads that were confirmed, repeated ones too.", ["kind"]);
        valuesStored = metrics.CreateCounter("xlink_values_stored_total", "Intervals that received a value by uploads.");
        activitiesStored = metrics.CreateCounter("xlink_activities_stored_total", "Agent activities that were stored by uploads.");
        logins = metrics.CreateCounter("xlink_logins_total", "Logins by result.", ["result"]);
        storeDuration = metrics.CreateHistogram(
            "xlink_store_duration_seconds", "Time that the store takes for an operation.", ["operation"], new HistogramConfiguration { Buckets = StoreSeconds });
        ready = metrics.CreateGauge("xlink_ready", "1 as long as requests can be served, as /health/ready says.");
        foreach (var kind in (string[])["call_data", "agent_status"])
        {
            uploads.WithLabels(kind).Publish();
        }

        foreach (var result in (string[])["accepted", "refused"])
        {
            logins.WithLabels(result).Publish();
        }

        metrics.CreateGauge("xlink_build_info", "1, with what runs here as labels.", ["version", "runtime", "store"])
            .WithLabels(WfmServer.Version, RuntimeInformation.FrameworkDescription, storeKind)
            .Set(1);
        var started = clock.GetTimestamp();
        var uptime = metrics.CreateGauge("xlink_uptime_seconds", "Time since the server started.");
        var memory = metrics.CreateGauge("xlink_gc_heap_bytes", "Size of the managed heap after the last collection.");
        var pauses = metrics.CreateCounter("xlink_gc_pause_seconds_total", "Time that collections have paused the process.");
        var threads = metrics.CreateGauge("xlink_threadpool_queue_length", "Work that waits for a thread.");
        registry.AddBeforeCollectCallback(() =>
        {
            uptime.Set(clock.GetElapsedTime(started).TotalSeconds);
            memory.Set(GC.GetGCMemoryInfo().HeapSizeBytes);
            pauses.IncTo(GC.GetTotalPauseDuration().TotalSeconds);
            threads.Set(ThreadPool.PendingWorkItemCount);
        });
        DotNetStats.Register(registry);
    }

    /// <summary>Requests that are being answered.</summary>
    internal int RunningRequests => (int)requestsRunning.Value;

    /// <summary>Whether requests can be served.</summary>
    internal bool IsReady
    {
        set => ready.Set(value ? 1 : 0);
    }

    /// <summary>A request begins; it ends when what is returned is disposed of.</summary>
    internal IDisposable TrackRequest() => requestsRunning.TrackInProgress();

    /// <summary>A request has been answered.</summary>
    internal void CountRequest(string method, string route, int status, TimeSpan duration)
    {
        requests.WithLabels(method, route, status.ToString(CultureInfo.InvariantCulture)).Inc();
        requestDuration.WithLabels(method, route).Observe(duration.TotalSeconds);
    }

    /// <summary>An upload has been confirmed.</summary>
    internal void CountUpload(CallDataReceipt receipt)
    {
        uploads.WithLabels("call_data").Inc();
        valuesStored.Inc(receipt.ValuesWritten);
    }

    /// <inheritdoc cref="CountUpload(CallDataReceipt)"/>
    internal void CountUpload(AgentStatusReceipt receipt)
    {
        uploads.WithLabels("agent_status").Inc();
        activitiesStored.Inc(receipt.ActivitiesStored);
    }

    /// <summary>A login has been accepted or refused.</summary>
    internal void CountLogin(bool isAccepted) => logins.WithLabels(isAccepted ? "accepted" : "refused").Inc();

    /// <summary>The store has done something.</summary>
    internal void CountStore(string operation, TimeSpan duration) => storeDuration.WithLabels(operation).Observe(duration.TotalSeconds);

    /// <summary>Writes everything in the text format.</summary>
    internal Task WriteAsync(Stream stream, CancellationToken cancellationToken) => registry.CollectAndExportAsTextAsync(stream, cancellationToken);
}
