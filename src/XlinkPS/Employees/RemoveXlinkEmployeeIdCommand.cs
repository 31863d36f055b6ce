using System.Management.Automation;
using Xlink.Targets.Wfm;

namespace XlinkPS.Employees;

/// <summary>Takes external IDs from an employee of the connected WFM server. What was imported under them stays.</summary>
[Cmdlet(VerbsCommon.Remove, "XlinkEmployeeId", SupportsShouldProcess = true)]
public sealed class RemoveXlinkEmployeeIdCommand : EmployeeIdCmdlet
{
    /// <inheritdoc/>
    protected override void Change(WfmEmployee employee, EmployeeExternalId externalId)
        => Await(token => Server.RemoveEmployeeIdAsync(employee.Id, externalId, token));
}
