using System.Management.Automation;
using Xlink;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.ExternalSystems;

/// <summary>Removes an external system from the connected WFM server. What was imported from it stays; a new one of the same name finds its external IDs and activities again.</summary>
[Cmdlet(VerbsCommon.Remove, "XlinkExternalSystem", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
public sealed class RemoveXlinkExternalSystemCommand : ServerCmdlet
{
    /// <summary>Name or ID of the external system.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <summary>The external system, from <c>Get-XlinkExternalSystem</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public WfmExternalSystem? InputObject { get; set; }

    /// <inheritdoc/>
    protected override object ErrorTarget => InputObject?.Name ?? Name;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var system = InputObject
            ?? NameOrId.Find(Await(Server.GetExternalSystemsAsync), Name, candidate => candidate.Name, candidate => candidate.Id)
            ?? throw XlinkException.Create(nameof(Messages.ExternalSystemNotFound), XlinkErrorCategory.ObjectNotFound, Name);
        if (ShouldProcess(system.Name))
        {
            Await(token => Server.DeleteExternalSystemAsync(system.Id, token));
        }
    }
}
