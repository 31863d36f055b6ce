using System.Management.Automation;
using Xlink;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Employees;

/// <summary>A cmdlet that changes one employee of the connected server.</summary>
public abstract class EmployeeCmdlet : ServerObjectCmdlet<WfmEmployee>
{
    /// <summary>Name or ID of the employee.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [Alias("Employee")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EmployeeCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected sealed override string Wanted => Name;

    /// <inheritdoc/>
    protected sealed override string NameOf(WfmEmployee item) => item.Name;

    /// <inheritdoc/>
    protected sealed override WfmEmployee Find()
        => NameOrId.Find(Await(Server.GetEmployeesAsync), Name, employee => employee.Name, employee => employee.Id)
            ?? throw XlinkException.Create(nameof(Messages.EmployeeNotFound), XlinkErrorCategory.ObjectNotFound, Name);
}
