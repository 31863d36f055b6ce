using System.Management.Automation;
using Xlink.Targets.Wfm;

namespace XlinkPS.Activities;

/// <summary>Removes an activity from the connected WFM server. Its external activities, and what was imported of them, go to the activity Present.</summary>
[Cmdlet(VerbsCommon.Remove, "XlinkActivity", SupportsShouldProcess = true)]
public sealed class RemoveXlinkActivityCommand : ActivityCmdlet
{
    /// <inheritdoc/>
    protected override void Change(WfmActivity item)
    {
        if (ShouldProcess(item.Name))
        {
            Await(token => Server.DeleteActivityAsync(item.Id, token));
        }
    }
}
