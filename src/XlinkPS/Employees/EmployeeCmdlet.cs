using System.Collections.Generic;
using System.Management.Automation;
using Xlink;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Employees;

/// <summary>A cmdlet that changes one employee of the connected server.</summary>
public abstract class EmployeeCmdlet : ServerCmdlet
{
    private IReadOnlyList<WfmEmployee> known = [];

    /// <summary>Name or ID of the employee.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Employee")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EmployeeCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected sealed override object ErrorTarget => Name;

    /// <inheritdoc/>
    protected sealed override void ProcessInput()
        => Change(
            NameOrId.Find(ref known, () => Await(Server.GetEmployeesAsync), Name, employee => employee.Name, employee => employee.Id)
            ?? throw XlinkException.Create(nameof(Messages.EmployeeNotFound), XlinkErrorCategory.ObjectNotFound, Name));

    /// <summary>Changes the employee.</summary>
    /// <param name="item">The employee that was named.</param>
    protected abstract void Change(WfmEmployee item);
}
