using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using XlinkPS.Completion;
using XlinkPS.Servers;

namespace XlinkPS.Employees;

/// <summary>Completes the names of the connected server's employees, or the external IDs of the employee already named.</summary>
public sealed class EmployeeCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
    {
        var employees = ServerSession.Current?.GetEmployeesAsync(cancellationToken).GetAwaiter().GetResult() ?? [];
        return parameterName != nameof(EmployeeIdCmdlet.ExternalId)
            ? employees.Select(employee => employee.Name)
            : employees.Where(employee => IsNamed(boundParameters[nameof(EmployeeCmdlet.Name)], employee.Name))
                .SelectMany(employee => employee.ExternalIds)
                .Where(id => IsNamed(boundParameters[nameof(EmployeeIdCmdlet.ExternalSystem)], id.ExternalSystem))
                .Select(id => id.ExternalId);
    }

    private static bool IsNamed(object? given, string name) => given is not string text || string.Equals(text, name, StringComparison.OrdinalIgnoreCase);
}
