using System.Management.Automation;
using Xlink.Targets.Wfm;

namespace XlinkPS.Activities;

/// <summary>Maps external activities to an activity of the connected WFM server. Each leads to one activity only; what was imported of it follows.</summary>
[Cmdlet(VerbsCommon.Add, "XlinkActivityMapping", SupportsShouldProcess = true)]
[OutputType(typeof(WfmActivity))]
public sealed class AddXlinkActivityMappingCommand : ActivityMappingCmdlet
{
    private WfmActivity? changed;

    /// <summary>Writes the changed activity to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Change(WfmActivity item)
    {
        changed = null;
        base.Change(item);
        if (PassThru && changed is not null)
        {
            WriteObject(changed);
        }
    }

    /// <inheritdoc/>
    protected override void Change(WfmActivity activity, ExternalActivity externalActivity)
        => changed = Await(token => Server.MapActivityAsync(activity.Id, externalActivity, token));
}
