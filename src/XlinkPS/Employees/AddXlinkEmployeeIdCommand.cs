using System.Management.Automation;
using Xlink.Targets.Wfm;

namespace XlinkPS.Employees;

/// <summary>Gives an employee of the connected WFM server external IDs. Each belongs to one employee only.</summary>
[Cmdlet(VerbsCommon.Add, "XlinkEmployeeId", SupportsShouldProcess = true)]
[OutputType(typeof(WfmEmployee))]
public sealed class AddXlinkEmployeeIdCommand : EmployeeIdCmdlet
{
    private WfmEmployee? changed;

    /// <summary>Writes the changed employee to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Change(WfmEmployee item)
    {
        changed = null;
        base.Change(item);
        if (PassThru && changed is not null)
        {
            WriteObject(changed);
        }
    }

    /// <inheritdoc/>
    protected override void Change(WfmEmployee employee, EmployeeExternalId externalId)
        => changed = Await(token => Server.AddEmployeeIdAsync(employee.Id, externalId, token));
}
