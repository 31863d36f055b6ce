using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Xlink.Configuration;
using Xlink.Installation;
using Xlink.Mapping;
using Xlink.Targets;
using Xlink.Targets.Wfm;
using XlinkPS.Installations;
using XlinkPS.Queues;

namespace XlinkPS.Mappings;

/// <summary>A cmdlet that changes the mapping of one target: a value type of a queue, by names that the server knows or by IDs without asking it.</summary>
public abstract class MappingTargetCmdlet : ServerEntryCmdlet
{
    /// <summary>Name or path of the queue. The installation's server is asked for its ID.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string Queue { get; set; } = string.Empty;

    /// <summary>Name of the value type, for example <c>Calls</c>. Default beside a queue without a name: the only one that it has.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Name")]
    [Parameter(ParameterSetName = "Id")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string ValueType { get; set; } = string.Empty;

    /// <summary>The queue, from Get-XlinkQueue; the server is not asked.</summary>
    [Parameter(ParameterSetName = "Id", ValueFromPipeline = true)]
    public WfmQueue? InputObject { get; set; }

    /// <summary>ID of the queue.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id", ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ValidateRange(0, int.MaxValue)]
    [ArgumentCompleter(typeof(TargetIdCompleter))]
    public int QueueId { get; set; }

    /// <summary>ID of the queue above.</summary>
    [Parameter(ParameterSetName = "Id", ValueFromPipelineByPropertyName = true)]
    [Alias("ParentId")]
    [ValidateRange(0, int.MaxValue)]
    [ArgumentCompleter(typeof(TargetIdCompleter))]
    public int ParentQueueId { get; set; } = WfmQueue.RootId;

    /// <summary>ID of the value type; the server is not asked.</summary>
    [Parameter(ParameterSetName = "Id", ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    [ArgumentCompleter(typeof(TargetIdCompleter))]
    public int? ValueTypeId { get; set; }

    // The path of a queue is its place among the queues.
    private protected override bool BringsFolder => InputObject is null;

    /// <summary>Finds the target on the server, or takes the IDs as they are.</summary>
    /// <param name="installation">The installation.</param>
    /// <returns>The target, what a person calls it, and the queues of the server that was asked, if one was.</returns>
    private protected (MappingTarget Target, string Description, IReadOnlyList<WfmQueue> Queues) FindTarget(XlinkInstallation installation)
    {
        if (ParameterSetName == "Id" && ValueTypeId is { } valueTypeId)
        {
            var byId = new MappingTarget(FindEntry(installation), ParentQueueId, QueueId, valueTypeId);
            return (byId, byId.ToString(), []);
        }

        if (InputObject is { } piped)
        {
            var (target, description) = Target(FindEntry(installation), piped);
            return (target, description, [piped]);
        }

        using var login = ServerLogin.Load(installation.Path, ServerEntry);
        using var client = Await(login.ConnectAsync);
        var queues = Await(client.GetQueuesAsync);
        var (found, text) = Target(login.EntryName, QueueTree.Find(queues, ParameterSetName == "Id" ? QueueId.ToString(CultureInfo.InvariantCulture) : Queue));
        return (found, text, queues);
    }

    private (MappingTarget Target, string Description) Target(string entry, WfmQueue queue)
    {
        var valueType = ValueType.Length == 0 ? QueueTree.FindOnlyValueType(queue) : QueueTree.FindValueType(queue, ValueType);
        return (new MappingTarget(entry, queue.ParentId, queue.Id, valueType.Id), queue.Path + " / " + valueType.Name);
    }

    private string FindEntry(XlinkInstallation installation)
        => ServerEntry ?? IspsUlConfiguration.Load(installation.Path).ServerEntries.FirstOrDefault()?.Name ?? IspsUlConfiguration.DefaultServerEntryName;
}
