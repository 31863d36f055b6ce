using System.Management.Automation;
using Xlink.Targets.Wfm;

namespace XlinkPS.Users;

/// <summary>Unlocks a user that too many wrong logins have locked.</summary>
[Cmdlet(VerbsCommon.Unlock, "XlinkUser", SupportsShouldProcess = true, DefaultParameterSetName = "EmailAddress")]
public sealed class UnlockXlinkUserCommand : UserTargetCmdlet
{
    /// <inheritdoc/>
    protected override void Change(WfmUser item)
    {
        if (ShouldProcess(item.Login))
        {
            Await(token => Server.UnlockUserAsync(item.Id, token));
        }
    }
}
