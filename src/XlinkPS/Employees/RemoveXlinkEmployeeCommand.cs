using System.Management.Automation;
using Xlink.Targets.Wfm;

namespace XlinkPS.Employees;

/// <summary>Removes an employee from the connected WFM server, with everything that is stored of it.</summary>
[Cmdlet(VerbsCommon.Remove, "XlinkEmployee", SupportsShouldProcess = true)]
public sealed class RemoveXlinkEmployeeCommand : EmployeeCmdlet
{
    /// <inheritdoc/>
    protected override void Change(WfmEmployee item)
    {
        if (ShouldProcess(item.Name))
        {
            Await(token => Server.DeleteEmployeeAsync(item.Id, token));
        }
    }
}
