using System;
using System.Management.Automation;
using Xlink.Importing;
using Xlink.Targets.Wfm;
using XlinkPS.Queues;
using XlinkPS.Servers;

namespace XlinkPS.Imports;

/// <summary>Reads imported values back from the connected WFM server, one object per interval that has a value.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkInterval")]
[OutputType(typeof(IntervalValue))]
public sealed class GetXlinkIntervalCommand : ServerCmdlet
{
    /// <summary>Name, path or ID of the queue. A queue, a mapping or an imported day that is piped in brings it along.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Path")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string Queue { get; set; } = string.Empty;

    /// <summary>Name of the value type. Default: all of the queue.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string? ValueType
    {
        get;
        set => field = string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>The day in the server's time zone, for example <c>2026-11-16</c>.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("StartDate", "Day")]
    [Day]
    [ArgumentCompleter(typeof(DayCompleter))]
    public DateTime Date { get; set; }

    /// <summary>Number of days.</summary>
    [Parameter]
    [ValidateRange(1, CallDataImportOptions.MaximumDays)]
    public int Days { get; set; } = 1;

    /// <inheritdoc/>
    protected override object ErrorTarget => Queue;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var queue = QueueTree.Find(Await(Server.GetQueuesAsync), Queue);
        var valueType = ValueType is null ? null : QueueTree.FindValueType(queue, ValueType);
        var vectors = Await(token => Server.GetDayVectorsAsync(queue.Id, valueType?.Id, Date, Days, token));
        WriteObject(IntervalValue.FromVectors(vectors, queue, Server.Info.TimeZone), enumerateCollection: true);
    }
}
