using System.Management.Automation;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Queues;

/// <summary>Creates a queue on the connected WFM server.</summary>
[Cmdlet(VerbsCommon.New, "XlinkQueue", SupportsShouldProcess = true)]
[OutputType(typeof(WfmQueue))]
public sealed class NewXlinkQueueCommand : ServerCmdlet
{
    /// <summary>Name; unique below its parent.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = string.Empty;

    /// <summary>Name, path (<c>Service/Hotline</c>) or ID of the queue above. Default: the first level.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string? Parent { get; set; }

    /// <summary>Value types of the queue, for example <c>Calls</c> and <c>AHT</c>; those that do not exist yet are created.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[] ValueType { get; set; } = [];

    /// <inheritdoc/>
    protected override object ErrorTarget => Name;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (!ShouldProcess(Name))
        {
            return;
        }

        var parentId = Parent is null ? WfmQueue.RootId : QueueTree.Find(Await(Server.GetQueuesAsync), Parent).Id;
        var queue = new NewQueue { Name = Name, ParentId = parentId, ValueTypes = ValueType };
        WriteObject(Await(token => Server.CreateQueueAsync(queue, token)));
    }
}
