using System.Management.Automation;
using Xlink.Targets.Wfm;
using XlinkPS.ExternalSystems;

namespace XlinkPS.Activities;

/// <summary>A cmdlet that changes which external activities lead to an activity.</summary>
public abstract class ActivityMappingCmdlet : ActivityCmdlet
{
    /// <summary>External system of the external activities.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string ExternalSystem { get; set; } = string.Empty;

    /// <summary>IDs of the external activities; case counts.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ActivityCompleter))]
    public string[] ExternalId { get; set; } = [];

    /// <inheritdoc/>
    protected override void Change(WfmActivity item)
    {
        foreach (var id in ExternalId)
        {
            var externalActivity = new ExternalActivity { ExternalSystem = ExternalSystem, ExternalId = id };
            if (ShouldProcess(item.Name + ", " + externalActivity))
            {
                Change(item, externalActivity);
            }
        }
    }

    /// <summary>Changes where one external activity leads.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="externalActivity">The external activity.</param>
    protected abstract void Change(WfmActivity activity, ExternalActivity externalActivity);
}
