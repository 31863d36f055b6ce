using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Targets.Wfm;

namespace XlinkPS.Servers;

/// <summary>Deletes at once what the connected server keeps no longer. With -WhatIf it shows what would go. Needs admin access.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "XlinkRetention", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(WfmRetentionResult))]
public sealed class InvokeXlinkRetentionCommand : ServerCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var expired = Await(Server.GetExpiredAsync);
        var text = MessageText.Format(
            nameof(Messages.RetentionTarget), expired.ValueTypes.Sum(over => over.DayVectors).ToString(CultureInfo.CurrentCulture), expired.AgentActivities);
        if (ShouldProcess(text))
        {
            WriteObject(Await(Server.DeleteExpiredAsync));
        }
        else if (IsWhatIf)
        {
            WriteObject(expired);
        }
    }
}
