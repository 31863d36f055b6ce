using System.Management.Automation;
using Xlink.Targets.Wfm;

namespace XlinkPS.Activities;

/// <summary>Takes external activities from an activity of the connected WFM server. They are forgotten until they are imported again, and then lead to the activity Present.</summary>
[Cmdlet(VerbsCommon.Remove, "XlinkActivityMapping", SupportsShouldProcess = true)]
public sealed class RemoveXlinkActivityMappingCommand : ActivityMappingCmdlet
{
    /// <inheritdoc/>
    protected override void Change(WfmActivity activity, ExternalActivity externalActivity)
        => Await(token => Server.UnmapActivityAsync(activity.Id, externalActivity, token));
}
