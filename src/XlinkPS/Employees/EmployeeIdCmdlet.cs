using System.Management.Automation;
using Xlink.Targets.Wfm;
using XlinkPS.ExternalSystems;

namespace XlinkPS.Employees;

/// <summary>A cmdlet that changes the external IDs of an employee.</summary>
public abstract class EmployeeIdCmdlet : EmployeeCmdlet
{
    /// <summary>External system that knows the employee by the ID.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string ExternalSystem { get; set; } = string.Empty;

    /// <summary>The external IDs: digits only, in quotes if zeros in front count.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EmployeeCompleter))]
    public string[] ExternalId { get; set; } = [];

    /// <inheritdoc/>
    protected override void Change(WfmEmployee item)
    {
        foreach (var id in ExternalId)
        {
            var externalId = new EmployeeExternalId { ExternalSystem = ExternalSystem, ExternalId = id };
            if (ShouldProcess(item.Name + ", " + externalId))
            {
                Change(item, externalId);
            }
        }
    }

    /// <summary>Changes one external ID.</summary>
    /// <param name="employee">The employee.</param>
    /// <param name="externalId">The external ID.</param>
    protected abstract void Change(WfmEmployee employee, EmployeeExternalId externalId);
}
