using System.Management.Automation;
using Xlink.Targets.Wfm;

namespace XlinkPS.Users;

/// <summary>Removes a user from the connected WFM server.</summary>
[Cmdlet(VerbsCommon.Remove, "XlinkUser", SupportsShouldProcess = true, DefaultParameterSetName = "EmailAddress")]
public sealed class RemoveXlinkUserCommand : UserTargetCmdlet
{
    /// <inheritdoc/>
    protected override void Change(WfmUser item)
    {
        if (ShouldProcess(item.Login))
        {
            Await(token => Server.DeleteUserAsync(item.Id, token));
        }
    }
}
