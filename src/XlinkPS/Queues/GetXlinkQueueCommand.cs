using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Queues;

/// <summary>Gets queues of the connected WFM server with their value types, in the order of the tree.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkQueue")]
[OutputType(typeof(WfmQueue))]
public sealed class GetXlinkQueueCommand : ServerCmdlet
{
    /// <summary>Name or path (<c>Service/Hotline</c>); wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override object? ErrorTarget => Name;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var pattern = new NamePattern(Name);
        var queues = Await(Server.GetQueuesAsync)
            .Where(queue => pattern.IsMatch(queue.Name) || pattern.IsMatch(queue.Path))
            .ToList();
        if (queues.Count == 0 && pattern.IsExact)
        {
            throw XlinkException.Create(nameof(Messages.QueueNotFound), XlinkErrorCategory.ObjectNotFound, Name);
        }

        WriteObject(queues, enumerateCollection: true);
    }
}
