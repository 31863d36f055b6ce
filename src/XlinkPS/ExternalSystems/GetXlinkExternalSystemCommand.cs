using System.Linq;
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
    /// <summary>Name; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override object? ErrorTarget => Name;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var pattern = new NamePattern(Name);
        var systems = Await(Server.GetExternalSystemsAsync).Where(system => pattern.IsMatch(system.Name)).ToList();
        if (systems.Count == 0 && pattern.IsExact)
        {
            throw XlinkException.Create(nameof(Messages.ExternalSystemNotFound), XlinkErrorCategory.ObjectNotFound, Name);
        }

        WriteObject(systems, enumerateCollection: true);
    }
}
