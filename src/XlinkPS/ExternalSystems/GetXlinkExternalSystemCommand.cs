using System.Management.Automation;
using Xlink;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.ExternalSystems;

/// <summary>Gets the external systems of the connected WFM server.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkExternalSystem")]
[OutputType(typeof(WfmExternalSystem))]
public sealed class GetXlinkExternalSystemCommand : ServerCmdlet
{
    /// <summary>Name or ID; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override object? ErrorTarget => Name;

    /// <inheritdoc/>
    protected override void ProcessInput()
        => WriteObject(
            new NamePattern(Name).Find(Await(Server.GetExternalSystemsAsync), system => system.Name, system => system.Id, nameof(Messages.ExternalSystemNotFound)),
            enumerateCollection: true);
}
