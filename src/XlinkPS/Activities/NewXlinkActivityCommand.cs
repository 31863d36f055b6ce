using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xlink.Targets.Wfm;
using XlinkPS.ExternalSystems;

namespace XlinkPS.Activities;

/// <summary>Creates an activity on the connected WFM server, and maps external activities to it.</summary>
[Cmdlet(VerbsCommon.New, "XlinkActivity", SupportsShouldProcess = true)]
[OutputType(typeof(WfmActivity))]
public sealed class NewXlinkActivityCommand : ExternallyKnownCmdlet
{
    /// <inheritdoc/>
    private protected override object Create(string externalSystem, IReadOnlyList<string> externalIds)
    {
        var activity = new WfmActivity
        {
            Name = Name,
            ExternalActivities = externalIds.Select(id => new ExternalActivity { ExternalSystem = externalSystem, ExternalId = id }).ToList(),
        };
        return Await(token => Server.CreateActivityAsync(activity, token));
    }
}
