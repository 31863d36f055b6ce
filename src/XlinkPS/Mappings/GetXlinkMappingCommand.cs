using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Installation;
using Xlink.Mapping;
using Xlink.Targets.Wfm;
using XlinkPS.ExternalSystems;
using XlinkPS.Installations;
using XlinkPS.Queues;
using XlinkPS.Servers;

namespace XlinkPS.Mappings;

/// <summary>Gets the mappings of an installation from acd_map.ini. Lines that are no mapping are reported as warnings.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkMapping")]
[OutputType(typeof(XlinkMapping))]
public sealed class GetXlinkMappingCommand : InstallationCmdlet
{
    /// <summary>Name or path of the queue; wildcards are allowed. Needs a session that is connected to the server.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string? Queue { get; set; }

    /// <summary>Only the mappings of this queue, from Get-XlinkQueue.</summary>
    [Parameter(ValueFromPipeline = true)]
    public WfmQueue? InputObject { get; set; }

    /// <summary>Only targets that this external system feeds; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string? ExternalSystem { get; set; }

    // The path of a queue is its place among the queues.
    private protected override bool BringsFolder => InputObject is null;

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var map = AcdMap.Load(installation.Path);
        foreach (var finding in map.Findings)
        {
            WriteWarning(MessageText.Format(nameof(Messages.MappingLineIgnored), map.FilePath, finding.Line, finding.Reason));
        }

        var queues = InputObject is not null ? [InputObject] : Queue is null ? SessionQueues.FindFor(this) : FindQueues();
        var wanted = new HashSet<int>(queues.Select(queue => queue.Id));
        var systemPattern = new NamePattern(ExternalSystem);
        WriteObject(
            map.Mappings
                .Where(mapping => (Queue is null && InputObject is null) || wanted.Contains(mapping.Target.QueueId))
                .Where(mapping => ExternalSystem is null || mapping.Sources.Any(source => systemPattern.IsMatch(source.ExternalSystem)))
                .Select(mapping => new XlinkMapping(installation.Path, mapping, queues)),
            enumerateCollection: true);
    }

    private List<WfmQueue> FindQueues()
    {
        var server = ServerSession.Current ?? throw XlinkException.Create(nameof(Messages.NotConnected), XlinkErrorCategory.InvalidOperation);
        var pattern = new NamePattern(Queue);
        var queues = Await(server.GetQueuesAsync).Where(queue => pattern.IsMatch(queue.Name) || pattern.IsMatch(queue.Path)).ToList();
        return queues.Count > 0 || !pattern.IsExact
            ? queues
            : throw XlinkException.Create(nameof(Messages.QueueNotFound), XlinkErrorCategory.ObjectNotFound, Queue);
    }
}
