using System.Management.Automation;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Queues;

/// <summary>Removes a queue from the connected WFM server.</summary>
[Cmdlet(VerbsCommon.Remove, "XlinkQueue", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
public sealed class RemoveXlinkQueueCommand : ServerCmdlet
{
    /// <summary>Name, path (<c>Service/Hotline</c>) or ID of the queue.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <summary>The queue, from <c>Get-XlinkQueue</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public WfmQueue? InputObject { get; set; }

    /// <summary>Also removes the queues below and all stored values.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <inheritdoc/>
    protected override object ErrorTarget => InputObject?.Path ?? Name;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var queue = InputObject ?? QueueTree.Find(Await(Server.GetQueuesAsync), Name);
        if (ShouldProcess(queue.Path))
        {
            Await(token => Server.DeleteQueueAsync(queue.Id, Recurse, token));
        }
    }
}
