using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Installation;
using Xlink.Mapping;
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
    /// <summary>Path of the queue; wildcards are allowed. Needs a session that is connected to the server.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string? Queue { get; set; }

    /// <summary>Only targets that this external system feeds; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string? ExternalSystem { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var map = AcdMap.Load(installation.Path);
        foreach (var finding in map.Findings)
        {
            WriteWarning(MessageText.Format(nameof(Messages.MappingLineIgnored), map.FilePath, finding.Line, finding.Reason));
        }

        var server = ServerSession.Current;
        if (server is null && Queue is not null)
        {
            throw XlinkException.Create(nameof(Messages.NotConnected), XlinkErrorCategory.InvalidOperation);
        }

        var queues = server is null ? [] : Await(server.GetQueuesAsync);
        var queuePattern = new NamePattern(Queue);
        var systemPattern = new NamePattern(ExternalSystem);
        var mappings = map.Mappings
            .Where(mapping => ExternalSystem is null || mapping.Sources.Any(source => systemPattern.IsMatch(source.ExternalSystem)))
            .Select(mapping => new XlinkMapping(installation.Path, mapping, queues))
            .Where(mapping => queuePattern.IsMatch(mapping.Queue));
        WriteObject(mappings, enumerateCollection: true);
    }
}
