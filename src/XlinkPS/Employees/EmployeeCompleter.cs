using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using XlinkPS.Completion;
using XlinkPS.Servers;

namespace XlinkPS.Employees;

/// <summary>Completes the names of the connected server's employees.</summary>
public sealed class EmployeeCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
        => (ServerSession.Current?.GetEmployeesAsync(cancellationToken).GetAwaiter().GetResult() ?? []).Select(employee => employee.Name);
}
