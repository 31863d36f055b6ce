using System.Management.Automation;
using Xlink;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Activities;

/// <summary>A cmdlet that changes one activity of the connected server.</summary>
public abstract class ActivityCmdlet : ServerObjectCmdlet<WfmActivity>
{
    /// <summary>Name or ID of the activity.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [Alias("Activity")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ActivityCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected sealed override string Wanted => Name;

    /// <inheritdoc/>
    protected sealed override string NameOf(WfmActivity item) => item.Name;

    /// <inheritdoc/>
    protected sealed override WfmActivity Find()
        => NameOrId.Find(Await(Server.GetActivitiesAsync), Name, activity => activity.Name, activity => activity.Id)
            ?? throw XlinkException.Create(nameof(Messages.ActivityNotFound), XlinkErrorCategory.ObjectNotFound, Name);
}
