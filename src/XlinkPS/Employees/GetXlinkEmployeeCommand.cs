using System.Management.Automation;
using Xlink;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Employees;

/// <summary>Gets employees of the connected WFM server with their external IDs.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkEmployee")]
[OutputType(typeof(WfmEmployee))]
public sealed class GetXlinkEmployeeCommand : ServerCmdlet
{
    /// <summary>Name or ID; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Employee")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EmployeeCompleter))]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override object? ErrorTarget => Name;

    /// <inheritdoc/>
    protected override void ProcessInput()
        => WriteObject(
            new NamePattern(Name).Find(Await(Server.GetEmployeesAsync), employee => employee.Name, employee => employee.Id, nameof(Messages.EmployeeNotFound)),
            enumerateCollection: true);
}
