using System.Collections.Generic;
using System.Management.Automation;
using Xlink;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Activities;

/// <summary>A cmdlet that changes one activity of the connected server.</summary>
public abstract class ActivityCmdlet : ServerCmdlet
{
    private IReadOnlyList<WfmActivity> known = [];

    /// <summary>Name or ID of the activity.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Activity")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ActivityCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected sealed override object ErrorTarget => Name;

    /// <inheritdoc/>
    protected sealed override void ProcessInput()
        => Change(
            NameOrId.Find(ref known, () => Await(Server.GetActivitiesAsync), Name, activity => activity.Name, activity => activity.Id)
            ?? throw XlinkException.Create(nameof(Messages.ActivityNotFound), XlinkErrorCategory.ObjectNotFound, Name));

    /// <summary>Changes the activity.</summary>
    /// <param name="item">The activity that was named.</param>
    protected abstract void Change(WfmActivity item);
}
