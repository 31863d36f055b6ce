using System.Management.Automation;
using Xlink;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.ExternalSystems;

/// <summary>Removes an external system from the connected WFM server. What was imported from it stays; a new one of the same name finds its external IDs and activities again.</summary>
[Cmdlet(VerbsCommon.Remove, "XlinkExternalSystem", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
public sealed class RemoveXlinkExternalSystemCommand : ServerObjectCmdlet<WfmExternalSystem>
{
    /// <summary>Name or ID of the external system.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override string Wanted => Name;

    /// <inheritdoc/>
    protected override string NameOf(WfmExternalSystem item) => item.Name;

    /// <inheritdoc/>
    protected override WfmExternalSystem Find()
        => NameOrId.Find(Await(Server.GetExternalSystemsAsync), Name, system => system.Name, system => system.Id)
            ?? throw XlinkException.Create(nameof(Messages.ExternalSystemNotFound), XlinkErrorCategory.ObjectNotFound, Name);

    /// <inheritdoc/>
    protected override void Change(WfmExternalSystem item)
    {
        if (ShouldProcess(item.Name))
        {
            Await(token => Server.DeleteExternalSystemAsync(item.Id, token));
        }
    }
}
