using System.Management.Automation;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Queues;

/// <summary>Removes a queue from the connected WFM server.</summary>
[Cmdlet(VerbsCommon.Remove, "XlinkQueue", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
public sealed class RemoveXlinkQueueCommand : ServerObjectCmdlet<WfmQueue>
{
    /// <summary>Name, path (<c>Service/Hotline</c>) or ID of the queue.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <summary>Also removes the queues below and all stored values.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <inheritdoc/>
    protected override string Wanted => Name;

    /// <inheritdoc/>
    protected override string NameOf(WfmQueue item) => item.Path;

    /// <inheritdoc/>
    protected override WfmQueue Find() => QueueTree.Find(Await(Server.GetQueuesAsync), Name);

    /// <inheritdoc/>
    protected override void Change(WfmQueue item)
    {
        if (ShouldProcess(item.Path))
        {
            Await(token => Server.DeleteQueueAsync(item.Id, Recurse, token));
        }
    }
}
