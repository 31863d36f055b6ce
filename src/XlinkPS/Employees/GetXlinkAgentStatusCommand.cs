using System;
using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Importing;
using Xlink.Targets.Wfm;
using XlinkPS.Imports;
using XlinkPS.Servers;

namespace XlinkPS.Employees;

/// <summary>Reads what employees did back from the connected WFM server, one object per activity, in the server's local time.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkAgentStatus")]
[OutputType(typeof(WfmAgentStatus))]
public sealed class GetXlinkAgentStatusCommand : ServerCmdlet
{
    /// <summary>Name or ID of the employee; wildcards are allowed. Default: all employees.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EmployeeCompleter))]
    public string? Employee { get; set; }

    /// <summary>The day in the server's time zone, for example <c>2026-11-16</c>.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("StartDate", "Day")]
    [Day]
    [ArgumentCompleter(typeof(DayCompleter))]
    public DateTime Date { get; set; }

    /// <summary>Number of days.</summary>
    [Parameter]
    [ValidateRange(1, CallDataImportOptions.MaximumDays)]
    public int Days { get; set; } = 1;

    /// <inheritdoc/>
    protected override object? ErrorTarget => Employee;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var pattern = new NamePattern(Employee);
        var employeeId = pattern.IsExact ? FindEmployee(pattern) : null;
        var status = Await(token => Server.GetAgentStatusAsync(employeeId, Date, Days, token));
        WriteObject(status.Where(activity => employeeId is not null || pattern.IsMatch(activity.Employee)), enumerateCollection: true);
    }

    private int? FindEmployee(NamePattern pattern)
        => pattern.Find(Await(Server.GetEmployeesAsync), employee => employee.Name, employee => employee.Id, nameof(Messages.EmployeeNotFound)).Single().Id;
}
