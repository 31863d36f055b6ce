using System.Collections.Generic;
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

    /// <summary>Name of the value type, for example <c>Calls</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string ValueType { get; set; } = string.Empty;

    /// <summary>ID of the queue; the server is not asked.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id", ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    [ArgumentCompleter(typeof(TargetIdCompleter))]
    public int QueueId { get; set; }

    /// <summary>ID of the queue above.</summary>
    [Parameter(ParameterSetName = "Id", ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    [ArgumentCompleter(typeof(TargetIdCompleter))]
    public int ParentQueueId { get; set; } = WfmQueue.RootId;

    /// <summary>ID of the value type.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id", ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    [ArgumentCompleter(typeof(TargetIdCompleter))]
    public int ValueTypeId { get; set; }

    /// <summary>Finds the target on the server, or takes the IDs as they are.</summary>
    /// <param name="installation">The installation.</param>
    /// <returns>The target, what a person calls it, and the queues of the server that was asked, if one was.</returns>
    private protected (MappingTarget Target, string Description, IReadOnlyList<WfmQueue> Queues) FindTarget(XlinkInstallation installation)
    {
        if (ParameterSetName == "Id")
        {
            var entry = ServerEntry ?? IspsUlConfiguration.Load(installation.Path).ServerEntries.FirstOrDefault()?.Name
                ?? IspsUlConfiguration.DefaultServerEntryName;
            var byId = new MappingTarget(entry, ParentQueueId, QueueId, ValueTypeId);
            return (byId, byId.ToString(), []);
        }

        using var login = ServerLogin.Load(installation.Path, ServerEntry);
        using var client = Await(login.ConnectAsync);
        var queues = Await(client.GetQueuesAsync);
        var queue = QueueTree.Find(queues, Queue);
        var valueType = QueueTree.FindValueType(queue, ValueType);
        return (new MappingTarget(login.EntryName, queue.ParentId, queue.Id, valueType.Id), queue.Path + " / " + valueType.Name, queues);
    }
}
